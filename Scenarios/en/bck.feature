@area:BCK @form:oat
Feature: Back-out

  @id:BCK-01 @req:BCK-R1 @prio:must @mode:human @role:sysadmin @role:tadmin
  Scenario: It is clear when and by whom the old situation is restored
    Given the lead has ready the back-out plan with criteria, decision maker and last moment
    When the tester plays the meeting with three invented failures
    Then the tester judges that each time the same decision follows from the plan and the decision maker can be reached

  @id:BCK-02 @req:BCK-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: The old LMS can be reopened in time
    When the tester reopens the old LMS in the rehearsal
    And "sanne" tries to write to the old LMS
    Then the attempt is accepted
    And the records of the old LMS have fingerprint "4f1c9a70"
    And the tester judges that reopening took less than 2 hours
    And the tester judges that the message to users for this case is ready to send

  @id:BCK-03 @req:BCK-R3 @prio:should @mode:hybrid @role:sysadmin @role:auditor
  Scenario: Work done in the new LMS before a back-out is not lost
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And "sanne" is learner of "BRV-26"
    And "sanne" completes "Huisregels" of "BRV-26"
    When the back-out procedure has run
    Then the log of the back-out procedure counts exactly:
      | what        | number |
      | completions | 1      |
    And the tester judges that the hand-over file names "sanne", "BRV-26", the date and the result
