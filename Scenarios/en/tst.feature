@area:TST @form:oat
Feature: The test can start

  @id:TST-01 @req:TST-R1 @prio:must @mode:api @role:fadmin
  Scenario: All seeded people and roles are in place
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    And "tim" is learner of "LGB-01"
    When "joris" opens "LGB-01"
    Then "sanne" can sign in
    And "tim" can sign in
    And "youssef" can sign in
    And "joris" can sign in
    And "sanne" has exactly the role learner in "LGB-01"
    And "youssef" has exactly the role trainer in "LGB-01"
    And "LGB-01" has 2 learners

  @id:TST-02 @req:TST-R1 @prio:must @mode:api @role:tadmin
  Scenario: All seeded courses and contents are in place
    Given the following new "courses" exist:
      | shortname | fullname            | startdate  |
      | LGB-01    | Leiden & begeleiden | 2030-01-07 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | LGB-01 |
    And "sanne" is learner of "LGB-01"
    When "fatima" opens "LGB-01"
    Then course "LGB-01" has name "Leiden & begeleiden"
    And course "LGB-01" has start date "2030-01-07"
    And course "LGB-01" starts in the future
    And course "LGB-01" holds exactly, in this order:
      | activity   |
      | Huisregels |
    And "sanne" sees "LGB-01" in her list of courses

  @id:TST-03 @req:TST-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: The tested version is known and stays the same
    When the fingerprint of the site is taken
    Then the fingerprint of the site is still the same
    And the tester judges as "petra" that version, plug-ins and settings are the ones written in the test plan, at the start and at the end of every test day

  @id:TST-04 @req:TST-R3 @prio:must @mode:human @role:tadmin
  Scenario: A tester can begin within ten minutes
    Given the lead has ready a briefing and a worksheet for each tester
    When the tester follows the briefing without help
    Then the tester judges that address, account, password, worksheet and contact were clear and worked
