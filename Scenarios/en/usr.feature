@area:USR @form:uat
Feature: User profiles and information

  @id:USR-01 @req:USR-R1 @prio:must @mode:api @role:fadmin
  Scenario: A personnel number belongs to one person only
    Given the following "user" exists:
      | username  | vera   |
      | firstname | Vera   |
      | lastname  | Bos    |
      | idnumber  | 100123 |
    When "joris" tries to create a user with personnel number "100123"
    Then the request is rejected
    And exactly 1 user has personnel number "100123"

  @id:USR-02 @req:USR-R2 @prio:must @mode:hybrid @role:fadmin @role:hr @needs:configured
  Scenario: The agreed profile fields exist and are filled
    When "joris" reads the profile of the person with personnel number "100207"
    Then the profile shows department "Zorg"
    And the profile shows city "Utrecht"
    And the profile shows line manager "k.jansma"
    And the tester judges that the labels and their order match the configuration decision list

  @id:USR-03 @req:USR-R3 @prio:must @mode:api @role:learner
  Scenario Outline: A learner can change own preferences but not source data
    When "sanne" tries to change her own <field> to "<value>"
    Then the change is <outcome>

    Examples:
      | field            | value      | outcome  |
      | city             | Amersfoort | accepted |
      | phone number     | 0612345678 | accepted |
      | personnel number | 999999     | refused  |
      | department       | Directie   | refused  |

  @id:USR-04 @req:USR-R4 @prio:should @mode:hybrid @role:learner @role:manager @not:kolibri
  Scenario: Who sees what on a profile
    Given the following "user" exists:
      | username  | wies    |
      | firstname | Wies    |
      | lastname  | Kuiper  |
      | idnumber  | 100411  |
    And the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    And "wies" is learner of "AVG-01"
    And "tim" is learner of "AVG-01"
    When "tim" reads the profile of "wies"
    Then the profile shows no personnel number
    When the tester signs in as the line manager of Wies and opens her profile
    Then the tester judges that a manager sees function, location and training record, and no private data

  @id:USR-05 @req:USR-R5 @prio:must @mode:api @role:fadmin @role:auditor
  Scenario: A leaver loses access and keeps the training record
    Given the following "user" exists:
      | username  | otto   |
      | firstname | Otto   |
      | lastname  | Meijer |
    And the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | AVG-01 |
    And "otto" is learner of "AVG-01"
    And "bram" is auditor of "AVG-01"
    And "otto" has completed "Huisregels" of "AVG-01"
    When "joris" deactivates "otto"
    Then "otto" cannot sign in
    And "bram" finds the completion of "Huisregels" of "AVG-01" by "otto" with its original date

  @id:USR-06 @req:USR-R2 @prio:should @mode:hybrid @role:learner
  Scenario: Names with special characters stay intact everywhere
    Given the following "user" exists:
      | username  | oezguer           |
      | firstname | Zoë               |
      | lastname  | Özgür-d'Hondt     |
    When "joris" reads the profile of "oezguer"
    Then the profile shows full name "Zoë Özgür-d'Hondt"
    And the tester judges that the name is shown correctly on the profile page, in the participant list, in a mail and on a certificate
