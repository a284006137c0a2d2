@area:CMP @form:uat
Feature: Competencies

  @id:CMP-01 @req:CMP-R1 @prio:must @mode:hybrid @role:fadmin @needs:competencies @needs:configured
  Scenario: The competency framework is loaded as agreed
    When "joris" reads framework "ZORG26"
    Then framework "ZORG26" holds exactly these competencies:
      | @table:data/agreed-competencies.csv |
    And the scale of framework "ZORG26" has 4 levels
    And the tester judges that the names and the scale values are the agreed ones, in the agreed order

  @id:CMP-02 @req:CMP-R2 @prio:should @mode:hybrid @role:fadmin @role:author @needs:competencies @needs:configured
  Scenario: Every function has its competencies and every competency a way to learn it
    When "joris" reads framework "LEID26"
    Then framework "LEID26" holds exactly these competencies:
      | idnumber | shortname    |
      | LEID26-1 | Leidinggeven |
      | LEID26-2 | Coachen      |
    And competency "LEID26-1" can be learned in "WBG-01"
    And competency "LEID26-2" can be learned in "CCH-01"
    And the tester judges that every function in use has at least one competency with a target level

  @id:CMP-03 @req:CMP-R3 @prio:must @mode:api @role:learner @needs:competencies
  Scenario: Completing a course gives evidence for the competency
    Given the following new "competency frameworks" exist:
      | idnumber | shortname      |
      | VEIL26   | Veiligheid 2026 |
    And the following new "competencies" exist:
      | idnumber  | shortname       | competencyframework |
      | VEIL26-1  | Veilig handelen | VEIL26              |
    And the following new "courses" exist:
      | shortname | fullname             |
      | BRV-26    | Brandveiligheid 2026 |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | BRV-26 |
    And completing "Huisregels" of "BRV-26" completes the course
    And competency "VEIL26-1" is linked to "BRV-26"
    And "sanne" is learner of "BRV-26"
    When "sanne" opens "BRV-26"
    Then course "BRV-26" is not complete for "sanne"
    When "sanne" completes "Huisregels" of "BRV-26"
    Then within 15 minutes course "BRV-26" is complete for "sanne"
    And competency "VEIL26-1" of "sanne" has evidence that names "BRV-26"
    And the competency levels in framework "VEIL26" are exactly:
      | username | competency | level |
      | sanne    | VEIL26-1   |       |

  @id:CMP-04 @req:CMP-R4 @prio:should @mode:hybrid @role:manager @role:learner @needs:competencies
  Scenario: Self-assessment and manager assessment meet
    Given the following new "users" exist:
      | username | firstname | lastname |
      | saar     | Saar      | Bos      |
    And the following new "competency frameworks" exist:
      | idnumber | shortname       |
      | VEIL26   | Veiligheid 2026 |
    And the following new "competencies" exist:
      | idnumber | shortname       | competencyframework |
      | VEIL26-1 | Veilig handelen | VEIL26              |
    And "mark" manages "saar"
    When "saar" asks for a review of competency "VEIL26-1"
    And "mark" rates competency "VEIL26-1" of "saar" at level 2 with remark "Werkt veilig en helpt anderen"
    Then the competency levels in framework "VEIL26" are exactly:
      | username | competency | level | remark                        |
      | saar     | VEIL26-1   | 2     | Werkt veilig en helpt anderen |
    And the tester judges that the rating "saar" gives herself is recorded beside that of her manager
    And the tester judges that both people see whose turn it is and why the levels differ

  @id:CMP-05 @req:CMP-R5 @prio:could @mode:human @role:manager
  Scenario: A manager sees the gaps of the team
    Given the lead has ready target and actual levels for the team of "mark"
    When the tester opens the team overview as "mark"
    Then the tester judges that the three largest gaps and the courses that close them can be found within a minute
