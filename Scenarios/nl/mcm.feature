# language: nl
@area:MCM @form:oat
Functionaliteit: Migratie van competentiemodellen

  @id:MCM-01 @req:MCM-R1 @prio:should @mode:api @role:fadmin @needs:migration
  Scenario: Structuur en teksten zijn gelijk
    Als "joris" raamwerk "ERF-24" leest
    Dan bevat raamwerk "ERF-24" precies deze competenties:
      | @table:data/migrated-competencies.csv |

  @id:MCM-02 @req:MCM-R2 @prio:must @mode:hybrid @role:fadmin @role:hr @needs:migration
  Scenario: Een schaal van vijf landt zoals afgesproken op een schaal van vier
    Als "joris" raamwerk "ERF-24" leest
    Dan heeft de schaal van raamwerk "ERF-24" 4 niveaus
    En zijn de competentieniveaus in raamwerk "ERF-24" precies:
      | @table:data/migrated-levels.csv |
    En beoordeelt de tester dat de lijst de ondertekende omrekentabel van oude naar nieuwe niveaus volgt

  @id:MCM-03 @req:MCM-R3 @prio:should @mode:human @role:manager
  Scenario: Leidinggevenden vertrouwen de gemigreerde niveaus
    Gegeven de leider heeft klaar de laatste beoordelingen van 5 medewerkers van "mark"
    Als de tester als "mark" deze medewerkers opent en hun niveaus met de beoordelingen vergelijkt
    Dan beoordeelt de tester dat de getoonde niveaus bij de volgende beoordeling bruikbaar zijn
