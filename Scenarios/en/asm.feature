@area:ASM @form:uat
Feature: Evaluation and assessment

  @id:ASM-01 @req:ASM-R1 @prio:must @mode:api @role:learner @needs:quiz
  Scenario Outline: The pass mark is applied exactly
    Given the following new "courses" exist:
      | shortname | fullname            |
      | HYG-26    | Hygiëne in de zorg  |
    And the following "activities" exist:
      | activity | name  | course | questions | gradepass |
      | quiz     | Toets | HYG-26 | 10        | 7         |
    And "sanne" is learner of "HYG-26"
    When "sanne" answers <right> questions of "Toets" of "HYG-26" right
    Then "sanne" has <result> "Toets" of "HYG-26"

    Examples:
      | right | result |
      | 6     | failed |
      | 7     | passed |
      | 10    | passed |

  @id:ASM-02 @req:ASM-R1 @prio:must @mode:api @role:learner @needs:quiz
  Scenario: Attempts and time limit are enforced
    Given the following new "courses" exist:
      | shortname | fullname            |
      | HYG-26    | Hygiëne in de zorg  |
    And the following "activities" exist:
      | activity | name  | course | questions | gradepass | attempts | timelimit |
      | quiz     | Toets | HYG-26 | 2         | 7         | 2        | 1         |
    And "sanne" is learner of "HYG-26"
    And "tim" is learner of "HYG-26"
    When "sanne" answers 0 questions of "Toets" of "HYG-26" right
    And "sanne" answers 1 questions of "Toets" of "HYG-26" right
    And "sanne" tries to start "Toets" of "HYG-26"
    Then the attempt is rejected
    And nothing has changed
    When "tim" answers 2 questions of "Toets" of "HYG-26" right, 3 minutes after the start
    Then "tim" has failed "Toets" of "HYG-26"
    When "tim" answers 2 questions of "Toets" of "HYG-26" right
    Then "tim" has passed "Toets" of "HYG-26"

  @id:ASM-03 @req:ASM-R2 @prio:must @mode:hybrid @role:learner @role:trainer @needs:assignments
  Scenario: An assignment goes from hand-in to feedback
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    When "sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 7.5
    And "youssef" writes feedback "Goed onderbouwd" on "Opdracht" of "LGB-01" for "sanne"
    Then "sanne" reads grade 7.5 for "Opdracht" of "LGB-01"
    And "sanne" reads feedback "Goed onderbouwd" for "Opdracht" of "LGB-01"
    And the tester judges that handing in and reading feedback need no explanation

  @id:ASM-04 @req:ASM-R3 @prio:should @mode:api @role:learner @role:trainer @needs:evaluation
  Scenario: An anonymous evaluation is really anonymous
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name      | course | anonymous |
      | feedback | Evaluatie | LGB-01 | yes       |
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    When "sanne" sends evaluation "Evaluatie" of "LGB-01" with answer "Leerzaam en kort"
    Then "youssef" reads answer "Leerzaam en kort" in evaluation "Evaluatie" of "LGB-01"
    And "youssef" cannot tell that the answer in evaluation "Evaluatie" of "LGB-01" is from "sanne"

  @id:ASM-05 @req:ASM-R4 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:assignments
  Scenario: Results are shown to the right people at the right moment
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name     | course | release |
      | assign   | Opdracht | LGB-01 | yes     |
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    When "sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 8
    Then "sanne" reads no grade for "Opdracht" of "LGB-01"
    When "youssef" releases the grade of "sanne" for "Opdracht" of "LGB-01"
    Then "sanne" reads grade 8 for "Opdracht" of "LGB-01"
    And within 15 minutes "sanne" has exactly 1 notification from "youssef" about "Opdracht" of "LGB-01"
    And the tester judges that the line manager of "sanne" read nothing before the release and reads only passed or failed after it

  @id:ASM-06 @req:ASM-R5 @prio:must @mode:hybrid @role:learner @role:auditor
  Scenario: Passing gives a correct certificate
    Given the following new "courses" exist:
      | shortname | fullname         |
      | REA-01    | Reanimeren       |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | REA-01 |
    And completing "Huisregels" of "REA-01" completes the course
    And the following "certificates" exist:
      | course | months |
      | REA-01 | 24     |
    And "zoe" is learner of "REA-01"
    When "zoe" completes "Huisregels" of "REA-01"
    Then a certificate of "REA-01" is issued to "zoe"
    And the tester judges that the printed certificate looks as agreed and that its check code can be verified

  @id:ASM-07 @req:ASM-R6 @prio:should @mode:api @role:trainer @role:auditor @needs:assignments
  Scenario: A changed grade leaves a trace
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name     | course |
      | assign   | Opdracht | LGB-01 |
    And "youssef" is trainer of "LGB-01"
    And "bram" is auditor of "LGB-01"
    And "sanne" is learner of "LGB-01"
    And "sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 5
    When "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 6
    Then "sanne" reads grade 6 for "Opdracht" of "LGB-01"
    And "bram" finds that "youssef" changed the grade for "Opdracht" of "LGB-01" of "sanne" from 5 to 6
