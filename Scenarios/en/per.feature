@area:PER @form:oat
Feature: Performance

  @id:PER-01 @req:PER-R1 @prio:must @mode:api @role:learner
  Scenario Outline: Common pages answer in time
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | LGB-01 |
    And completing "Huisregels" of "LGB-01" completes the course
    And the following "course enrolments" exist:
      | user  | course | role    |
      | sanne | LGB-01 | learner |
      | bram  | LGB-01 | auditor |
    When "<who>" requests the <page> <times> times
    Then <part> percent of the answers arrive within <norm> seconds
    And 100 percent of the answers arrive within <limit> seconds

    @examples:data/response-times.csv
    Examples:
      | who | page | times | part | norm | limit |

  @id:PER-02 @req:PER-R2 @prio:should @mode:human @role:learner @role:sysadmin
  Scenario: Monday morning does not feel slow
    Given the lead has ready 30 testers who work at the same moment in the agreed session
    When the tester starts a course, opens a video and hands in a test in the same five minutes
    Then the tester judges that waiting never broke the work

  @id:PER-03 @req:PER-R3 @prio:should @mode:hybrid @role:fadmin
  Scenario Outline: The nightly work is ready before the day starts
    When <job> has run
    Then <job> finished within 3 hours
    And the tester judges that <job> was ready before 06:00 with the full population

    Examples:
      | job                 |
      | the HR import       |
      | the audience update  |
      | the nightly report run |
