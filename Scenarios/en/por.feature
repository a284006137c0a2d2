@area:POR @form:uat
Feature: HR portal and other portals

  @id:POR-01 @req:POR-R1 @prio:should @mode:hybrid @role:learner
  Scenario: The portal shows the same open learning as the LMS
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And "sanne" is learner of "BRV-26"
    When the tester signs in to the portal as "sanne"
    Then the portal lists the same open courses for "sanne" as the LMS
    And the tester judges that the tile in the portal opens the right course in one click

  @id:POR-02 @req:POR-R2 @prio:must @mode:api @role:hr
  Scenario: A completion goes back to the HR system
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And "sanne" is learner of "BRV-26"
    When "sanne" completes "Huisregels" of "BRV-26"
    Then within 15 minutes course "BRV-26" is complete for "sanne"
    And within 24 hours the HR system has exactly 1 completion of "BRV-26" by "sanne"

  @id:POR-03 @req:POR-R3 @prio:should @mode:hybrid @role:sysadmin
  Scenario: A portal that is down does not stop the LMS
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And "sanne" is learner of "BRV-26"
    When the tester as "petra" takes the portal off the network
    And "sanne" completes "Huisregels" of "BRV-26"
    Then within 15 minutes course "BRV-26" is complete for "sanne"
    When "sanne" requests the home page 1 time
    Then 100 percent of the answers arrive within 3 seconds
    When the tester as "petra" puts the portal back on the network
    Then within 24 hours the portal has exactly 1 completion of "BRV-26" by "sanne"
