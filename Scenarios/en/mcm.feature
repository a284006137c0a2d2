@area:MCM @form:oat
Feature: Migration of competency models

  @id:MCM-01 @req:MCM-R1 @prio:should @mode:api @role:fadmin @needs:migration
  Scenario: Structure and texts are the same
    When "joris" reads framework "ERF-24"
    Then framework "ERF-24" holds exactly these competencies:
      | @table:data/migrated-competencies.csv |

  @id:MCM-02 @req:MCM-R2 @prio:must @mode:hybrid @role:fadmin @role:hr @needs:migration
  Scenario: A five-level scale lands on a four-level scale as agreed
    When "joris" reads framework "ERF-24"
    Then the scale of framework "ERF-24" has 4 levels
    And the competency levels in framework "ERF-24" are exactly:
      | @table:data/migrated-levels.csv |
    And the tester judges that the list follows the signed conversion table of old to new levels

  @id:MCM-03 @req:MCM-R3 @prio:should @mode:human @role:manager
  Scenario: Managers trust the migrated levels
    Given the lead has ready the last appraisals of 5 employees of "mark"
    When the tester opens these employees as "mark" and compares their levels with the appraisals
    Then the tester judges that the shown levels can be used in the next appraisal
