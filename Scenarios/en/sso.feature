@area:SSO @form:oat
Feature: Single sign-on

  @id:SSO-01 @req:SSO-R1 @prio:must @mode:human @role:learner
  Scenario: No separate password on the workplace
    Given the lead has ready a company workplace on which "sanne" is signed in
    When the tester opens the LMS from the intranet as "sanne"
    Then the tester judges that the LMS opens as "sanne" without asking for a name or password

  @id:SSO-02 @req:SSO-R2 @prio:must @mode:hybrid @role:learner @role:sysadmin
  Scenario: Who is unknown or blocked gets a clear refusal
    Given the following new "users" exist:
      | username | firstname | lastname |
      | olga     | Olga      | Maas     |
    And "joris" deactivates "olga"
    When "olga" tries to sign in through the identity provider
    Then the attempt is refused
    And the tester judges that the message says what to do and does not reveal technical details

  @id:SSO-03 @req:SSO-R3 @prio:must @mode:human @role:learner
  Scenario: A link to a course survives the sign-in
    Given the lead has ready a link to course "AVG-01" and a phone outside the network without a session
    When the tester opens the link on the phone and signs in as "sanne"
    Then the tester judges that course "AVG-01" is shown and not the home page

  @id:SSO-04 @req:SSO-R4 @prio:should @mode:hybrid @role:learner
  Scenario: Signing out really ends the session
    When "sanne" signs out
    Then the session of "sanne" no longer works
    And the tester judges on a shared computer that the next person does not land in the account of "sanne"

  @id:SSO-05 @req:SSO-R5 @prio:must @mode:human @role:sysadmin @role:guest
  Scenario: The back door for administrators and externals works and is guarded
    Given the lead has ready a test site whose identity provider is switched off
    When the tester signs in as "petra" and as external learner "lea" with a local account
    Then the tester judges that both get in with a second factor
    And the tester judges that "sanne" does not get in this way
