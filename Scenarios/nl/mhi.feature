# language: nl
@area:MHI @form:oat
Functionaliteit: Migratie van opleidingshistorie

  @id:MHI-01 @req:MHI-R1 @prio:must @mode:api @role:tadmin @role:auditor @needs:migration
  Scenario: De totalen sluiten aan
    Als "fatima" de categorieboom leest
    Dan zijn de aantallen van categorie "OVER" precies:
      | @table:data/migrated-completions.csv |

  @id:MHI-02 @req:MHI-R2 @prio:must @mode:hybrid @role:auditor @needs:migration
  Scenario: Een persoon behoudt datums, resultaten en certificaten
    Als "joris" het profiel van de persoon met gebruikersnaam "h.peters" leest
    Dan is de opleidingshistorie van deze personen precies:
      | @table:data/migrated-history.csv |
    En beoordeelt de tester dat de einddatums van de certificaten van deze personen die van de oude gegevens zijn

  @id:MHI-03 @req:MHI-R3 @prio:must @mode:hybrid @role:manager @role:learner
  Scenario: Gemigreerde certificaten sturen nieuwe verplichtingen aan
    Gegeven de leider heeft klaar een gemigreerd certificaat "EHBO-H" van "sanne" dat over 45 dagen afloopt
    Als de herhaaltaak is uitgevoerd
    Dan beoordeelt de tester dat "EHBO-H" openstaat voor "sanne" en dat de einddatum van het certificaat ongewijzigd is

  @id:MHI-04 @req:MHI-R4 @prio:must @mode:api @role:hr @role:auditor
  Scenario: Historie zonder passende persoon is verantwoord
    Als de historiemigratie is uitgevoerd
    Dan noemt het logboek van de historiemigratie precies deze afgekeurde regels:
      | @table:data/unmatched-history.csv |
    En telt het logboek van de historiemigratie precies:
      | wat       | aantal |
      | gelezen   | 8      |
      | verwerkt  | 6      |
      | afgekeurd | 2      |

  @id:MHI-05 @req:MHI-R5 @prio:should @mode:human @role:learner @role:manager
  Scenario: Mensen herkennen hun eigen historie
    Gegeven de leider heeft klaar een steekproef van 10 cursisten en 3 leidinggevenden uit verschillende afdelingen
    Als de tester met elke persoon diens opleidingsoverzicht opent
    Dan beoordeelt de tester dat het overzicht als compleet wordt herkend of dat het ontbrekende is opgeschreven
