# language: nl
@area:MSC @form:oat
Functionaliteit: Migratie van SCORM e-learning

  @id:MSC-01 @req:MSC-R1 @prio:must @mode:api @role:author @role:tadmin
  Scenario: Elk pakket is aanwezig, geldig en van de afgesproken versie
    Als "fatima" de categorieboom leest
    Dan zijn de pakketten in categorie "OVER" precies:
      | @table:data/packages.csv |

  @id:MSC-02 @req:MSC-R2 @prio:must @mode:api @role:learner
  Scenario: Status, score en bladwijzer komen terug
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam              | cursus |
      | scorm | BRV-26 e-learning | BRV-26 |
    En "sanne" is cursist van "BRV-26"
    Als pakket "BRV-26 e-learning" voor "sanne" bewaart:
      | @table:data/package-state.csv |
    Dan geeft pakket "BRV-26 e-learning" aan "sanne" terug:
      | @table:data/package-state.csv |

  @id:MSC-03 @req:MSC-R3 @prio:must @mode:hybrid @role:learner
  Scenario: Slagen in het pakket rondt de cursus af
    Gegeven de volgende nieuwe "cursussen" bestaan:
      | code   | naam                 |
      | BRV-26 | Brandveiligheid 2026 |
    En de volgende "activiteiten" bestaan:
      | soort | naam              | cursus |
      | scorm | BRV-26 e-learning | BRV-26 |
    En "sanne" is cursist van "BRV-26"
    En "youssef" is docent van "BRV-26"
    Als pakket "BRV-26 e-learning" voor "sanne" bewaart:
      | wat    | waarde |
      | status | passed |
      | score  | 85     |
    Dan ziet "youssef" binnen 15 minuten dat "sanne" "BRV-26 e-learning" van "BRV-26" heeft afgerond
    En beoordeelt de tester dat de activiteit cijfer 85 heeft en dat het cursustotaal de afgesproken regel volgt

  @id:MSC-04 @req:MSC-R4 @prio:must @mode:human @role:learner @role:author
  Scenario: Elk type pakket speelt van begin tot eind
    Gegeven de leider heeft klaar één pakket per auteurstool en per SCORM-versie
    Als de tester elk pakket afspeelt op de werkplek, een telefoon en een tablet
    Dan beoordeelt de tester per pakket dat het start, afspeelt, hervat, afrondt en sluit en dat het venster past

  @id:MSC-05 @req:MSC-R5 @prio:should @mode:hybrid @role:learner @role:tadmin
  Scenario: Cursussen die bij de bevriezing onderweg waren volgen de afgesproken regel
    Gegeven de leider heeft klaar 5 cursisten die bij de bevriezing in het oude LMS halverwege een pakket waren, onder wie "sanne"
    Dan geeft pakket "BRV-26 e-learning" aan "sanne" terug:
      | wat        | waarde     |
      | status     | incomplete |
      | bladwijzer | p07        |
    En beoordeelt de tester dat de cursisten is verteld wat er met hun voortgang gebeurt
