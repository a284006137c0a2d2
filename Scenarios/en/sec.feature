@area:SEC @form:oat
Feature: Security

  @id:SEC-01 @req:SEC-R1 @prio:must @mode:hybrid @role:guest
  Scenario: Guessing passwords is stopped
    Given the following new "users" exist:
      | username | firstname | lastname |
      | pim      | Pim       | Scholten |
    When a visitor tries 10 wrong passwords for "pim"
    Then "pim" cannot sign in
    And "sanne" can sign in
    And the tester judges that the account is open again after the agreed time and that "pim" was told

  @id:SEC-02 @req:SEC-R2 @prio:must @mode:api @role:guest
  Scenario: Connections and headers are as agreed
    When an anonymous visitor requests the profile of "sanne"
    Then plain HTTP leads to HTTPS
    And the site answers a visitor with these headers:
      | @table:data/headers.csv |

  @id:SEC-03 @req:SEC-R3 @prio:should @mode:human @role:sysadmin @role:auditor
  Scenario: Interface accounts can do no more than their task
    Given the lead has ready the list of interface accounts with task, functions, address and end date
    When the tester reads the interface accounts and their permitted functions as "petra"
    Then the tester judges that each account has exactly the listed functions, a restricted address and an end date
