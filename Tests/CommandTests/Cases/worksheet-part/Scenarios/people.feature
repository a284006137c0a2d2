Feature: People

  @id:HUM-01 @role:learner
  Scenario: The picture
    Then the tester judges that the picture is sharp

  @id:HUM-02 @role:learner
  Scenario: The sound
    Then the tester judges that the sound is clear
