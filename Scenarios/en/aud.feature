@area:AUD @form:uat
Feature: Domains and audiences

  @id:AUD-01 @req:AUD-R1 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:categories @needs:cohorts @needs:self-enrolment
  Scenario: Content of one domain stays out of the other domain
    Given the following new "categories" exist:
      | idnumber | name  |
      | NOORD    | Noord |
      | ZUID     | Zuid  |
    And the following new "courses" exist:
      | shortname | fullname         | category |
      | NRD-01    | Noordelijk leren | NOORD    |
      | ZUI-01    | Zuidelijk leren  | ZUID     |
    And the following new "cohorts" exist:
      | idnumber | name              |
      | MDW-N    | Medewerkers Noord |
      | MDW-Z    | Medewerkers Zuid  |
    And the following "cohort members" exist:
      | user  | cohort |
      | sanne | MDW-N  |
      | tim   | MDW-Z  |
    And "NRD-01" is open to audience "MDW-N"
    And "ZUI-01" is open to audience "MDW-Z"
    When "sanne" takes a place in "NRD-01"
    And "tim" takes a place in "ZUI-01"
    And "tim" tries to take a place in "NRD-01"
    Then the request is rejected
    And nothing has changed
    And "tim" sees "ZUI-01" and not "NRD-01" in his list of courses
    When "tim" tries to open "NRD-01"
    Then the request is refused
    And the tester judges as "tim" that the catalogue and the search show nothing of domain Noord

  @id:AUD-02 @req:AUD-R2 @prio:must @mode:hybrid @role:fadmin @needs:cohorts
  Scenario: An audience fills itself from profile data
    Given the following "user" exists:
      | username   | govert   |
      | firstname  | Govert   |
      | lastname   | Flinck   |
      | department | Techniek |
    And the following "cohorts" exist:
      | idnumber | name            |
      | ZORG     | Zorgmedewerkers |
    And the lead has ready the rule that everybody with department Zorg, and nobody else, is a member of audience Zorgmedewerkers
    When "joris" changes the department of "govert" to "Zorg"
    Then within 60 minutes "govert" is a member of audience "ZORG"
    And every member of audience "ZORG" has department "Zorg"

  @id:AUD-03 @req:AUD-R3 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:cohorts
  Scenario: Joining an audience assigns the mandatory course
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following new "cohorts" exist:
      | idnumber | name            |
      | ZORG     | Zorgmedewerkers |
    And the following "cohort members" exist:
      | user  | cohort |
      | sanne | ZORG   |
    And "BRV-26" is mandatory for audience "ZORG"
    When "fatima" adds "tim" to audience "ZORG"
    Then within 60 minutes "tim" is a member of audience "ZORG"
    And within 60 minutes "tim" is enrolled in "BRV-26"
    And within 60 minutes "sanne" is enrolled in "BRV-26"
    And "BRV-26" has 2 learners
    And "tim" sees "BRV-26" in his list of courses
    And the tester judges as "tim" that the due date shown is 30 days from today

  @id:AUD-04 @req:AUD-R4 @prio:should @mode:api @role:learner @needs:cohorts
  Scenario: Leaving an audience ends access and keeps results
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And the following new "cohorts" exist:
      | idnumber | name            |
      | ZORG     | Zorgmedewerkers |
    And the following "cohort members" exist:
      | user  | cohort |
      | sanne | ZORG   |
    And "BRV-26" is mandatory for audience "ZORG"
    And "bram" is auditor of "BRV-26"
    And "tim" is learner of "BRV-26"
    And "sanne" has completed "Huisregels" of "BRV-26"
    When "sanne" tries to open "BRV-26"
    Then the request is accepted
    When "fatima" removes "sanne" from audience "ZORG"
    Then within 60 minutes "sanne" has no active enrolment in "BRV-26"
    And "BRV-26" has 1 learner
    And "bram" finds the completion of "Huisregels" of "BRV-26" by "sanne" with its original date
    When "sanne" tries to open "BRV-26"
    Then the request is refused

  @id:AUD-05 @req:AUD-R5 @prio:should @mode:hybrid @role:learner @needs:cohorts
  Scenario: Overlapping audiences do not double anything
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following new "cohorts" exist:
      | idnumber | name               |
      | ZORG     | Zorgmedewerkers    |
      | NIEUW    | Nieuwe medewerkers |
    And "BRV-26" is mandatory for audience "ZORG"
    And "BRV-26" is mandatory for audience "NIEUW"
    When "fatima" adds "sanne" to audience "ZORG"
    And "fatima" adds "sanne" to audience "NIEUW"
    Then within 60 minutes "sanne" is enrolled in "BRV-26"
    And "sanne" sees "BRV-26" in her list of courses
    And "BRV-26" has 1 learner
    When "fatima" removes "sanne" from audience "ZORG"
    Then within 60 minutes "sanne" is a member of audience "NIEUW"
    And within 60 minutes "sanne" is enrolled in "BRV-26"
    And the tester judges as "sanne" that there is one tile and one due date, and that one message came, for "BRV-26"
