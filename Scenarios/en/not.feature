@area:NOT @form:uat
Feature: Notifications

  @id:NOT-01 @req:NOT-R1 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:assignments
  Scenario Outline: The right event tells the right person
    Given the following new "courses" exist:
      | shortname | fullname              |
      | AVG-01    | Privacy op de werkvloer |
    And the following "activities" exist:
      | activity | name       | course | notify |
      | page     | Huisregels | AVG-01 |        |
      | assign   | Opdracht   | AVG-01 | yes    |
    And completing "Huisregels" of "AVG-01" completes the course
    And the following "course enrolments" exist:
      | user    | course | role    |
      | zoe     | AVG-01 | learner |
      | tim     | AVG-01 | learner |
      | youssef | AVG-01 | trainer |
    When <event>
    Then within 15 minutes "<recipient>" has exactly 1 notification about "AVG-01"
    And within 15 minutes "zoe" has exactly 0 notifications about "AVG-01"
    And the tester judges that a request for a place reaches the line manager within 15 minutes and a cancelled session each of its participants, and nobody else

    Examples:
      | event                                                | recipient |
      | "fatima" enrols "sanne" in "AVG-01"                  | sanne     |
      | "tim" completes "Huisregels" of "AVG-01"             | tim       |
      | "tim" hands in "Verslag" for "Opdracht" of "AVG-01"  | youssef   |

  @id:NOT-02 @req:NOT-R2 @prio:must @mode:human @role:learner
  Scenario: A message is readable and correct
    Given the following "courses" exist:
      | shortname | fullname              |
      | AVG-25    | Privacy in de praktijk |
    And "sanne" is learner of "AVG-25"
    And "tim" is learner of "AVG-25"
    And the lead has ready a mailbox for "sanne", who reads Dutch, and one for "tim", who reads English
    When the tester opens both mails about the enrolment in the standard mail program and on a phone
    Then the tester judges that language, name, course, date, sender and tone are right, that no placeholder is left and that the link opens the course

  @id:NOT-03 @req:NOT-R3 @prio:must @mode:api @role:learner @needs:assignments
  Scenario: People who left get no messages
    Given the following new "users" exist:
      | username | firstname | lastname |
      | otto     | Otto      | Meijer   |
    And the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
    And "otto" is learner of "LGB-01"
    And "tim" is learner of "LGB-01"
    And "youssef" is trainer of "LGB-01"
    And "otto" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "tim" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    When "joris" deactivates "otto"
    And "youssef" grades "Opdracht" of "LGB-01" for "otto" with 7
    And "youssef" grades "Opdracht" of "LGB-01" for "tim" with 7
    Then within 15 minutes "tim" has exactly 1 notification from "youssef" about "Opdracht" of "LGB-01"
    And within 15 minutes "otto" has exactly 0 notifications from "youssef" about "Opdracht" of "LGB-01"
    And within 15 minutes "tim" has exactly 1 mail about "feedback"
    And within 15 minutes "otto" has exactly 0 mails about "feedback"

  @id:NOT-04 @req:NOT-R4 @prio:must @mode:hybrid @role:learner @role:manager
  Scenario: Reminders and escalation follow the agreed days
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And "sanne" is learner of "BRV-26"
    And "mark" manages "sanne"
    When the tester gives "sanne" 14 days for "BRV-26" and sets the clock of the test site to 7 days before, 1 day before and 1 day after the due date
    Then within 15 minutes "sanne" has exactly 2 notifications about "BRV-26"
    And within 15 minutes "mark" has exactly 1 notification about "BRV-26"
    And the tester judges that the reminders came at 7 days and at 1 day before the due date, and the escalation after it

  @id:NOT-05 @req:NOT-R5 @prio:could @mode:api @role:learner @needs:message-preferences
  Scenario: A learner may silence optional messages only
    Given the following new "users" exist:
      | username | firstname | lastname |
      | nico     | Nico      | Vis      |
    When "nico" switches off forum messages
    Then forum messages are off for "nico"
    And due-date reminders are on for "nico"
    When "nico" tries to switch off due-date reminders
    Then the request is rejected
    And due-date reminders are on for "nico"

  @id:NOT-06 @req:NOT-R6 @prio:must @mode:human @role:sysadmin
  Scenario: The test environment does not write to real people
    Given the lead has ready the address of the test mailbox
    When the tester reads the settings for outgoing mail of the test site as "petra"
    Then the tester judges that all mail is caught or redirected to the test mailbox
