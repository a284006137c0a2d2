# language: nl
@area:POR @form:uat
Functionaliteit: HR-portaal en andere portalen

  @id:POR-01 @req:POR-R1 @prio:should @mode:hybrid @role:learner
  Scenario: Het portaal toont dezelfde openstaande cursussen als het LMS
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En "sanne" is cursist van "BRV-26"
    Als de tester zich als "sanne" aanmeldt bij het portaal
    Dan toont het portaal voor "sanne" dezelfde openstaande cursussen als het LMS
    En beoordeelt de tester dat de tegel in het portaal met één klik de juiste cursus opent

  @id:POR-02 @req:POR-R2 @prio:must @mode:api @role:hr
  Scenario: Een afronding gaat terug naar het HR-systeem
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En "sanne" is cursist van "BRV-26"
    Als "sanne" "Huisregels" van "BRV-26" afrondt
    Dan is cursus "BRV-26" binnen 15 minuten afgerond voor "sanne"
    En heeft het HR-systeem binnen 24 uur precies 1 afronding van "BRV-26" door "sanne"

  @id:POR-03 @req:POR-R3 @prio:should @mode:hybrid @role:sysadmin
  Scenario: Een portaal dat uit de lucht is houdt het LMS niet op
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En "sanne" is cursist van "BRV-26"
    Als de tester als "petra" het portaal van het netwerk haalt
    En "sanne" "Huisregels" van "BRV-26" afrondt
    Dan is cursus "BRV-26" binnen 15 minuten afgerond voor "sanne"
    Als "sanne" de startpagina 1 keer opvraagt
    Dan komt 100 procent van de antwoorden binnen 3 seconden
    Als de tester als "petra" het portaal weer op het netwerk aansluit
    Dan heeft het portaal binnen 24 uur precies 1 afronding van "BRV-26" door "sanne"
