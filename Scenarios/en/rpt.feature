@area:RPT @form:uat
Feature: Reports

  @id:RPT-01 @req:RPT-R1 @prio:must @mode:hybrid @role:tadmin @needs:reports @needs:configured
  Scenario Outline: The agreed reports exist
    When "fatima" reads the list of reports
    Then report "<report>" has columns "<columns>"
    And the tester judges as "fatima" that the filters of this report are the agreed ones

    @examples:data/reports.csv
    Examples:
      | report | columns |

  @id:RPT-02 @req:RPT-R2 @prio:must @mode:api @role:tadmin
  Scenario: The numbers in the completion report add up
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
      | page     | Oefening   | BRV-26 |
    And completing "Huisregels" of "BRV-26" is required to complete the course
    And completing "Oefening" of "BRV-26" is required to complete the course
    And the following new "users" exist:
      | username | firstname | lastname |
      | kees     | Kees      | Bakker   |
    And "sanne" is learner of "BRV-26"
    And "tim" is learner of "BRV-26"
    And "zoe" is learner of "BRV-26"
    And "kees" is learner of "BRV-26"
    And "sanne" has completed "Huisregels" of "BRV-26"
    And "sanne" has completed "Oefening" of "BRV-26"
    And "tim" has completed "Huisregels" of "BRV-26"
    And "tim" has completed "Oefening" of "BRV-26"
    And "zoe" has completed "Oefening" of "BRV-26"
    When "fatima" reads the completion report of "BRV-26"
    Then the completion report of "BRV-26" counts 2 learners completed
    And the completion report of "BRV-26" counts 1 learner in progress
    And the completion report of "BRV-26" counts 1 learner not started
    And the completion report of "BRV-26" counts 4 learners in all
    And every completion date in the completion report of "BRV-26" equals the recorded date

  @id:RPT-03 @req:RPT-R3 @prio:must @mode:hybrid @role:manager
  Scenario: A manager reports on the own team only
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And "mark" manages "sanne"
    And "mark" manages "zoe"
    And "sanne" is learner of "BRV-26"
    And "zoe" is learner of "BRV-26"
    And "tim" is learner of "BRV-26"
    When "mark" reads the results of "sanne" in "BRV-26"
    And "mark" reads the results of "zoe" in "BRV-26"
    And "mark" tries to read the results of "tim" in "BRV-26"
    Then the request is refused
    When the tester reads the team report as "mark", who has 8 direct reports of whom 1 has 4 reports
    Then the tester judges that it lists 8 people, or 12 when the agreed setting is including lower levels, and nobody of another team

  @id:RPT-04 @req:RPT-R4 @prio:should @mode:hybrid @role:tadmin
  Scenario: An export opens well in Dutch Excel
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And the following new "users" exist:
      | username | firstname | lastname      |
      | oezguer  | Zoë       | Özgür-d'Hondt |
    And "oezguer" is learner of "BRV-26"
    And "sanne" is learner of "BRV-26"
    And "youssef" is trainer of "BRV-26"
    When "fatima" exports the completion report of "BRV-26" as a file
    Then the completion report of "BRV-26" counts 2 learners in all
    When the tester opens the file by double click in Dutch Excel
    Then the tester judges that columns are split, accents are right, dates are dates and leading zeros are kept

  @id:RPT-05 @req:RPT-R5 @prio:should @mode:hybrid @role:manager
  Scenario: A scheduled report arrives
    Given the lead has ready the team report, scheduled every Monday at 07:00 for "mark"
    When the nightly report run has run
    Then within 30 minutes "mark" has exactly 1 mail about "Teamrapport"
    And the tester judges that the report is attached to it and opens

  @id:RPT-06 @req:RPT-R6 @prio:must @mode:human @role:auditor
  Scenario: The state on an earlier date can be shown
    Given the lead has ready "sanne", who was compliant for EHBO herhaling on 1 September and is not now
    When the tester reads the compliance report for 1 September as "bram"
    Then the tester judges that "sanne" is shown as compliant with the evidence of that date

  @id:RPT-07 @req:RPT-R1 @prio:should @mode:human @role:manager @role:tadmin
  Scenario: A report answers the question of its reader
    When the tester opens the team report as "mark" and looks for who is overdue this month
    Then the tester judges that the answer is found within a minute without help
