# language: nl
@area:RPT @form:uat
Functionaliteit: Rapporten

  @id:RPT-01 @req:RPT-R1 @prio:must @mode:hybrid @role:tadmin @needs:reports @needs:configured
  Abstract Scenario: De afgesproken rapporten bestaan
    Als "fatima" de lijst met rapporten leest
    Dan heeft rapport "<report>" kolommen "<columns>"
    En beoordeelt de tester als "fatima" dat de filters van dit rapport de afgesproken filters zijn

    @examples:data/reports.csv
    Voorbeelden:
      | report | columns |

  @id:RPT-02 @req:RPT-R2 @prio:must @mode:api @role:tadmin
  Scenario: De aantallen in het voortgangsrapport kloppen
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
      | page  | Oefening   | BRV-26 |
    En "Huisregels" van "BRV-26" afronden is nodig om de cursus af te ronden
    En "Oefening" van "BRV-26" afronden is nodig om de cursus af te ronden
    En de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | kees           | Kees     | Bakker     |
    En "sanne" is cursist van "BRV-26"
    En "tim" is cursist van "BRV-26"
    En "zoe" is cursist van "BRV-26"
    En "kees" is cursist van "BRV-26"
    En "sanne" heeft "Huisregels" van "BRV-26" afgerond
    En "sanne" heeft "Oefening" van "BRV-26" afgerond
    En "tim" heeft "Huisregels" van "BRV-26" afgerond
    En "tim" heeft "Oefening" van "BRV-26" afgerond
    En "zoe" heeft "Oefening" van "BRV-26" afgerond
    Als "fatima" het voortgangsrapport van "BRV-26" leest
    Dan telt het voortgangsrapport van "BRV-26" 2 cursisten afgerond
    En telt het voortgangsrapport van "BRV-26" 1 cursist bezig
    En telt het voortgangsrapport van "BRV-26" 1 cursist niet gestart
    En telt het voortgangsrapport van "BRV-26" 4 cursisten in totaal
    En is elke afrondingsdatum in het voortgangsrapport van "BRV-26" gelijk aan de vastgelegde datum

  @id:RPT-03 @req:RPT-R3 @prio:must @mode:hybrid @role:manager
  Scenario: Een leidinggevende rapporteert alleen over het eigen team
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En "mark" geeft leiding aan "sanne"
    En "mark" geeft leiding aan "zoe"
    En "sanne" is cursist van "BRV-26"
    En "zoe" is cursist van "BRV-26"
    En "tim" is cursist van "BRV-26"
    Als "mark" de resultaten van "sanne" in "BRV-26" leest
    En "mark" de resultaten van "zoe" in "BRV-26" leest
    En "mark" de resultaten van "tim" in "BRV-26" probeert te lezen
    Dan wordt het verzoek geweigerd
    Als de tester als "mark", die 8 directe medewerkers heeft van wie er 1 zelf 4 medewerkers heeft, het teamrapport leest
    Dan beoordeelt de tester dat er 8 mensen in staan, of 12 als is afgesproken dat lagere niveaus meetellen, en niemand van een ander team

  @id:RPT-04 @req:RPT-R4 @prio:should @mode:hybrid @role:tadmin
  Scenario: Een export opent goed in een Nederlandstalige Excel
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam    |
      | oezguer        | Zoë      | Özgür-d'Hondt |
    En "oezguer" is cursist van "BRV-26"
    En "sanne" is cursist van "BRV-26"
    En "youssef" is docent van "BRV-26"
    Als "fatima" het voortgangsrapport van "BRV-26" als bestand exporteert
    Dan telt het voortgangsrapport van "BRV-26" 2 cursisten in totaal
    Als de tester het bestand met een dubbelklik opent in een Nederlandstalige Excel
    Dan beoordeelt de tester dat kolommen gesplitst zijn, accenten kloppen, datums datums zijn en voorloopnullen behouden zijn

  @id:RPT-05 @req:RPT-R5 @prio:should @mode:hybrid @role:manager
  Scenario: Een gepland rapport komt aan
    Gegeven de leider heeft klaar het teamrapport, gepland op elke maandag om 07:00 uur voor "mark"
    Als de nachtelijke rapportage is uitgevoerd
    Dan heeft "mark" binnen 30 minuten precies 1 mail over "Teamrapport"
    En beoordeelt de tester dat het rapport erbij zit en opent

  @id:RPT-06 @req:RPT-R6 @prio:must @mode:human @role:auditor
  Scenario: De stand op een eerdere datum is te tonen
    Gegeven de leider heeft klaar "sanne", die op 1 september voldeed voor EHBO herhaling en nu niet
    Als de tester als "bram" het nalevingsrapport van 1 september leest
    Dan beoordeelt de tester dat "sanne" voldoet volgens het rapport, met het bewijs van die datum

  @id:RPT-07 @req:RPT-R1 @prio:should @mode:human @role:manager @role:tadmin
  Scenario: Een rapport beantwoordt de vraag van de lezer
    Als de tester als "mark" het teamrapport opent en zoekt wie deze maand te laat is
    Dan beoordeelt de tester dat het antwoord binnen een minuut zonder hulp te vinden is
