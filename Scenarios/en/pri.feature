@area:PRI @form:regulatory
Feature: Privacy

  @id:PRI-01 @req:PRI-R1 @prio:must @mode:hybrid @role:learner @role:fadmin
  Scenario: A request for own data is answered completely
    Given the following new "users" exist:
      | username | firstname | lastname |
      | hilde    | Hilde     | Kramer   |
    When "hilde" asks for a copy of her own data
    And "joris" approves the request of "hilde"
    Then within 60 minutes the copy for "hilde" is ready
    And the tester judges that the copy holds profile, enrolments, results, messages and log entries
    And the tester judges that an ordinary person can read it

  @id:PRI-02 @req:PRI-R2 @prio:must @mode:api @role:hr
  Scenario: Only agreed personal data are in the LMS
    When "joris" reads the profile of "sanne"
    Then no profile among 20 people holds anything but:
      | @table:data/personal-data.csv |

  @id:PRI-03 @req:PRI-R3 @prio:should @mode:hybrid @role:fadmin @role:auditor
  Scenario: The retention periods work
    Given the lead has ready a log entry, a result and a former user older than their retention periods
    When the retention task has run
    Then the log of the retention task counts exactly:
      | what           | number |
      | deleted        | 2      |
      | made anonymous | 1      |
    And the tester judges that each has been deleted or made anonymous as agreed

  @id:PRI-04 @req:PRI-R4 @prio:must @mode:human @role:learner
  Scenario: The privacy statement is shown and understood
    Given the lead has ready an account "nora" that has never signed in
    When the tester signs in for the first time as "nora"
    Then the tester judges that purpose, kinds of data, retention and rights are clear and that acceptance is recorded
