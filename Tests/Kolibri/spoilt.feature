Feature: What has to be noticed when Kolibri does not do what it says

  # Asked through a proxy that spoils one answer for each scenario; see own.py.

  @id:SPO-01 @role:fadmin
  Scenario: An account is not closed
    Given the following new "users" exist:
      | username | firstname | lastname |
      | kol_otto | Otto      | Meijer   |
    When "joris" deactivates "kol_otto"
    Then "kol_otto" cannot sign in

  @id:SPO-02 @role:learner
  Scenario: A session goes on after signing out
    When "sanne" signs out
    Then the session of "sanne" no longer works

  @id:SPO-03 @role:guest
  Scenario: A wrong password is good enough
    Given the following new "users" exist:
      | username | firstname | lastname |
      | kol_pim  | Pim       | Scholten |
    When a visitor tries 3 wrong passwords for "kol_pim"
    Then "sanne" can sign in

  @id:SPO-04 @role:learner
  Scenario: A quiz is counted wrongly
    Given the following new "courses" exist:
      | shortname | fullname |
      | SPO-04    | Quiz     |
    And the following "activities" exist:
      | activity | name  | course | questions |
      | quiz     | Toets | SPO-04 | 4         |
    And "sanne" is learner of "SPO-04"
    When "sanne" answers 3 questions of "Toets" of "SPO-04" right
    Then "SPO-04" has 1 learner

  @id:SPO-05 @role:auditor
  Scenario: The date of a completion moves
    Given the following "user" exists:
      | username  | kol_dora |
      | firstname | Dora     |
      | lastname  | Bos      |
    And the following new "courses" exist:
      | shortname | fullname |
      | SPO-05    | Date     |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | SPO-05 |
    And "kol_dora" is learner of "SPO-05"
    And "bram" is auditor of "SPO-05"
    And "kol_dora" has completed "Huisregels" of "SPO-05"
    When "bram" opens "SPO-05"
    Then "bram" finds the completion of "Huisregels" of "SPO-05" by "kol_dora" with its original date

  @id:SPO-06 @role:hr
  Scenario: More is kept of people than was agreed
    When "joris" reads the profile of "sanne"
    Then no profile among 5 people holds anything but:
      | field            |
      | user name        |
      | full name        |
      | personnel number |

  @id:SPO-07 @role:sysadmin
  Scenario: Debugging was left on
    When "petra" requests the home page 1 time
    Then debugging is off on the site

  @id:SPO-08 @role:sysadmin
  Scenario: Something else answers
    When "petra" requests the home page 1 time
    Then maintenance mode is off on the site

  @id:SPO-09 @role:fadmin
  Scenario: A report holds nothing
    When the nightly report run has run
    Then the nightly report run finished within 1 hour

  @id:SPO-10 @role:learner
  Scenario: A package is given back something else
    Given the following new "courses" exist:
      | shortname | fullname |
      | SPO-10    | Package  |
    And the following "activities" exist:
      | activity | name              | course |
      | scorm    | SPO-10 e-learning | SPO-10 |
    And "tim" is learner of "SPO-10"
    When package "SPO-10 e-learning" stores for "tim":
      | what     | value   |
      | bookmark | spo-p07 |
    Then package "SPO-10 e-learning" gives back to "tim":
      | what     | value   |
      | bookmark | spo-p07 |

  @id:SPO-11 @role:guest
  Scenario: The site lets others frame it
    When an anonymous visitor requests the profile of "sanne"
    Then the site answers a visitor with these headers:
      | header          | value      |
      | X-Frame-Options | sameorigin |
