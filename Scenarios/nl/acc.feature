# language: nl
@area:ACC
Functionaliteit: Toegangsrechten

  @id:ACC-01 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:author @role:manager @role:tadmin @role:auditor @needs:assignments
  Abstract Scenario: Wat een rol niet mag kunnen
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam | noor   |
      | voornaam       | Noor   |
      | achternaam     | Smeets |
    En de volgende "categorieën" bestaan:
      | code | naam      |
      | OPL  | Opleiding |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam               | categorie |
      | LGB-01 | Leidinggeven basis | OPL       |
      | AVG-01 | Privacy en AVG     | OPL       |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus |
      | assign | Opdracht | LGB-01 |
    En "noor" beheert categorie "OPL"
    En "mark" geeft leiding aan "sanne"
    En "youssef" is docent van "LGB-01"
    En "bram" is auditor van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    En "tim" is cursist van "LGB-01"
    Als "<wie>" probeert <actie>
    Dan wordt het verzoek geweigerd
    En is er niets gewijzigd

    Voorbeelden:
      | wie     | actie                                                           |
      | sanne   | een gebruiker aan te maken                                      |
      | sanne   | de resultaten van "tim" in "LGB-01" te lezen                    |
      | youssef | "tim" in te schrijven voor "AVG-01"                             |
      | ilse    | "Opdracht" van "LGB-01" voor "sanne" te beoordelen met een 10   |
      | mark    | de resultaten van "tim" in "LGB-01" te lezen                    |
      | noor    | "tim" de rol functioneel beheerder te geven                     |
      | bram    | de naam van "LGB-01" te wijzigen in "Leidinggeven, kort"        |

  @id:ACC-04 @req:ACC-R3 @prio:must @mode:hybrid @role:guest
  Scenario: Een bezoeker zonder account ziet alleen wat openbaar is
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                |
      | AVG-01 | Privacy binnenshuis |
    Als een anonieme bezoeker "AVG-01" opvraagt
    Dan krijgt de bezoeker geen naam en geen cursustekst te zien
    Als een anonieme bezoeker het profiel van "sanne" opvraagt
    Dan krijgt de bezoeker geen naam en geen cursustekst te zien
    En beoordeelt de tester in een privévenster dat er geen namen, resultaten of interne cursusteksten zichtbaar zijn
