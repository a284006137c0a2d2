Feature: The small LMS

  Background:
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    And "youssef" is trainer of "AVG-01"
    And "sanne" is learner of "AVG-01"

  @id:SML-01
  Scenario Outline: What a role must not be able to do
    When "<who>" tries to <action>
    Then the request is refused
    And nothing has changed

    Examples:
      | who     | action                                   |
      | sanne   | create a user                            |
      | sanne   | enrol "tim" in "AVG-01"                  |
      | sanne   | change the name of "AVG-01" to "Mine"    |
      | youssef | create a course                          |
      | tim     | open "AVG-01"                            |

  @id:SML-02
  Scenario Outline: What a role must be able to do
    When "<who>" tries to <action>
    Then the request is accepted

    Examples:
      | who     | action                                   |
      | youssef | enrol "tim" in "AVG-01"                  |
      | youssef | change the name of "AVG-01" to "Privacy" |
      | fatima  | create a course                          |
      | joris   | create a user                            |
      | sanne   | open "AVG-01"                            |

  @id:SML-03
  Scenario: An enrolled learner counts
    When "youssef" enrols "tim" in "AVG-01"
    Then "AVG-01" has 2 learners

  @id:SML-04
  Scenario: A personnel number belongs to one person only
    Given the following "users" exist:
      | username | firstname | lastname | idnumber |
      | vera     | Vera      | Bos      | 100123   |
    When "joris" tries to create a user with personnel number "100123"
    Then the request is rejected
    And exactly 1 user has personnel number "100123"

  @id:SML-05
  Scenario: Others do not see a personnel number
    Given the following "users" exist:
      | username | firstname | lastname | idnumber |
      | vera     | Vera      | Bos      | 100123   |
    When "tim" reads the profile of "vera"
    Then the profile shows full name "Vera Bos"
    And the profile shows no personnel number

  @id:SML-06
  Scenario: What nobody automated is a row for a person
    When "joris" deactivates "tim"
    Then the tester judges that Tim cannot sign in any more

  @id:SML-07
  Scenario: Everybody finds all courses in the list
    Given the following "courses" exist:
      | shortname | fullname                   |
      | INTRO     | Introduction for everybody |
    Then "INTRO" stands in the list of "tim"
