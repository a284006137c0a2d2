# language: nl
@area:CMP
Functionaliteit: Competenties

  @id:CMP-03 @req:CMP-R3 @prio:must @mode:api @role:learner @needs:competencies
  Scenario: Een afgeronde cursus levert bewijs voor de competentie
    Gegeven de volgende "competentieraamwerken" bestaan:
      | code   | naam            |
      | VEIL26 | Veiligheid 2026 |
    En de volgende "competenties" bestaan:
      | code     | naam            | raamwerk |
      | VEIL26-1 | Veilig handelen | VEIL26   |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En competentie "VEIL26-1" is gekoppeld aan "BRV-26"
    En "sanne" is cursist van "BRV-26"
    Als "sanne" "BRV-26" opent
    Dan is cursus "BRV-26" niet afgerond voor "sanne"
    Als "sanne" "Huisregels" van "BRV-26" afrondt
    Dan is cursus "BRV-26" binnen 15 minuten afgerond voor "sanne"
    En heeft competentie "VEIL26-1" van "sanne" bewijs dat "BRV-26" noemt
    En heeft competentie "VEIL26-1" van "sanne" geen niveau

  @id:CMP-05 @req:CMP-R5 @prio:could @mode:human @role:manager
  Scenario: Een leidinggevende ziet de hiaten van het team
    Gegeven de leider heeft klaar gewenste en werkelijke niveaus van het team van "mark"
    Als de tester het teamoverzicht opent als "mark"
    Dan beoordeelt de tester dat de drie grootste hiaten en de cursussen die ze dichten binnen een minuut te vinden zijn
