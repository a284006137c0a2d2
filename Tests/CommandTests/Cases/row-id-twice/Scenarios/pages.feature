Feature: Two rows with one id

  # Two of six hundred million, found by trying.
  @id:C-6384 @role:learner
  Scenario: The first page
    Then the tester judges that the first page is sharp

  @id:C-28385 @role:learner
  Scenario: The second page
    Then the tester judges that the second page is sharp
