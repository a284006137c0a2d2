Feature: People

  @id:HUM-01 @role:learner
  Scenario: Only people
    Given the lead has ready a printed certificate
    When the tester signs in as sanne
    Then the tester judges that the picture is sharp
