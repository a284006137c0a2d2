@area:LIE
Feature: What an LMS that lies must not pass

  @id:LIE-01 @prio:must
  Scenario: The grade history names the activity, not another that begins alike
    Given the following new "courses" exist:
      | shortname | fullname     |
      | LGB-01    | Leidinggeven |
    And the following "activities" exist:
      | activity | name       | course |
      | assign   | Opdracht   | LGB-01 |
      | assign   | Opdracht 2 | LGB-01 |
    And "youssef" is trainer of "LGB-01"
    And "bram" is auditor of "LGB-01"
    And "sanne" is learner of "LGB-01"
    And "sanne" hands in "x" for "Opdracht" of "LGB-01"
    And "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 5
    When "youssef" grades "Opdracht" of "LGB-01" for "sanne" with 6
    Then "bram" finds that "youssef" changed the grade for "Opdracht" of "LGB-01" of "sanne" from 5 to 6

  @id:LIE-02 @prio:must
  Scenario: A text inside a page is read
    Given the following "categories" exist:
      | idnumber | name |
      | KAT-9    | Kat  |
    And the following "courses" exist:
      | shortname | fullname     | category |
      | LGB-07    | Leidinggeven | KAT-9    |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | LGB-07 |
    When "fatima" opens "LGB-07"
    Then no text of the courses in category "KAT-9" holds "Old words."

  @id:LIE-03 @prio:must @needs:competencies
  Scenario: Evidence names the course, not one whose code begins alike
    Given the following new "competency frameworks" exist:
      | idnumber | shortname |
      | VEIL26   | V         |
    And the following new "competencies" exist:
      | idnumber | shortname | competencyframework |
      | VEIL26-1 | Veilig    | VEIL26              |
    And the following "courses" exist:
      | shortname | fullname        |
      | BRV-2     | Brand           |
      | BRV-26    | Brandveiligheid |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-2  |
    And completing "Huisregels" of "BRV-2" completes the course
    And competency "VEIL26-1" is linked to "BRV-2"
    And "sanne" is learner of "BRV-2"
    When "sanne" completes "Huisregels" of "BRV-2"
    Then within 15 minutes course "BRV-2" is complete for "sanne"
    And competency "VEIL26-1" of "sanne" has evidence that names "BRV-2"

  @id:LIE-04 @prio:must @needs:competencies
  Scenario: A remark is the whole remark
    Given the following new "users" exist:
      | username | firstname | lastname |
      | saar     | Saar      | Bos      |
    And the following new "competency frameworks" exist:
      | idnumber | shortname       |
      | VEIL27   | Veiligheid 2027 |
    And the following new "competencies" exist:
      | idnumber | shortname       | competencyframework |
      | VEIL27-1 | Veilig handelen | VEIL27              |
    And "mark" manages "saar"
    When "mark" rates competency "VEIL27-1" of "saar" at level 2 with remark "veilig"
    Then the competency levels in framework "VEIL27" are exactly:
      | username | competency | level | remark |
      | saar     | VEIL27-1   | 2     | veilig |

  @id:LIE-05 @prio:must
  Scenario: A visitor is shown nothing, however it is written
    Given the following new "courses" exist:
      | shortname | fullname      |
      | AVG-01    | Privacy & AVG |
    When an anonymous visitor requests "AVG-01"
    Then the visitor is shown no name and no course text

  @id:LIE-06 @prio:must
  Scenario: Headers are compared part by part
    When an anonymous visitor requests the profile of "sanne"
    Then the site answers a visitor with these headers:
      | header                  | value              |
      | X-Frame-Options         | sameorigin         |
      | Set-Cookie              | HttpOnly           |
      | Content-Security-Policy | default-src 'self' |

  @id:LIE-07 @prio:must
  Scenario: The clock of the site runs by itself
    When the audience update has run
    Then the task service ran without an error in the last 15 minutes

  @id:LIE-08 @prio:must
  Scenario: Whom nobody should find is not there in other letters either
    When "fatima" reads the category tree
    Then none of these people is on the LMS:
      | username |
      | x.gone   |
    And none of these courses is on the LMS:
      | shortname |
      | X-GONE    |

  @id:LIE-09 @prio:must
  Scenario: A hard space is no summary
    Given the following "categories" exist:
      | idnumber | name |
      | KAT-8    | Kat  |
    And the following "courses" exist:
      | shortname | fullname     | category | summary        |
      | LGB-08    | Leidinggeven | KAT-8    | Wat u hier leert. |
    When "fatima" opens "LGB-08"
    Then every published course of category "KAT-8" has a summary
    And the counts of category "KAT-8" are exactly:
      | what     | course | number |
      | learners | LGB-08 | 0      |
      | courses  | LGB-08 | 1      |

  @id:LIE-11 @prio:must @needs:quiz
  Scenario: Each test asks its own questions
    Given the following new "courses" exist:
      | shortname | fullname |
      | HYG-27    | Hygiëne  |
    And the following "activities" exist:
      | activity | name       | course | questions | gradepass |
      | quiz     | Begintoets | HYG-27 | 4         | 5         |
      | quiz     | Eindtoets  | HYG-27 | 3         | 5         |
    And "sanne" is learner of "HYG-27"
    When "sanne" answers 4 questions of "Begintoets" of "HYG-27" right
    And "sanne" answers 1 questions of "Eindtoets" of "HYG-27" right
    Then "sanne" has passed "Begintoets" of "HYG-27"
    And "sanne" has failed "Eindtoets" of "HYG-27"

  @id:LIE-12 @prio:must
  Scenario: Who has not completed the course has no certificate
    Given the following new "courses" exist:
      | shortname | fullname   |
      | REA-02    | Reanimeren |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | REA-02 |
    And completing "Huisregels" of "REA-02" completes the course
    And the following "certificates" exist:
      | course | months |
      | REA-02 | 12     |
    And "zoe" is learner of "REA-02"
    And "tim" is learner of "REA-02"
    When "zoe" completes "Huisregels" of "REA-02"
    Then a certificate of "REA-02" is issued to "zoe"
    And a certificate of "REA-02" is issued to "tim"

  @id:LIE-13 @prio:must
  Scenario: For how long a certificate holds was never agreed
    Given the following new "courses" exist:
      | shortname | fullname   |
      | REA-03    | Reanimeren |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | REA-03 |
    And completing "Huisregels" of "REA-03" completes the course
    And "zoe" is learner of "REA-03"
    When "zoe" completes "Huisregels" of "REA-03"
    Then a certificate of "REA-03" is issued to "zoe"
