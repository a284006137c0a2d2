# language: nl
@area:BCK @form:oat
Functionaliteit: Back-out

  @id:BCK-01 @req:BCK-R1 @prio:must @mode:human @role:sysadmin @role:tadmin
  Scenario: Het is duidelijk wanneer en door wie de oude situatie wordt hersteld
    Gegeven de leider heeft klaar het back-outplan met criteria, beslisser en laatste moment
    Als de tester het overleg naspeelt met drie verzonnen storingen
    Dan beoordeelt de tester dat uit het plan telkens dezelfde beslissing volgt en dat de beslisser bereikbaar is

  @id:BCK-02 @req:BCK-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: Het oude LMS kan op tijd weer open
    Als de tester in de generale repetitie het oude LMS weer opent
    En "sanne" in het oude LMS probeert te schrijven
    Dan wordt de poging toegestaan
    En hebben de gegevens van het oude LMS vingerafdruk "4f1c9a70"
    En beoordeelt de tester dat het openen minder dan 2 uur duurde
    En beoordeelt de tester dat het bericht aan gebruikers voor dit geval klaarligt

  @id:BCK-03 @req:BCK-R3 @prio:should @mode:hybrid @role:sysadmin @role:auditor
  Scenario: Werk in het nieuwe LMS van voor een back-out gaat niet verloren
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam       | cursus |
      | page  | Huisregels | BRV-26 |
    En "Huisregels" van "BRV-26" afronden rondt de cursus af
    En "sanne" is cursist van "BRV-26"
    En "sanne" rondt "Huisregels" van "BRV-26" af
    Als de back-outprocedure is uitgevoerd
    Dan telt het logboek van de back-outprocedure precies:
      | wat         | aantal |
      | afrondingen | 1      |
    En beoordeelt de tester dat het overdrachtsbestand "sanne", "BRV-26", de datum en het resultaat noemt
