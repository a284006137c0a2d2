# language: nl
@area:ECO @form:uat
Functionaliteit: Verkoop van cursussen

  @id:ECO-01 @req:ECO-R1 @prio:must @mode:hybrid @role:guest @role:learner
  Scenario: Een betaalde bestelling geeft toegang
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              |
      | EXT-01 | Open inschrijving |
    Als de betaaldienst bestelling "B-1001" van "EXT-01" door "lea" als betaald meldt
    Dan ziet "lea" "EXT-01" in haar cursuslijst
    En beoordeelt de tester dat dit minder dan 5 minuten duurde en dat de bevestiging van de bestelling vertelt hoe te beginnen

  @id:ECO-02 @req:ECO-R2 @prio:must @mode:human @role:guest
  Scenario: Prijs, btw en factuurgegevens kloppen voor het betalen
    Als de tester "EXT-01" bestelt als bedrijf en als particulier tot aan de betaalpagina
    Dan beoordeelt de tester dat prijs, btw, voorwaarden, herroepingsrecht en factuurvelden voor beide aan de afspraken voldoen

  @id:ECO-03 @req:ECO-R3 @prio:must @mode:api @role:guest
  Abstract Scenario: Een niet afgeronde betaling geeft geen toegang
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              |
      | EXT-01 | Open inschrijving |
    En "tim" is cursist van "EXT-01"
    Als de betaaldienst bestelling "B-1002" van "EXT-01" door "lea" als <status> meldt
    Dan heeft "EXT-01" 1 cursist
    En is bestelling "B-1002" opnieuw te betalen
    Als "lea" "EXT-01" probeert te openen
    Dan wordt het verzoek geweigerd

    Voorbeelden:
      | status      |
      | geannuleerd |
      | mislukt     |
      | verlopen    |

  @id:ECO-04 @req:ECO-R4 @prio:should @mode:hybrid @role:tadmin
  Scenario: Een annulering maakt de plaats vrij en start de terugbetaling
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam          |
      | EXT-02 | Open workshop |
    En "tim" is cursist van "EXT-02"
    En de betaaldienst meldt bestelling "B-1003" van "EXT-02" door "lea" als betaald
    Als de tester als "lea" de plaats van "lea" in "EXT-02" binnen de kosteloze termijn annuleert
    Dan heeft "lea" binnen 15 minuten geen actieve inschrijving voor "EXT-02"
    En heeft "EXT-02" 1 cursist
    En is bestelling "B-1003" gemarkeerd voor terugbetaling
    En heeft "zoe" binnen 15 minuten precies 1 mail over "EXT-02"
    En beoordeelt de tester dat "zoe" de eerste persoon op de wachtlijst is

  @id:ECO-05 @req:ECO-R5 @prio:could @mode:hybrid @role:tadmin
  Scenario: Een voucher werkt zo vaak als afgesproken
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam              |
      | EXT-01 | Open inschrijving |
    En de leider heeft klaar voucher "ZORG-10" die 10 keer mag worden gebruikt en 10 keer is gebruikt
    Als "lea" voucher "ZORG-10" voor "EXT-01" probeert te gebruiken
    Dan wordt de poging afgewezen
    En beoordeelt de tester dat de melding zegt dat de voucher op is
