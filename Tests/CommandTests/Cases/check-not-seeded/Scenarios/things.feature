Feature: Things that nobody makes

  @id:THG-01
  Scenario: Named and not seeded
    Given the following new "courses" exist:
      | shortname |
      | AVG-01    |
    And "sanne" is learner of "AVG-10"
    And the following "activities" exist:
      | activity | name  | course |
      | quiz     | Toets | HYG-26 |
    And "fatima" administers category "ZRG"
    And "fatima" administers category "ZRG-VPL"
    When "sanne" tries to start "Toets" of "HYG-26"
    Then the request is accepted
    And "AVG-01" has 1 learner

  @id:THG-02
  Scenario: Seeded too late
    Given "sanne" is learner of "BHV-01"
    And the following "courses" exist:
      | shortname |
      | BHV-01    |
    When "fatima" opens "BHV-01"
    Then "BHV-01" has 1 learner
