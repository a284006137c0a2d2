# language: nl
@area:E2E @form:uat
Functionaliteit: Hele ketens, zoals in het echt

  @id:E2E-02 @req:E2E-R2 @prio:must @mode:hybrid @role:author @role:tadmin @role:learner @needs:catalogue
  Scenario: Van idee tot gepubliceerde cursus
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              | zichtbaar |
      | AGR-01 | Agressie, vervolg | ja        |
      | AGR-02 | Agressie, concept | nee       |
    En "ilse" is docent van "AGR-02"
    Als "ilse" de naam van "AGR-02" wijzigt in "Omgaan met agressie"
    En "sanne" in de catalogus zoekt op "agressie"
    Dan wordt cursus "AGR-01" gevonden en cursus "AGR-02" niet
    Als "fatima" "AGR-02" publiceert
    En "sanne" in de catalogus zoekt op "agressie"
    Dan staat cursus "AGR-02" bij de eerste 50 resultaten
    En beoordeelt de tester dat "tim" uit een andere doelgroep hem niet vindt
    En beoordeelt de tester dat auteur en opleidingsadministrateur bij elke stap wisten wie aan zet was

  @id:E2E-01 @lock:hr-import @req:E2E-R1 @prio:must @mode:hybrid @role:hr @role:learner @role:manager
  Scenario: Van indiensttreding tot eerste certificaat
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En de leider heeft klaar een doelgroepregel die "BRV-26" verplicht maakt voor afdeling "Zorg"
    Als de HR-import deze regels heeft ingelezen:
      | gebruiker | voornaam | achternaam | personeelsnummer | afdeling | leidinggevende | actief |
      | nora      | Nora     | Hendriks   | 200203           | Zorg     | mark           | ja     |
    En de tester als "joris" de doelgroepberekening uitvoert
    Dan kan "nora" zich aanmelden
    En ziet "nora" "BRV-26" in haar cursuslijst
    Als de tester zich als "nora" aanmeldt op de werkplek, "BRV-26" afrondt en het certificaat ophaalt
    Dan is cursus "BRV-26" binnen 15 minuten afgerond voor "nora"
    En beoordeelt de tester dat "mark" in het teamrapport ziet dat "nora" voldoet
    En beoordeelt de tester dat een nieuwe medewerker dit zonder collega zou kunnen

  @id:E2E-03 @req:E2E-R3 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:competencies
  Scenario: Een blended cursus van aanvraag tot evaluatie
    Gegeven de volgende nieuwe "competentieraamwerken" bestaan:
      | code    | naam        |
      | KETEN26 | Ketens 2026 |
    En de volgende nieuwe "competenties" bestaan:
      | code      | naam         | raamwerk |
      | KETEN26-1 | Leidinggeven | KETEN26  |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort    | naam        | cursus | anoniem |
      | assign   | Opdracht    | LGB-01 |         |
      | page     | Bijeenkomst | LGB-01 |         |
      | feedback | Evaluatie   | LGB-01 | ja      |
    En "Bijeenkomst" van "LGB-01" afronden rondt de cursus af
    En competentie "KETEN26-1" is gekoppeld aan "LGB-01"
    En "youssef" is docent van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    Als "youssef" aanwezigheid van "sanne" bij "Bijeenkomst" van "LGB-01" vastlegt
    En "sanne" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "youssef" "Opdracht" van "LGB-01" voor "sanne" beoordeelt met een 7
    Dan is cursus "LGB-01" binnen 15 minuten afgerond voor "sanne"
    En leest "sanne" cijfer 7 voor "Opdracht" van "LGB-01"
    En heeft competentie "KETEN26-1" van "sanne" bewijs dat "LGB-01" noemt
    Als "sanne" evaluatie "Evaluatie" van "LGB-01" verstuurt met antwoord "Leerzaam"
    Dan leest "youssef" antwoord "Leerzaam" in evaluatie "Evaluatie" van "LGB-01"
    En beoordeelt de tester dat "sanne" een plaats kon aanvragen, "mark" die kon goedkeuren en "sanne" een bijeenkomst kon boeken
    En beoordeelt de tester dat de berichten onderweg in de juiste volgorde kwamen en nuttig waren

  @id:E2E-04 @req:E2E-R4 @prio:should @mode:hybrid @role:guest @role:tadmin
  Scenario: Een buitenstaander koopt, leert en krijgt bewijs
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              |
      | EXT-01 | Open inschrijving |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | EXT-01 |
    En "Huisregels" van "EXT-01" afronden rondt de cursus af
    Als de betaaldienst bestelling "B-2001" van "EXT-01" door "lea" als betaald meldt
    En "lea" "Huisregels" van "EXT-01" afrondt
    Dan is cursus "EXT-01" binnen 15 minuten afgerond voor "lea"
    En is een certificaat van "EXT-01" uitgegeven aan "lea"
    En is bestelling "B-2001" geleverd
    En beoordeelt de tester als "lea" de hele reis van webpagina tot certificaat

  @id:E2E-05 @req:E2E-R5 @prio:must @mode:hybrid @role:auditor @role:manager
  Scenario: Een auditvraag wordt uit de gegevens beantwoord
    Gegeven de volgende "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam | afdeling |
      | wessel         | Wessel   | Kok        | Zorg     |
      | xandra         | Xandra   | Prins      | Zorg     |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam           |
      | EHBO-H | EHBO herhaling |
    En de volgende "activiteiten" bestaan:
      | soort | naam     | cursus |
      | page  | Praktijk | EHBO-H |
    En "Praktijk" van "EHBO-H" afronden rondt de cursus af
    En "bram" is auditor van "EHBO-H"
    En "youssef" is docent van "EHBO-H"
    En "wessel" is cursist van "EHBO-H"
    En "xandra" is cursist van "EHBO-H"
    Als "youssef" aanwezigheid van "wessel" bij "Praktijk" van "EHBO-H" vastlegt
    Dan is cursus "EHBO-H" binnen 15 minuten afgerond voor "wessel"
    En is cursus "EHBO-H" niet afgerond voor "xandra"
    En ziet "bram" binnen 1 minuut dat "wessel" "Praktijk" van "EHBO-H" heeft afgerond
    En beoordeelt de tester als "bram" dat het antwoord op "wie werkte op 1 september op afdeling Zorg zonder geldige EHBO-H" uit afdelingshistorie en nalevingsrapport te geven is, met bewijs voor ieder ander

  @id:E2E-06 @req:E2E-R6 @prio:should @mode:hybrid @role:hr @role:learner @role:auditor
  Scenario: Van vertrek tot vergeten
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | yvo            | Yvo      | Veldman   |
    En de leider heeft klaar een bewaartermijn die voorbij is voor wie gisteren vertrok
    Als "joris" het account van "yvo" deactiveert
    En de bewaartermijntaak is uitgevoerd
    Dan telt het logboek van de bewaartermijntaak precies:
      | wat            | aantal |
      | geanonimiseerd | 1      |
    En kan "yvo" zich niet aanmelden
    En beoordeelt de tester dat naam, nummer en mailadres van "yvo" nergens te vinden zijn
    En beoordeelt de tester dat de aantallen in het jaarrapport ongewijzigd zijn
    En beoordeelt de tester dat de privacyfunctionaris het verwijderrapport zou accepteren
