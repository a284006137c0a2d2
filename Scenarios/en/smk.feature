@area:SMK @form:oat
Feature: Smoke test after opening

  @id:SMK-01 @req:SMK-R1 @prio:must @mode:hybrid @role:learner @role:trainer @role:manager @role:tadmin @role:fadmin
  Scenario Outline: Every role gets in and sees its own start
    When "<who>" requests the home page 1 time
    Then 100 percent of the answers arrive within <norm> seconds
    And "<who>" can sign in
    And the tester judges that "<who>" sees the courses, the team or the tasks of that role

    @examples:data/smoke-people.csv
    Examples:
      | who | norm |

  @id:SMK-02 @req:SMK-R2 @prio:must @mode:api @role:sysadmin
  Scenario: The clockwork of the site runs
    When "petra" requests the home page 1 time
    Then the task service ran without an error in the last 15 minutes
    And the mail queue ran without an error in the last 15 minutes
    And the search index ran without an error in the last 15 minutes

  @id:SMK-03 @req:SMK-R3 @prio:must @mode:human @role:learner
  Scenario: One real learner does one real thing
    When the tester signs in on the live site, starts a course, stops halfway and resumes
    Then the tester judges that everything works as in the acceptance test

  @id:SMK-04 @req:SMK-R4 @prio:must @mode:hybrid @role:sysadmin
  Scenario: No test data and no test settings on the live site
    When "petra" requests the home page 1 time
    Then none of these people is on the LMS:
      | @table:data/test-people.csv |
    And none of these courses is on the LMS:
      | @table:data/test-courses.csv |
    And debugging is off on the site
    And maintenance mode is off on the site
    And the tester judges that mail is not redirected

  @id:SMK-05 @req:SMK-R5 @prio:must @mode:hybrid @role:tadmin @role:auditor @needs:migration
  Scenario: The live counts equal the accepted counts
    When "fatima" reads the category tree
    Then the counts of category "OVER" are exactly:
      | @table:data/accepted-counts.csv |
    And the tester judges that every difference from the signed acceptance report is explained by changes after the freeze
