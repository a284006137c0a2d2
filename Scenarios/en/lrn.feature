@area:LRN @form:uat
Feature: Structure of learning activities

  @id:LRN-01 @req:LRN-R1 @prio:must @mode:api @role:author @needs:configured
  Scenario: A course follows the agreed template
    When "ilse" reads the category tree
    Then course "WBG-01" holds exactly, in this order:
      | @table:data/course-template.csv |

  @id:LRN-02 @req:LRN-R2 @prio:must @mode:hybrid @role:learner @role:manager
  Scenario: A course that needs approval waits for the manager
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And "tim" is learner of "LGB-01"
    When "sanne" tries to open "LGB-01"
    Then the request is refused
    When the tester asks for a place in "LGB-01" as "sanne" and approves the request as "mark"
    Then within 60 minutes "sanne" is enrolled in "LGB-01"
    When "sanne" tries to open "LGB-01"
    Then the request is accepted

  @id:LRN-03 @req:LRN-R2 @prio:must @mode:hybrid @role:learner @role:tadmin @needs:self-enrolment
  Scenario: Who comes after the last seat is turned away, goes to the waiting list and moves up
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And "LGB-01" has 2 places
    When "sanne" takes a place in "LGB-01"
    And "zoe" takes a place in "LGB-01"
    And "tim" tries to take a place in "LGB-01"
    Then the request is rejected
    And nothing has changed
    And "LGB-01" has 2 learners
    When "zoe" gives up her place in "LGB-01"
    And "tim" takes a place in "LGB-01"
    Then within 15 minutes "tim" is enrolled in "LGB-01"
    And "LGB-01" has 2 learners
    And the tester judges as "tim" that whoever is turned away stands on the waiting list with his place, moves up by himself and is told so

  @id:LRN-04 @req:LRN-R3 @prio:must @mode:api @role:learner @needs:quiz
  Scenario: A prerequisite blocks and then releases
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name     | course |
      | page     | E-module | BRV-26 |
    And the following "activities" exist:
      | activity | name  | course | questions | gradepass | requires |
      | quiz     | Toets | BRV-26 | 2         | 7         | E-module |
    And "sanne" is learner of "BRV-26"
    And "tim" is learner of "BRV-26"
    And "tim" has completed "E-module" of "BRV-26"
    When "sanne" tries to start "Toets" of "BRV-26"
    Then the request is rejected
    And nothing has changed
    When "tim" tries to start "Toets" of "BRV-26"
    Then the request is accepted
    When "sanne" completes "E-module" of "BRV-26"
    And "sanne" answers 2 questions of "Toets" of "BRV-26" right
    Then "sanne" has passed "Toets" of "BRV-26"

  @id:LRN-05 @req:LRN-R4 @prio:must @mode:api @role:learner @role:trainer @needs:assignments
  Scenario: Completion is reached by exactly the agreed combination
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name        | course | gradepass |
      | page     | Bijeenkomst | LGB-01 |           |
      | assign   | Opdracht    | LGB-01 | 6         |
    And completing "Bijeenkomst" of "LGB-01" is required to complete the course
    And completing "Opdracht" of "LGB-01" is required to complete the course
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    And "tim" is learner of "LGB-01"
    When "sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" records attendance of "sanne" at "Bijeenkomst" of "LGB-01"
    Then within 15 minutes "youssef" sees that "sanne" completed "Bijeenkomst" of "LGB-01"
    When "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 5
    Then course "LGB-01" is not complete for "sanne"
    When "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 6
    Then within 15 minutes course "LGB-01" is complete for "sanne"
    When "tim" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "tim" with 8
    Then course "LGB-01" is not complete for "tim"

  @id:LRN-06 @req:LRN-R5 @prio:should @mode:human @role:trainer
  Scenario: A trainer can run a classroom session with the LMS
    Given the lead has ready a session of "LGB-01" today with 12 learners
    When the tester prints the attendance list and records attendance as "youssef" on a tablet
    Then the tester judges that this can be done in the classroom within five minutes

  @id:LRN-07 @req:LRN-R6 @prio:must @mode:hybrid @role:learner
  Scenario: A recurring obligation opens again in time
    Given the following new "courses" exist:
      | shortname | fullname       |
      | EHBO-H    | EHBO herhaling |
    And the following "activities" exist:
      | activity | name      | course |
      | page     | Oefendag  | EHBO-H |
    And completing "Oefendag" of "EHBO-H" completes the course
    And "sanne" is learner of "EHBO-H"
    And "sanne" has completed "Oefendag" of "EHBO-H"
    And the lead has ready a certificate of "sanne" that expires in 60 days, with a recertification window of 90 days
    When the recurrence task has run
    Then within 60 minutes "sanne" is enrolled in "EHBO-H"
    And course "EHBO-H" is not complete for "sanne"
    And a certificate of "EHBO-H" is issued to "sanne"

  @id:LRN-08 @req:LRN-R7 @prio:must @mode:human @role:learner @role:author
  Scenario: The learning content plays for a learner
    Given the following "courses" exist:
      | shortname | fullname       |
      | HYG-25    | Handhygiëne    |
    And "sanne" is learner of "HYG-25"
    When the tester takes the e-learning module of the course "HYG-25" as "sanne" on the standard workplace
    Then the tester judges that video, sound, navigation, subtitles and resume work and that nothing asks for a plug-in
