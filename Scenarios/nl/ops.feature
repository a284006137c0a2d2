# language: nl
@area:OPS @form:oat
Functionaliteit: Beheer

  @id:OPS-01 @req:OPS-R1 @prio:must @mode:hybrid @role:sysadmin
  Scenario: Een back-up is terug te zetten
    Gegeven de leider heeft klaar een back-up van afgelopen nacht en een reserveomgeving
    Als de terugzetting is uitgevoerd
    Dan was de terugzetting binnen 4 uur klaar
    En zijn de aantallen van categorie "OVER" precies:
      | @table:data/accepted-counts.csv |
    En beoordeelt de tester dat de bestanden van drie cursussen op de reserveomgeving openen

  @id:OPS-02 @req:OPS-R2 @prio:should @mode:human @role:sysadmin
  Scenario: Een storing wordt opgemerkt voordat gebruikers bellen
    Als de tester als "petra" de taakdienst 20 minuten stilzet
    Dan beoordeelt de tester dat binnen 15 minuten een melding de diensttelefoon bereikt
    En beoordeelt de tester dat de melding zegt wat te doen

  @id:OPS-03 @req:OPS-R3 @prio:should @mode:human @role:sysadmin @role:fadmin
  Scenario: Het beheer kan het overnemen
    Gegeven de leider heeft klaar het overdrachtsdossier met handleiding, accounts, contracten en open punten
    Als de tester drie wekelijkse taken uitvoert met alleen de handleiding
    Dan beoordeelt de tester dat de taken zonder de leverancier te doen zijn
