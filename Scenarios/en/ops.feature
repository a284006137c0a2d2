@area:OPS @form:oat
Feature: Operations

  @id:OPS-01 @req:OPS-R1 @prio:must @mode:hybrid @role:sysadmin
  Scenario: A backup can be restored
    Given the lead has ready a backup of last night and a spare environment
    When the restore has run
    Then the restore finished within 4 hours
    And the counts of category "OVER" are exactly:
      | @table:data/accepted-counts.csv |
    And the tester judges that the files of three courses open on the spare environment

  @id:OPS-02 @req:OPS-R2 @prio:should @mode:human @role:sysadmin
  Scenario: A failure is noticed before users call
    When the tester as "petra" stops the task service for 20 minutes
    Then the tester judges that an alert reaches the duty phone within 15 minutes
    And the tester judges that the alert says what to do

  @id:OPS-03 @req:OPS-R3 @prio:should @mode:human @role:sysadmin @role:fadmin
  Scenario: Management can take over
    Given the lead has ready the hand-over file with manual, accounts, contracts and open points
    When the tester carries out three weekly tasks from the manual only
    Then the tester judges that the tasks can be done without the supplier
