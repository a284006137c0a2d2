# language: nl
@area:NOT @form:uat
Functionaliteit: Notificaties

  @id:NOT-01 @req:NOT-R1 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:assignments
  Abstract Scenario: De juiste gebeurtenis bereikt de juiste persoon
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                    |
      | AVG-01 | Privacy op de werkvloer |
    En de volgende "activiteiten" bestaan:
      | soort  | naam       | cursus | meldt |
      | page   | Huisregels | AVG-01 |       |
      | assign | Opdracht   | AVG-01 | ja    |
    En "Huisregels" van "AVG-01" afronden rondt de cursus af
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | zoe       | AVG-01 | cursist |
      | tim       | AVG-01 | cursist |
      | youssef   | AVG-01 | docent  |
    Als <gebeurtenis>
    Dan heeft "<ontvanger>" binnen 15 minuten precies 1 melding over "AVG-01"
    En heeft "zoe" binnen 15 minuten precies 0 meldingen over "AVG-01"
    En beoordeelt de tester dat een aanvraag voor een plaats binnen 15 minuten de leidinggevende bereikt en een geannuleerde bijeenkomst elke cursist ervan, en niemand anders

    Voorbeelden:
      | gebeurtenis                                           | ontvanger |
      | "fatima" cursist "sanne" inschrijft voor "AVG-01"     | sanne     |
      | "tim" "Huisregels" van "AVG-01" afrondt               | tim       |
      | "tim" "Verslag" inlevert voor "Opdracht" van "AVG-01" | youssef   |

  @id:NOT-02 @req:NOT-R2 @prio:must @mode:human @role:learner
  Scenario: Een bericht is leesbaar en klopt
    Gegeven de volgende "cursussen" bestaan:
      | code   | naam                   |
      | AVG-25 | Privacy in de praktijk |
    En "sanne" is cursist van "AVG-25"
    En "tim" is cursist van "AVG-25"
    En de leider heeft klaar een postvak voor "sanne", die Nederlands leest, en een voor "tim", die Engels leest
    Als de tester beide mails over de inschrijving opent in het standaard mailprogramma en op een telefoon
    Dan beoordeelt de tester dat taal, naam, cursus, datum, afzender en toon kloppen, dat er geen invulveld is blijven staan en dat de link de cursus opent

  @id:NOT-03 @req:NOT-R3 @prio:must @mode:api @role:learner @needs:assignments
  Scenario: Wie uit dienst is krijgt geen berichten
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | otto           | Otto     | Meijer     |
    En de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort  | naam     | cursus |
      | assign | Opdracht | LGB-01 |
    En "otto" is cursist van "LGB-01"
    En "tim" is cursist van "LGB-01"
    En "youssef" is docent van "LGB-01"
    En "otto" levert "Mijn verslag" in voor "Opdracht" van "LGB-01"
    En "tim" levert "Mijn verslag" in voor "Opdracht" van "LGB-01"
    Als "joris" het account van "otto" deactiveert
    En "youssef" "Opdracht" van "LGB-01" voor "otto" beoordeelt met een 7
    En "youssef" "Opdracht" van "LGB-01" voor "tim" beoordeelt met een 7
    Dan heeft "tim" binnen 15 minuten precies 1 melding van "youssef" over "Opdracht" van "LGB-01"
    En heeft "otto" binnen 15 minuten precies 0 meldingen van "youssef" over "Opdracht" van "LGB-01"
    En heeft "tim" binnen 15 minuten precies 1 mail over "feedback"
    En heeft "otto" binnen 15 minuten precies 0 mails over "feedback"

  @id:NOT-04 @req:NOT-R4 @prio:must @mode:hybrid @role:learner @role:manager
  Scenario: Herinneringen en escalatie volgen de afgesproken dagen
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En "sanne" is cursist van "BRV-26"
    En "mark" geeft leiding aan "sanne"
    Als de tester "sanne" 14 dagen geeft voor "BRV-26" en de klok van de testomgeving op 7 dagen voor, 1 dag voor en 1 dag na de einddatum zet
    Dan heeft "sanne" binnen 15 minuten precies 2 meldingen over "BRV-26"
    En heeft "mark" binnen 15 minuten precies 1 melding over "BRV-26"
    En beoordeelt de tester dat de herinneringen 7 dagen en 1 dag voor de einddatum kwamen, en de escalatie erna

  @id:NOT-05 @req:NOT-R5 @prio:could @mode:api @role:learner @needs:message-preferences
  Scenario: Een cursist kan alleen optionele berichten uitzetten
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | nico           | Nico     | Vis        |
    Als "nico" forumberichten uitzet
    Dan staan forumberichten uit voor "nico"
    En staan herinneringen aan einddatums aan voor "nico"
    Als "nico" herinneringen aan einddatums probeert uit te zetten
    Dan wordt het verzoek afgewezen
    En staan herinneringen aan einddatums aan voor "nico"

  @id:NOT-06 @req:NOT-R6 @prio:must @mode:human @role:sysadmin
  Scenario: De testomgeving schrijft niet aan echte mensen
    Gegeven de leider heeft klaar het adres van het testpostvak
    Als de tester als "petra" de instellingen voor uitgaande mail van de testomgeving leest
    Dan beoordeelt de tester dat alle mail wordt opgevangen of omgeleid naar het testpostvak
