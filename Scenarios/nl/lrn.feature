# language: nl
@area:LRN @form:uat
Functionaliteit: Structuur van activiteiten

  @id:LRN-01 @req:LRN-R1 @prio:must @mode:api @role:author @needs:configured
  Scenario: Een cursus volgt het afgesproken sjabloon
    Als "ilse" de categorieboom leest
    Dan bevat cursus "WBG-01" precies, in deze volgorde:
      | @table:data/course-template.csv |

  @id:LRN-02 @req:LRN-R2 @prio:must @mode:hybrid @role:learner @role:manager
  Scenario: Een cursus waarvoor toestemming nodig is wacht op de leidinggevende
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En "tim" is cursist van "LGB-01"
    Als "sanne" "LGB-01" probeert te openen
    Dan wordt het verzoek geweigerd
    Als de tester als "sanne" een plaats in "LGB-01" aanvraagt en de aanvraag als "mark" goedkeurt
    Dan is "sanne" binnen 60 minuten ingeschreven voor "LGB-01"
    Als "sanne" "LGB-01" probeert te openen
    Dan wordt het verzoek toegestaan

  @id:LRN-03 @req:LRN-R2 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:self-enrolment
  Scenario: Wie na de laatste plaats komt wordt afgewezen, gaat naar de wachtlijst en schuift door
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En "LGB-01" heeft 2 plaatsen
    Als "sanne" zich inschrijft voor "LGB-01"
    En "zoe" zich inschrijft voor "LGB-01"
    En "tim" zich probeert in te schrijven voor "LGB-01"
    Dan wordt het verzoek afgewezen
    En is er niets gewijzigd
    En heeft "LGB-01" 2 cursisten
    Als "zoe" haar plaats in "LGB-01" opgeeft
    En "tim" zich inschrijft voor "LGB-01"
    Dan is "tim" binnen 15 minuten ingeschreven voor "LGB-01"
    En heeft "LGB-01" 2 cursisten
    En beoordeelt de tester als "tim" dat wie wordt afgewezen met zijn plaats op de wachtlijst staat, vanzelf doorschuift en daarvan bericht krijgt

  @id:LRN-04 @req:LRN-R3 @prio:must @mode:api @role:learner @needs:quiz
  Scenario: Een voorwaarde houdt tegen en laat daarna door
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam     | cursus |
      | page  | E-module | BRV-26 |
    En de volgende "activiteiten" bestaan:
      | soort | naam  | cursus | vragen | slaaggrens | vereist  |
      | quiz  | Toets | BRV-26 | 2      | 7          | E-module |
    En "sanne" is cursist van "BRV-26"
    En "tim" is cursist van "BRV-26"
    En "tim" heeft "E-module" van "BRV-26" afgerond
    Als "sanne" aan "Toets" van "BRV-26" probeert te beginnen
    Dan wordt het verzoek afgewezen
    En is er niets gewijzigd
    Als "tim" aan "Toets" van "BRV-26" probeert te beginnen
    Dan wordt het verzoek toegestaan
    Als "sanne" "E-module" van "BRV-26" afrondt
    En "sanne" 2 vragen van "Toets" van "BRV-26" goed beantwoordt
    Dan is "sanne" geslaagd voor "Toets" van "BRV-26"

  @id:LRN-05 @req:LRN-R4 @prio:must @mode:api @role:learner @role:trainer @needs:assignments
  Scenario: Afronding volgt precies uit de afgesproken combinatie
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam        | cursus | slaaggrens |
      | page   | Bijeenkomst | LGB-01 |            |
      | assign | Opdracht    | LGB-01 | 6          |
    En "Bijeenkomst" van "LGB-01" afronden is nodig om de cursus af te ronden
    En "Opdracht" van "LGB-01" afronden is nodig om de cursus af te ronden
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    En "tim" is cursist van "LGB-01"
    Als "sanne" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "youssef" aanwezigheid van "sanne" bij "Bijeenkomst" van "LGB-01" vastlegt
    Dan ziet "youssef" binnen 15 minuten dat "sanne" "Bijeenkomst" van "LGB-01" heeft afgerond
    Als "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 5
    Dan is cursus "LGB-01" niet afgerond voor "sanne"
    Als "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 6
    Dan is cursus "LGB-01" binnen 15 minuten afgerond voor "sanne"
    Als "tim" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "youssef" "Opdracht" van "LGB-01" voor "tim" beoordeelt met een 8
    Dan is cursus "LGB-01" niet afgerond voor "tim"

  @id:LRN-06 @req:LRN-R5 @prio:should @mode:human @role:trainer
  Scenario: Een docent kan een bijeenkomst in het leslokaal met het LMS draaien
    Gegeven de leider heeft klaar een bijeenkomst van "LGB-01" vandaag met 12 cursisten
    Als de tester als "youssef" de presentielijst afdrukt en de aanwezigheid op een tablet vastlegt
    Dan beoordeelt de tester dat dit in het leslokaal binnen vijf minuten te doen is

  @id:LRN-07 @req:LRN-R6 @prio:must @mode:hybrid @role:learner
  Scenario: Een terugkerende verplichting gaat op tijd weer open
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam           |
      | EHBO-H | EHBO herhaling |
    En de volgende "activiteiten" bestaan:
      | soort | naam     | cursus |
      | page  | Oefendag | EHBO-H |
    En "Oefendag" van "EHBO-H" afronden rondt de cursus af
    En "sanne" is cursist van "EHBO-H"
    En "sanne" heeft "Oefendag" van "EHBO-H" afgerond
    En de leider heeft klaar een certificaat van "sanne" dat over 60 dagen verloopt, met een herhalingsvenster van 90 dagen
    Als de herhaaltaak is uitgevoerd
    Dan is "sanne" binnen 60 minuten ingeschreven voor "EHBO-H"
    En is cursus "EHBO-H" niet afgerond voor "sanne"
    En is een certificaat van "EHBO-H" uitgegeven aan "sanne"

  @id:LRN-08 @req:LRN-R7 @prio:must @mode:human @role:learner @role:author
  Scenario: De leerinhoud speelt af bij een cursist
    Gegeven de volgende "cursussen" bestaan:
      | code   | naam        |
      | HYG-25 | Handhygiëne |
    En "sanne" is cursist van "HYG-25"
    Als de tester als "sanne" de e-learning van de cursus "HYG-25" volgt op de standaardwerkplek
    Dan beoordeelt de tester dat video, geluid, navigatie, ondertiteling en hervatten werken en dat niets om een plug-in vraagt
