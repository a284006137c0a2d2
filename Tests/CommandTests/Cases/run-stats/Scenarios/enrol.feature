Feature: Enrolling

  @id:ENR-01 @role:learner @prio:must
  Scenario: An enrolled learner counts
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    When "fatima" enrols "sanne" in "AVG-01"
    Then "AVG-01" has 1 learner

  @id:ENR-02 @role:trainer
  Scenario: A learner may not enrol others
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    When "sanne" tries to enrol "tim" in "AVG-01"
    Then the request is refused
    And nothing has changed
