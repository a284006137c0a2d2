# language: nl
@area:AUD @form:uat
Functionaliteit: Domeinen en doelgroepen

  @id:AUD-01 @req:AUD-R1 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:categories @needs:cohorts @needs:self-enrolment
  Scenario: Inhoud van het ene domein blijft buiten het andere
    Gegeven de volgende nieuwe "categorieën" bestaan:
      | code  | naam  |
      | NOORD | Noord |
      | ZUID  | Zuid  |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam             | categorie |
      | NRD-01 | Noordelijk leren | NOORD     |
      | ZUI-01 | Zuidelijk leren  | ZUID      |
    En de volgende nieuwe "doelgroepen" bestaan:
      | code  | naam              |
      | MDW-N | Medewerkers Noord |
      | MDW-Z | Medewerkers Zuid  |
    En de volgende "doelgroepleden" bestaan:
      | gebruiker | doelgroep |
      | sanne     | MDW-N     |
      | tim       | MDW-Z     |
    En "NRD-01" is opengesteld voor doelgroep "MDW-N"
    En "ZUI-01" is opengesteld voor doelgroep "MDW-Z"
    Als "sanne" zich inschrijft voor "NRD-01"
    En "tim" zich inschrijft voor "ZUI-01"
    En "tim" zich probeert in te schrijven voor "NRD-01"
    Dan wordt het verzoek afgewezen
    En is er niets gewijzigd
    En ziet "tim" "ZUI-01" en niet "NRD-01" in zijn cursuslijst
    Als "tim" "NRD-01" probeert te openen
    Dan wordt het verzoek geweigerd
    En beoordeelt de tester als "tim" dat catalogus en zoeken niets van domein Noord tonen

  @id:AUD-02 @req:AUD-R2 @prio:must @mode:hybrid @role:fadmin @needs:cohorts
  Scenario: Een doelgroep vult zichzelf op basis van profielgegevens
    Gegeven de volgende "gebruiker" bestaat:
      | gebruikersnaam | govert   |
      | voornaam       | Govert   |
      | achternaam     | Flinck   |
      | afdeling       | Techniek |
    En de volgende "doelgroepen" bestaan:
      | code | naam            |
      | ZORG | Zorgmedewerkers |
    En de leider heeft klaar de regel dat iedereen met afdeling Zorg, en niemand anders, lid is van doelgroep Zorgmedewerkers
    Als "joris" de afdeling van "govert" wijzigt in "Zorg"
    Dan is "govert" binnen 60 minuten lid van doelgroep "ZORG"
    En heeft elk lid van doelgroep "ZORG" afdeling "Zorg"

  @id:AUD-03 @req:AUD-R3 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:cohorts
  Scenario: Lid worden van een doelgroep kent de verplichte cursus toe
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende nieuwe "doelgroepen" bestaan:
      | code | naam            |
      | ZORG | Zorgmedewerkers |
    En de volgende "doelgroepleden" bestaan:
      | gebruiker | doelgroep |
      | sanne     | ZORG      |
    En "BRV-26" is verplicht voor doelgroep "ZORG"
    Als "fatima" cursist "tim" toevoegt aan doelgroep "ZORG"
    Dan is "tim" binnen 60 minuten lid van doelgroep "ZORG"
    En is "tim" binnen 60 minuten ingeschreven voor "BRV-26"
    En is "sanne" binnen 60 minuten ingeschreven voor "BRV-26"
    En heeft "BRV-26" 2 cursisten
    En ziet "tim" "BRV-26" in zijn cursuslijst
    En beoordeelt de tester als "tim" dat de getoonde einddatum 30 dagen na vandaag is

  @id:AUD-04 @req:AUD-R4 @prio:should @mode:api @role:learner @needs:cohorts
  Scenario: Een doelgroep verlaten beëindigt de toegang en behoudt de resultaten
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En de volgende nieuwe "doelgroepen" bestaan:
      | code | naam            |
      | ZORG | Zorgmedewerkers |
    En de volgende "doelgroepleden" bestaan:
      | gebruiker | doelgroep |
      | sanne     | ZORG      |
    En "BRV-26" is verplicht voor doelgroep "ZORG"
    En "bram" is auditor van "BRV-26"
    En "tim" is cursist van "BRV-26"
    En "sanne" heeft "Huisregels" van "BRV-26" afgerond
    Als "sanne" "BRV-26" probeert te openen
    Dan wordt het verzoek toegestaan
    Als "fatima" cursist "sanne" uit doelgroep "ZORG" haalt
    Dan heeft "sanne" binnen 60 minuten geen actieve inschrijving voor "BRV-26"
    En heeft "BRV-26" 1 cursist
    En vindt "bram" de afronding van "Huisregels" van "BRV-26" door "sanne" met de oorspronkelijke datum
    Als "sanne" "BRV-26" probeert te openen
    Dan wordt het verzoek geweigerd

  @id:AUD-05 @req:AUD-R5 @prio:should @mode:hybrid @role:learner @needs:cohorts
  Scenario: Overlappende doelgroepen leveren niets dubbels op
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende nieuwe "doelgroepen" bestaan:
      | code  | naam               |
      | ZORG  | Zorgmedewerkers    |
      | NIEUW | Nieuwe medewerkers |
    En "BRV-26" is verplicht voor doelgroep "ZORG"
    En "BRV-26" is verplicht voor doelgroep "NIEUW"
    Als "fatima" cursist "sanne" toevoegt aan doelgroep "ZORG"
    En "fatima" cursist "sanne" toevoegt aan doelgroep "NIEUW"
    Dan is "sanne" binnen 60 minuten ingeschreven voor "BRV-26"
    En ziet "sanne" "BRV-26" in haar cursuslijst
    En heeft "BRV-26" 1 cursist
    Als "fatima" cursist "sanne" uit doelgroep "ZORG" haalt
    Dan is "sanne" binnen 60 minuten lid van doelgroep "NIEUW"
    En is "sanne" binnen 60 minuten ingeschreven voor "BRV-26"
    En beoordeelt de tester als "sanne" dat er voor "BRV-26" één tegel en één einddatum is en dat er één bericht kwam
