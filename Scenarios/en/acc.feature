@area:ACC @form:uat
Feature: Access rights

  @id:ACC-01 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:author @role:manager @role:tadmin @role:auditor @needs:assignments
  Scenario Outline: What a role must not be able to do
    Given the following "user" exists:
      | username  | noor   |
      | firstname | Noor   |
      | lastname  | Smeets |
    And the following "categories" exist:
      | idnumber | name      |
      | OPL      | Opleiding |
    And the following new "courses" exist:
      | shortname | fullname           | category |
      | LGB-01    | Leidinggeven basis | OPL      |
      | AVG-01    | Privacy en AVG     | OPL      |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
    And "noor" administers category "OPL"
    And "mark" manages "sanne"
    And the following "course enrolments" exist:
      | user    | course | role    |
      | youssef | LGB-01 | trainer |
      | bram    | LGB-01 | auditor |
      | sanne   | LGB-01 | learner |
      | tim     | LGB-01 | learner |
    When "<who>" tries to <action>
    Then the request is refused
    And nothing has changed

    Examples:
      | who     | action                                                |
      | sanne   | create a user                                         |
      | sanne   | read the results of "tim" in "LGB-01"                 |
      | youssef | enrol "tim" in "AVG-01"                               |
      | ilse    | grade "Opdracht" of "LGB-01" for "sanne" with 10      |
      | mark    | read the results of "tim" in "LGB-01"                 |
      | noor    | give "tim" the role functional administrator          |
      | tim     | read the completion report of "LGB-01"                |
      | bram    | change the name of "LGB-01" to "Leidinggeven, kort"   |

  @id:ACC-02 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:author @role:manager @role:tadmin @role:auditor @needs:assignments
  Scenario Outline: What a role must be able to do
    Given the following "user" exists:
      | username  | noor   |
      | firstname | Noor   |
      | lastname  | Smeets |
    And the following "categories" exist:
      | idnumber | name      |
      | OPL      | Opleiding |
    And the following new "courses" exist:
      | shortname | fullname           | category |
      | LGB-01    | Leidinggeven basis | OPL      |
      | AVG-01    | Privacy en AVG     | OPL      |
    And the following "activities" exist:
      | activity | name       | course |
      | assign   | Opdracht   | LGB-01 |
      | page     | Huisregels | LGB-01 |
    And completing "Huisregels" of "LGB-01" completes the course
    And "noor" administers category "OPL"
    And "mark" manages "sanne"
    And the following "course enrolments" exist:
      | user    | course | role    |
      | youssef | LGB-01 | trainer |
      | ilse    | AVG-01 | trainer |
      | bram    | LGB-01 | auditor |
      | sanne   | LGB-01 | learner |
    When "<who>" tries to <action>
    Then the request is accepted

    Examples:
      | who     | action                                              |
      | sanne   | read the results of "sanne" in "LGB-01"             |
      | youssef | grade "Opdracht" of "LGB-01" for "sanne" with 7     |
      | ilse    | change the name of "AVG-01" to "Privacy"            |
      | ilse    | create a course                                     |
      | mark    | read the results of "sanne" in "LGB-01"             |
      | noor    | enrol "tim" in "AVG-01"                             |
      | fatima  | enrol "tim" in "AVG-01"                             |
      | joris   | give "tim" the role training administrator          |
      | bram    | read the results of "sanne" in "LGB-01"             |
      | bram    | read the completion report of "LGB-01"              |

  @id:ACC-03 @req:ACC-R2 @prio:must @mode:api @role:tadmin @needs:categories
  Scenario: A domain administrator stops at the border of the domain
    Given the following "user" exists:
      | username  | noor   |
      | firstname | Noor   |
      | lastname  | Smeets |
    And the following "categories" exist:
      | idnumber | name  |
      | NOORD    | Noord |
      | ZUID     | Zuid  |
    And the following new "courses" exist:
      | shortname | fullname         | category |
      | NRD-01    | Noordelijk leren | NOORD    |
      | ZUI-01    | Zuidelijk leren  | ZUID     |
    And "noor" administers category "NOORD"
    When "noor" changes the name of "NRD-01" to "Leren in het noorden"
    And "noor" tries to change the name of "ZUI-01" to "Leren in het noorden"
    Then the request is refused
    And nothing has changed
    And course "NRD-01" has name "Leren in het noorden"

  @id:ACC-04 @req:ACC-R3 @prio:must @mode:hybrid @role:guest
  Scenario: A visitor without an account sees only what is public
    Given the following new "courses" exist:
      | shortname | fullname            |
      | AVG-01    | Privacy binnenshuis |
    When an anonymous visitor requests "AVG-01"
    Then the visitor is shown no name and no course text
    When an anonymous visitor requests the profile of "sanne"
    Then the visitor is shown no name and no course text
    And the tester judges in a private browser window that no names, results or internal course texts are visible

  @id:ACC-05 @req:ACC-R4 @prio:must @mode:api @role:fadmin @role:auditor
  Scenario: A withdrawn right is gone at once and leaves a trace
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And "youssef" is trainer of "LGB-01"
    And "bram" is auditor of "LGB-01"
    And "sanne" is learner of "LGB-01"
    When "youssef" reads the results of "sanne" in "LGB-01"
    And "joris" withdraws the role trainer of "youssef" in "LGB-01"
    And "youssef" tries to read the results of "sanne" in "LGB-01"
    Then the request is refused
    And "bram" finds the withdrawal of a role of "youssef" by "joris" in the log of "LGB-01"

  @id:ACC-06 @req:ACC-R5 @prio:should @mode:hybrid @role:trainer @needs:assignments
  Scenario: Nobody assesses or completes himself
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
    And "tim" is learner of "LGB-01"
    When "tim" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "tim" tries to grade "Opdracht" of "LGB-01" for "tim" with 10
    Then the request is refused
    And the tester judges that a trainer who is also learner of the course cannot grade his own work either

  @id:ACC-07 @req:ACC-R6 @prio:should @mode:human @role:fadmin
  Scenario: The rights matrix is complete and understood
    Given the lead has ready the agreed matrix of roles and rights
    When the tester walks through every screen in the menu as each of the roles
    Then the tester judges that no role sees a menu item it may not use and no role misses one it needs

  @id:ACC-08 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer
  Scenario Outline: What learners and trainers must not be able to do, on any LMS
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
      | AVG-01    | Privacy en AVG     |
    And the following "course enrolments" exist:
      | user    | course | role    |
      | youssef | LGB-01 | trainer |
      | sanne   | LGB-01 | learner |
      | tim     | LGB-01 | learner |
    When "<who>" tries to <action>
    Then the request is refused
    And nothing has changed

    Examples:
      | who     | action                                       |
      | sanne   | create a user                                |
      | sanne   | create a course                              |
      | sanne   | enrol "tim" in "AVG-01"                      |
      | sanne   | change the name of "LGB-01" to "Van mij"     |
      | youssef | create a user                                |
      | youssef | enrol "tim" in "AVG-01"                      |
      | youssef | give "tim" the role functional administrator |

  @id:ACC-09 @req:ACC-R1 @prio:must @mode:api @role:learner @role:trainer @role:tadmin @role:fadmin
  Scenario Outline: What administrators, trainers and learners must be able to do, on any LMS
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
      | AVG-01    | Privacy en AVG     |
    And the following "course enrolments" exist:
      | user    | course | role    |
      | youssef | LGB-01 | trainer |
      | sanne   | LGB-01 | learner |
    When "<who>" tries to <action>
    Then the request is accepted

    Examples:
      | who     | action                                             |
      | sanne   | read the results of "sanne" in "LGB-01"            |
      | youssef | read the results of "sanne" in "LGB-01"            |
      | fatima  | enrol "tim" in "AVG-01"                            |
      | fatima  | create a course                                    |
      | fatima  | change the name of "LGB-01" to "Leidinggeven, nu"  |
      | joris   | create a user                                      |
      | joris   | give "tim" the role training administrator         |
