@area:E2E @form:uat
Feature: Whole chains, as in real life

  @id:E2E-02 @req:E2E-R2 @prio:must @mode:hybrid @role:author @role:tadmin @role:learner @needs:catalogue
  Scenario: From idea to published course
    Given the following new "courses" exist:
      | shortname | fullname           | visible |
      | AGR-01    | Agressie, vervolg  | yes     |
      | AGR-02    | Agressie, concept  | no      |
    And "ilse" is trainer of "AGR-02"
    When "ilse" changes the name of "AGR-02" to "Omgaan met agressie"
    And "sanne" searches the catalogue for "agressie"
    Then course "AGR-01" is found and course "AGR-02" is not
    When "fatima" publishes "AGR-02"
    And "sanne" searches the catalogue for "agressie"
    Then course "AGR-02" is among the first 50 results
    And the tester judges that "tim" of another audience does not find it
    And the tester judges that author and administrator knew at each step who had to act

  @id:E2E-01 @lock:hr-import @req:E2E-R1 @prio:must @mode:hybrid @role:hr @role:learner @role:manager
  Scenario: From hire to first certificate
    Given the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And the lead has ready an audience rule that makes "BRV-26" mandatory for department "Zorg"
    When the HR import has read these rows:
      | user | firstname | lastname | idnumber | department | manager | active |
      | nora | Nora      | Hendriks | 200203   | Zorg       | mark    | yes    |
    And the tester runs the audience update as "joris"
    Then "nora" can sign in
    And "nora" sees "BRV-26" in her list of courses
    When the tester signs in as "nora" on the workplace, completes "BRV-26" and downloads the certificate
    Then within 15 minutes course "BRV-26" is complete for "nora"
    And the tester judges that "mark" sees "nora" as compliant in the team report
    And the tester judges that a new employee could do this without a colleague

  @id:E2E-03 @req:E2E-R3 @prio:must @mode:hybrid @role:learner @role:manager @role:trainer @needs:competencies
  Scenario: A blended course from request to evaluation
    Given the following new "competency frameworks" exist:
      | idnumber | shortname    |
      | KETEN26  | Ketens 2026  |
    And the following new "competencies" exist:
      | idnumber  | shortname    | competencyframework |
      | KETEN26-1 | Leidinggeven | KETEN26             |
    And the following new "courses" exist:
      | shortname | fullname           |
      | LGB-01    | Leidinggeven basis |
    And the following "activities" exist:
      | activity | name         | course | anonymous |
      | assign   | Opdracht     | LGB-01 |           |
      | page     | Bijeenkomst  | LGB-01 |           |
      | feedback | Evaluatie    | LGB-01 | yes       |
    And completing "Bijeenkomst" of "LGB-01" completes the course
    And competency "KETEN26-1" is linked to "LGB-01"
    And "youssef" is trainer of "LGB-01"
    And "sanne" is learner of "LGB-01"
    When "youssef" records attendance of "sanne" at "Bijeenkomst" of "LGB-01"
    And "sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 7
    Then within 15 minutes course "LGB-01" is complete for "sanne"
    And "sanne" reads grade 7 for "Opdracht" of "LGB-01"
    And competency "KETEN26-1" of "sanne" has evidence that names "LGB-01"
    When "sanne" sends evaluation "Evaluatie" of "LGB-01" with answer "Leerzaam"
    Then "youssef" reads answer "Leerzaam" in evaluation "Evaluatie" of "LGB-01"
    And the tester judges that "sanne" could ask for a place, "mark" approve it and "sanne" book a session
    And the tester judges that the messages in between arrived in the right order and were useful

  @id:E2E-04 @req:E2E-R4 @prio:should @mode:hybrid @role:guest @role:tadmin
  Scenario: An outsider buys, learns and gets proof
    Given the following new "courses" exist:
      | shortname | fullname          |
      | EXT-01    | Open inschrijving |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | EXT-01 |
    And completing "Huisregels" of "EXT-01" completes the course
    When the payment service reports order "B-2001" of "EXT-01" by "lea" as paid
    And "lea" completes "Huisregels" of "EXT-01"
    Then within 15 minutes course "EXT-01" is complete for "lea"
    And a certificate of "EXT-01" is issued to "lea"
    And order "B-2001" is delivered
    And the tester judges the whole journey as "lea" from web page to certificate

  @id:E2E-05 @req:E2E-R5 @prio:must @mode:hybrid @role:auditor @role:manager
  Scenario: An audit question is answered from the records
    Given the following "users" exist:
      | username | firstname | lastname | department |
      | wessel   | Wessel    | Kok      | Zorg       |
      | xandra   | Xandra    | Prins    | Zorg       |
    And the following new "courses" exist:
      | shortname | fullname        |
      | EHBO-H    | EHBO herhaling  |
    And the following "activities" exist:
      | activity | name    | course |
      | page     | Praktijk | EHBO-H |
    And completing "Praktijk" of "EHBO-H" completes the course
    And "bram" is auditor of "EHBO-H"
    And "youssef" is trainer of "EHBO-H"
    And "wessel" is learner of "EHBO-H"
    And "xandra" is learner of "EHBO-H"
    When "youssef" records attendance of "wessel" at "Praktijk" of "EHBO-H"
    Then within 15 minutes course "EHBO-H" is complete for "wessel"
    And course "EHBO-H" is not complete for "xandra"
    And within 1 minute "bram" sees that "wessel" completed "Praktijk" of "EHBO-H"
    And the tester judges as "bram" that the answer to "who worked in department Zorg on 1 September without valid EHBO-H" can be given from department history and compliance report, with evidence for everybody else

  @id:E2E-06 @req:E2E-R6 @prio:should @mode:hybrid @role:hr @role:learner @role:auditor
  Scenario: From leaving to forgetting
    Given the following new "users" exist:
      | username | firstname | lastname |
      | yvo      | Yvo       | Veldman |
    And the lead has ready a retention period that is over for people who left yesterday
    When "joris" deactivates "yvo"
    And the retention task has run
    Then the log of the retention task counts exactly:
      | what           | number |
      | made anonymous | 1      |
    And "yvo" cannot sign in
    And the tester judges that no name, number or mail address of "yvo" is found
    And the tester judges that the counts in the yearly report are unchanged
    And the tester judges that the privacy officer would accept the removal report
