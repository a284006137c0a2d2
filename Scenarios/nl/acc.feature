# language: nl
@area:ACC @form:uat
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
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | youssef   | LGB-01 | docent  |
      | bram      | LGB-01 | auditor |
      | sanne     | LGB-01 | cursist |
      | tim       | LGB-01 | cursist |
    Als "<wie>" probeert <actie>
    Dan wordt het verzoek geweigerd
    En is er niets gewijzigd

    Voorbeelden:
      | wie     | actie                                                         |
      | sanne   | een gebruiker aan te maken                                    |
      | sanne   | de resultaten van "tim" in "LGB-01" te lezen                  |
      | youssef | "tim" in te schrijven voor "AVG-01"                           |
      | ilse    | "Opdracht" van "LGB-01" voor "sanne" te beoordelen met een 10 |
      | mark    | de resultaten van "tim" in "LGB-01" te lezen                  |
      | noor    | "tim" de rol functioneel beheerder te geven                   |
      | tim     | het voortgangsrapport van "LGB-01" te lezen                   |
      | bram    | de naam van "LGB-01" te wijzigen in "Leidinggeven, kort"      |

  @id:ACC-02 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:author @role:manager @role:tadmin @role:auditor @needs:assignments
  Abstract Scenario: Wat een rol moet kunnen
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
      | soort  | naam       | cursus |
      | assign | Opdracht   | LGB-01 |
      | page   | Huisregels | LGB-01 |
    En "Huisregels" van "LGB-01" afronden rondt de cursus af
    En "noor" beheert categorie "OPL"
    En "mark" geeft leiding aan "sanne"
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | youssef   | LGB-01 | docent  |
      | ilse      | AVG-01 | docent  |
      | bram      | LGB-01 | auditor |
      | sanne     | LGB-01 | cursist |
    Als "<wie>" probeert <actie>
    Dan wordt het verzoek toegestaan

    Voorbeelden:
      | wie     | actie                                                        |
      | sanne   | de resultaten van "sanne" in "LGB-01" te lezen               |
      | youssef | "Opdracht" van "LGB-01" voor "sanne" te beoordelen met een 7 |
      | ilse    | de naam van "AVG-01" te wijzigen in "Privacy"                |
      | ilse    | een cursus aan te maken                                      |
      | mark    | de resultaten van "sanne" in "LGB-01" te lezen               |
      | noor    | "tim" in te schrijven voor "AVG-01"                          |
      | fatima  | "tim" in te schrijven voor "AVG-01"                          |
      | joris   | "tim" de rol opleidingsadministrateur te geven               |
      | bram    | de resultaten van "sanne" in "LGB-01" te lezen               |
      | bram    | het voortgangsrapport van "LGB-01" te lezen                  |

  @id:ACC-03 @req:ACC-R2 @prio:must @mode:api @role:tadmin @needs:categories
  Scenario: Een domeinbeheerder stopt bij de grens van het domein
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam | noor   |
      | voornaam       | Noor   |
      | achternaam     | Smeets |
    En de volgende "categorieën" bestaan:
      | code  | naam  |
      | NOORD | Noord |
      | ZUID  | Zuid  |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam             | categorie |
      | NRD-01 | Noordelijk leren | NOORD     |
      | ZUI-01 | Zuidelijk leren  | ZUID      |
    En "noor" beheert categorie "NOORD"
    Als "noor" de naam van "NRD-01" wijzigt in "Leren in het noorden"
    En "noor" de naam van "ZUI-01" probeert te wijzigen in "Leren in het noorden"
    Dan wordt het verzoek geweigerd
    En is er niets gewijzigd
    En heeft cursus "NRD-01" naam "Leren in het noorden"

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

  @id:ACC-05 @req:ACC-R4 @prio:must @mode:api @role:fadmin @role:auditor
  Scenario: Een ingetrokken recht is meteen weg en laat een spoor na
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En "youssef" is docent van "LGB-01"
    En "bram" is auditor van "LGB-01"
    En "sanne" is cursist van "LGB-01"
    Als "youssef" de resultaten van "sanne" in "LGB-01" leest
    En "joris" de rol docent van "youssef" in "LGB-01" intrekt
    En "youssef" de resultaten van "sanne" in "LGB-01" probeert te lezen
    Dan wordt het verzoek geweigerd
    En vindt "bram" het intrekken van een rol van "youssef" door "joris" in het logboek van "LGB-01"

  @id:ACC-06 @req:ACC-R5 @prio:should @mode:hybrid @role:trainer @needs:assignments
  Scenario: Niemand beoordeelt zichzelf of rondt voor zichzelf af
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus |
      | assign | Opdracht | LGB-01 |
    En "tim" is cursist van "LGB-01"
    Als "tim" "Mijn verslag" inlevert voor "Opdracht" van "LGB-01"
    En "tim" "Opdracht" van "LGB-01" voor "tim" probeert te beoordelen met een 10
    Dan wordt het verzoek geweigerd
    En beoordeelt de tester dat ook een docent die zelf cursist van de cursus is zijn eigen werk niet kan beoordelen

  @id:ACC-07 @req:ACC-R6 @prio:should @mode:human @role:fadmin
  Scenario: De rechtenmatrix is volledig en begrepen
    Gegeven de leider heeft klaar de afgesproken matrix van rollen en rechten
    Als de tester als elk van de rollen elk scherm in het menu doorloopt
    Dan beoordeelt de tester dat geen rol een menukeuze ziet die zij niet mag gebruiken en geen rol er een mist die zij nodig heeft

  @id:ACC-08 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer
  Abstract Scenario: Wat cursisten en docenten niet mogen kunnen, op elk LMS
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
      | AVG-01 | Privacy en AVG     |
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | youssef   | LGB-01 | docent  |
      | sanne     | LGB-01 | cursist |
      | tim       | LGB-01 | cursist |
    Als "<wie>" probeert <actie>
    Dan wordt het verzoek geweigerd
    En is er niets gewijzigd

    Voorbeelden:
      | wie     | actie                                         |
      | sanne   | een gebruiker aan te maken                    |
      | sanne   | een cursus aan te maken                       |
      | sanne   | "tim" in te schrijven voor "AVG-01"           |
      | sanne   | de naam van "LGB-01" te wijzigen in "Van mij" |
      | youssef | een gebruiker aan te maken                    |
      | youssef | "tim" in te schrijven voor "AVG-01"           |
      | youssef | "tim" de rol functioneel beheerder te geven   |

  @id:ACC-09 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:tadmin @role:fadmin
  Abstract Scenario: Wat beheerders, docenten en cursisten moeten kunnen, op elk LMS
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
      | AVG-01 | Privacy en AVG     |
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | youssef   | LGB-01 | docent  |
      | sanne     | LGB-01 | cursist |
    Als "<wie>" probeert <actie>
    Dan wordt het verzoek toegestaan

    Voorbeelden:
      | wie     | actie                                                  |
      | sanne   | de resultaten van "sanne" in "LGB-01" te lezen         |
      | youssef | de resultaten van "sanne" in "LGB-01" te lezen         |
      | fatima  | "tim" in te schrijven voor "AVG-01"                    |
      | fatima  | een cursus aan te maken                                |
      | fatima  | de naam van "LGB-01" te wijzigen in "Leidinggeven, nu" |
      | joris   | een gebruiker aan te maken                             |
      | joris   | "tim" de rol opleidingsadministrateur te geven         |
