Feature: Order

  @id:ORD-10 @role:learner
  Scenario: The tenth
    When the tester opens the course page
    Then the tester judges that it is readable

  @id:ORD-2 @role:learner
  Scenario Outline: The second, for <who>
    Then the tester judges that the page of <who> is readable

    Examples:
      | who |
      | tim |
      | kim |
      | tom |
      | ann |
