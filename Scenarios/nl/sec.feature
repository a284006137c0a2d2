# language: nl
@area:SEC @form:oat
Functionaliteit: Beveiliging

  @id:SEC-01 @req:SEC-R1 @prio:must @mode:hybrid @role:guest
  Scenario: Wachtwoorden raden wordt gestopt
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | pim            | Pim      | Scholten   |
    Als een bezoeker 10 foute wachtwoorden voor "pim" probeert
    Dan kan "pim" zich niet aanmelden
    En kan "sanne" zich aanmelden
    En beoordeelt de tester dat het account na de afgesproken tijd weer open is en dat "pim" bericht kreeg

  @id:SEC-02 @req:SEC-R2 @prio:must @mode:api @role:guest
  Scenario: Verbindingen en headers zijn zoals afgesproken
    Als een anonieme bezoeker het profiel van "sanne" opvraagt
    Dan leidt onversleuteld HTTP naar HTTPS
    En antwoordt de site een bezoeker met deze headers:
      | @table:data/headers.csv |

  @id:SEC-03 @req:SEC-R3 @prio:should @mode:human @role:sysadmin @role:auditor
  Scenario: Koppelingsaccounts kunnen niet meer dan hun taak
    Gegeven de leider heeft klaar de lijst met koppelingsaccounts met taak, functies, adres en einddatum
    Als de tester als "petra" de koppelingsaccounts en hun toegestane functies leest
    Dan beoordeelt de tester dat elk account precies de genoemde functies, een beperkt adres en een einddatum heeft
