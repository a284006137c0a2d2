Feature: People

  @id:HUM-01 @role:learner @prio:must
  Scenario: Only people
    Then the tester judges that the picture is sharp

  @id:ENR-01 @role:learner @prio:must
  Scenario: An enrolled learner counts
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    When "fatima" enrols "sanne" in "AVG-01"
    Then "AVG-01" has 1 learner
