@area:ACC
Feature: What somebody may do is not refused

  # Every attempt that the pack wants refused or rejected, by somebody who may or with what is free: each Then must fail.

  @id:MAY-01
  Scenario Outline: Somebody who may is not refused
    Given the following new "users" exist:
      | username | firstname | lastname |
      | nico     | Nico      | Vis      |
    And the following new "courses" exist:
      | shortname | fullname           | visible |
      | LGB-01    | Leidinggeven basis | yes     |
      | AVG-01    | AVG basis          | yes     |
      | CON-00    | Nog niet klaar     | no      |
    And the following "activities" exist:
      | activity | name       | course |
      | assign   | Opdracht   | LGB-01 |
      | quiz     | Toets      | LGB-01 |
      | page     | Huisregels | LGB-01 |
    And completing "Huisregels" of "LGB-01" completes the course
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
      | fatima  | publish "CON-00"                                   |
      | fatima  | enrol "zoe" in "AVG-01"                            |
      | joris   | give "zoe" the role training administrator         |
      | fatima  | change the name of "LGB-01" to "Leidinggeven, nw"  |
      | youssef | read the results of "sanne" in "LGB-01"            |
      | youssef | read the completion report of "LGB-01"             |
      | youssef | grade "Opdracht" of "LGB-01" for "tim" with 10     |
      | sanne   | hand in "Mijn verslag" for "Opdracht" of "LGB-01"  |
      | sanne   | complete "Huisregels" of "LGB-01"                  |
      | sanne   | open "LGB-01"                                      |
      | sanne   | start "Toets" of "LGB-01"                          |
      | sanne   | change her own city to "Amersfoort"                |
      | joris   | change the department of "nico" to "Techniek"      |
      | joris   | read the profile of "nico"                         |
      | joris   | deactivate "nico"                                  |

  @id:MAY-02
  Scenario Outline: What no rule forbids is not rejected
    Given the following new "users" exist:
      | username | firstname | lastname |
      | nico     | Nico      | Vis      |
    And the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
      | HYG-26    | Hygiëne in de zorg |
      | BRV-26    | Brandveiligheid    |
    And the following "activities" exist:
      | activity | name  | course | questions | attempts |
      | quiz     | Toets | HYG-26 | 2         | 3        |
    And the following "activities" exist:
      | activity | name     | course |
      | page     | E-module | BRV-26 |
    And the following "activities" exist:
      | activity | name | course | requires |
      | quiz     | Slot | BRV-26 | E-module |
    And "sanne" is learner of "HYG-26"
    And "sanne" is learner of "BRV-26"
    And "sanne" has completed "E-module" of "BRV-26"
    And "LGB-01" has 2 places
    When "zoe" takes a place in "LGB-01"
    And "sanne" answers 0 questions of "Toets" of "HYG-26" right
    And "sanne" answers 1 questions of "Toets" of "HYG-26" right
    And "<who>" tries to <action>
    Then the request is rejected

    Examples:
      | who   | action                                       |
      | joris | create a user with personnel number "100999" |
      | tim   | take a place in "LGB-01"                     |
      | sanne | start "Toets" of "HYG-26"                    |
      | sanne | start "Slot" of "BRV-26"                     |
      | nico  | switch off forum messages                    |
