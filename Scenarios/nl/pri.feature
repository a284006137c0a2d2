# language: nl
@area:PRI @form:regulatory
Functionaliteit: Privacy

  @id:PRI-01 @req:PRI-R1 @prio:must @mode:hybrid @role:learner @role:fadmin
  Scenario: Een inzageverzoek wordt volledig beantwoord
    Gegeven de volgende nieuwe "gebruikers" bestaan:
      | gebruikersnaam | voornaam | achternaam |
      | hilde          | Hilde    | Kramer     |
    Als "hilde" een kopie van haar eigen gegevens aanvraagt
    En "joris" het verzoek van "hilde" goedkeurt
    Dan is de kopie voor "hilde" binnen 60 minuten klaar
    En beoordeelt de tester dat de kopie profiel, inschrijvingen, resultaten, berichten en logregels bevat
    En beoordeelt de tester dat een gewoon mens haar kan lezen

  @id:PRI-02 @req:PRI-R2 @prio:must @mode:api @role:hr
  Scenario: Alleen afgesproken persoonsgegevens staan in het LMS
    Als "joris" het profiel van "sanne" leest
    Dan bevat geen profiel van 20 personen iets anders dan:
      | @table:data/personal-data.csv |

  @id:PRI-03 @req:PRI-R3 @prio:should @mode:hybrid @role:fadmin @role:auditor
  Scenario: De bewaartermijnen werken
    Gegeven de leider heeft klaar een logregel, een resultaat en een oud-gebruiker die ouder zijn dan hun bewaartermijn
    Als de bewaartermijntaak is uitgevoerd
    Dan telt het logboek van de bewaartermijntaak precies:
      | wat            | aantal |
      | verwijderd     | 2      |
      | geanonimiseerd | 1      |
    En beoordeelt de tester dat elk zoals afgesproken is verwijderd of geanonimiseerd

  @id:PRI-04 @req:PRI-R4 @prio:must @mode:human @role:learner
  Scenario: De privacyverklaring wordt getoond en begrepen
    Gegeven de leider heeft klaar een account "nora" dat zich nog nooit heeft aangemeld
    Als de tester zich voor het eerst aanmeldt als "nora"
    Dan beoordeelt de tester dat doel, soorten gegevens, bewaartermijn en rechten duidelijk zijn en dat akkoord is vastgelegd
