# language: nl
@area:PER @form:oat
Functionaliteit: Prestaties

  @id:PER-01 @req:PER-R1 @prio:must @mode:api @role:learner
  Abstract Scenario: Veelgebruikte pagina's antwoorden op tijd
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam               |
      | LGB-01 | Leidinggeven basis |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | LGB-01 |
    En "Huisregels" van "LGB-01" afronden rondt de cursus af
    En de volgende "inschrijvingen" bestaan:
      | gebruiker | cursus | rol     |
      | sanne     | LGB-01 | cursist |
      | bram      | LGB-01 | auditor |
    Als "<who>" <pagina> <times> keer opvraagt
    Dan komt <part> procent van de antwoorden binnen <norm> seconden
    En komt 100 procent van de antwoorden binnen <limit> seconden

    @examples:data/response-times.csv
    Voorbeelden:
      | who | pagina | times | part | norm | limit |

  @id:PER-02 @req:PER-R2 @prio:should @mode:human @role:learner @role:sysadmin
  Scenario: Maandagochtend voelt niet traag
    Gegeven de leider heeft klaar 30 testers die in de afgesproken sessie op hetzelfde moment werken
    Als de tester in dezelfde vijf minuten een cursus start, een video opent en een toets inlevert
    Dan beoordeelt de tester dat wachten het werk nergens onderbrak

  @id:PER-03 @req:PER-R3 @prio:should @mode:hybrid @role:fadmin
  Abstract Scenario: Het nachtwerk is klaar voor de dag begint
    Als <taak> is uitgevoerd
    Dan was <taak> binnen 3 uur klaar
    En beoordeelt de tester dat <taak> met de volledige populatie voor 06:00 klaar was

    Voorbeelden:
      | taak                     |
      | de HR-import             |
      | de doelgroepberekening     |
      | de nachtelijke rapportage |
