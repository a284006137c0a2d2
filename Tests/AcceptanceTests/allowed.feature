@area:ACC
Feature: What somebody may do is not refused

  @id:MAY-01
  Scenario Outline: Every attempt of the pack, by somebody who may
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
      | AVG-01    | AVG basis          |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
      | quiz     | Toets    | LGB-01 |
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    And "tim" is learner of "LGB-01"
    When "tim" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "<who>" tries to <action>
    Then the request is refused

    Examples:
      | who     | action                                             |
      | joris   | create a user                                      |
      | fatima  | create a course                                    |
      | fatima  | enrol "zoe" in "AVG-01"                            |
      | joris   | give "zoe" the role training administrator         |
      | fatima  | change the name of "LGB-01" to "Leidinggeven, nw"  |
      | youssef | read the results of "sanne" in "LGB-01"            |
      | youssef | grade "Opdracht" of "LGB-01" for "tim" with 10     |
      | sanne   | open "LGB-01"                                      |
      | sanne   | start "Toets" of "LGB-01"                          |
      | sanne   | change her own city to "Amersfoort"                |
