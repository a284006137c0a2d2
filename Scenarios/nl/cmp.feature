# language: nl
@area:CMP @form:uat
Functionaliteit: Competenties

  @id:CMP-01 @req:CMP-R1 @prio:must @mode:hybrid @role:fadmin @needs:competencies @needs:configured
  Scenario: Het competentieraamwerk is geladen zoals afgesproken
    Als "joris" raamwerk "ZORG26" leest
    Dan bevat raamwerk "ZORG26" precies deze competenties:
      | @table:data/agreed-competencies.csv |
    En heeft de schaal van raamwerk "ZORG26" 4 niveaus
    En beoordeelt de tester dat de namen en de schaalwaarden de afgesproken zijn, in de afgesproken volgorde

  @id:CMP-02 @req:CMP-R2 @prio:should @mode:hybrid @role:fadmin @role:author @needs:competencies @needs:configured
  Scenario: Elke functie heeft haar competenties en elke competentie is ergens te leren
    Als "joris" raamwerk "LEID26" leest
    Dan bevat raamwerk "LEID26" precies deze competenties:
      | code     | naam         |
      | LEID26-1 | Leidinggeven |
      | LEID26-2 | Coachen      |
    En is competentie "LEID26-1" te leren in "WBG-01"
    En is competentie "LEID26-2" te leren in "CCH-01"
    En beoordeelt de tester dat elke gebruikte functie ten minste één competentie met een gewenst niveau heeft

  @id:CMP-03 @req:CMP-R3 @prio:must @mode:api @role:learner @needs:competencies
  Scenario: Een afgeronde cursus levert bewijs voor de competentie
    Gegeven de volgende nieuwe "competentieraamwerken" bestaan:
      | code   | naam            |
      | VEIL26 | Veiligheid 2026 |
    En de volgende nieuwe "competenties" bestaan:
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
    En zijn de competentieniveaus in raamwerk "VEIL26" precies:
      | gebruikersnaam | competentie | niveau |
      | sanne          | VEIL26-1    |        |

  @id:CMP-04 @req:CMP-R4 @prio:should @mode:hybrid @role:manager @role:learner @needs:competencies
  Scenario: Zelfbeoordeling en beoordeling door de leidinggevende komen bij elkaar
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | saar           | Saar     | Bos        |
    En de volgende nieuwe "competentieraamwerken" bestaan:
      | code   | naam            |
      | VEIL26 | Veiligheid 2026 |
    En de volgende nieuwe "competenties" bestaan:
      | code     | naam            | raamwerk |
      | VEIL26-1 | Veilig handelen | VEIL26   |
    En "mark" geeft leiding aan "saar"
    Als "saar" een beoordeling van competentie "VEIL26-1" aanvraagt
    En "mark" competentie "VEIL26-1" van "saar" niveau 2 geeft met opmerking "Werkt veilig en helpt anderen"
    Dan zijn de competentieniveaus in raamwerk "VEIL26" precies:
      | gebruikersnaam | competentie | niveau | opmerking                     |
      | saar           | VEIL26-1    | 2      | Werkt veilig en helpt anderen |
    En beoordeelt de tester dat het niveau dat "saar" zichzelf geeft is vastgelegd naast dat van haar leidinggevende
    En beoordeelt de tester dat beiden zien wie aan de beurt is en waarom de niveaus verschillen

  @id:CMP-05 @req:CMP-R5 @prio:could @mode:human @role:manager
  Scenario: Een leidinggevende ziet de hiaten van het team
    Gegeven de leider heeft klaar gewenste en werkelijke niveaus van het team van "mark"
    Als de tester het teamoverzicht opent als "mark"
    Dan beoordeelt de tester dat de drie grootste hiaten en de cursussen die ze dichten binnen een minuut te vinden zijn
