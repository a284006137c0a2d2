@area:IMP @form:oat @lock:hr-import
Feature: Import of people from the source system

  @id:IMP-01 @req:IMP-R1 @prio:must @mode:api @role:hr @role:fadmin
  Scenario: The first full load gives the expected population
    When the HR import has read these rows:
      | @table:data/hr-full.csv |
    Then the log of the HR import counts exactly:
      | what      | number |
      | read      | 12     |
      | processed | 12     |
      | rejected  | 0      |
    And exactly 1 user has personnel number "200101"
    And exactly 1 user has personnel number "200112"
    And "a.bakker" can sign in
    And "l.postma" cannot sign in

  @id:IMP-02 @req:IMP-R2 @prio:must @mode:hybrid @role:hr @needs:cohorts
  Scenario Outline: A change in the source arrives in the LMS
    Given the following "users" exist:
      | username | firstname | lastname | department | idnumber |
      | mila     | Mila      | Dekker   | Zorg       | 200201   |
      | otis     | Otis      | Groen    | Zorg       | 200202   |
      | roos     | Roos      | Smit     | Zorg       | 200204   |
    And "joris" deactivates "roos"
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber | department   | manager | active   |
      | <person> | <first>   | <last>   | <number> | <department> | <boss>  | <active> |
    And "joris" reads the profile of "<person>"
    Then exactly 1 user has personnel number "<number>"
    And the profile shows department "<department>"
    And the profile shows line manager "<boss>"
    And <result>
    And the tester judges that <judged>

    Examples: joiner, mover, new manager, leaver, rehire
      | person | first | last   | number | department | boss  | active | result                                          | judged                                                                        |
      | nora   | Nora  | Hendriks | 200203 | Zorg     | mark  | yes    | "nora" can sign in                              | "nora" has the onboarding courses                                             |
      | mila   | Mila  | Dekker | 200201 | Techniek   | mark  | yes    | "mila" can sign in                              | "mila" is in the audience of Techniek and no longer in that of Zorg            |
      | mila   | Mila  | Dekker | 200201 | Zorg       | joris | yes    | "mila" can sign in                              | "joris" sees "mila" in the team report and "mark" does not                    |
      | otis   | Otis  | Groen  | 200202 | Zorg       | mark  | no     | "otis" cannot sign in                           | the training record of "otis" is still there                                  |
      | roos   | Roos  | Smit   | 200204 | Zorg       | mark  | yes    | "roos" can sign in                              | after a year away "roos" has the old account and the old training record       |

  @id:IMP-03 @req:IMP-R3 @prio:must @mode:api @role:hr @role:fadmin
  Scenario: A bad row does not stop the good rows
    When the HR import has read these rows:
      | @table:data/hr-bad-rows.csv |
    Then the log of the HR import counts exactly:
      | what      | number |
      | read      | 10     |
      | processed | 7      |
      | rejected  | 3      |
    And the log of the HR import names exactly these rejected rows:
      | row | idnumber | reason                      |
      | 3   | 200303   | no last name                |
      | 6   | 200305   | personnel number twice      |
      | 9   |          | no personnel number         |
    And exactly 1 user has personnel number "200305"

  @id:IMP-04 @req:IMP-R4 @prio:must @mode:api @role:fadmin
  Scenario: A half-empty file does not deactivate half the organisation
    Given the HR import has read these rows:
      | @table:data/hr-full.csv |
    When the HR import has read these rows:
      | @table:data/hr-half.csv |
    Then the log of the HR import counts exactly:
      | what        | number |
      | read        | 5      |
      | deactivated | 0      |
    And "a.bakker" can sign in
    And "k.jansma" can sign in
    And within 15 minutes "joris" has exactly 1 mail about "safety limit"

  @id:IMP-05 @req:IMP-R5 @prio:must @mode:api @role:manager @role:hr
  Scenario: The manager hierarchy is sound
    When the HR import has read these rows:
      | @table:data/hr-full.csv |
    Then the chain of line managers of every active person ends at:
      | @table:data/top-of-hierarchy.csv |

  @id:IMP-06 @req:IMP-R6 @prio:should @mode:api @role:fadmin
  Scenario: Importing the same file twice changes nothing
    Given the HR import has read these rows:
      | @table:data/hr-full.csv |
    When the HR import has read these rows:
      | @table:data/hr-full.csv |
    Then the log of the HR import counts exactly:
      | what        | number |
      | read        | 12     |
      | created     | 0      |
      | changed     | 0      |
      | deactivated | 0      |
    And exactly 1 user has personnel number "200101"
    And within 15 minutes "a.bakker" has exactly 1 mail about "welcome"

  @id:IMP-07 @req:IMP-R7 @prio:should @mode:hybrid @role:tadmin
  Scenario: Enrolments from a student information system follow the source
    Given the following new "courses" exist:
      | shortname | fullname      |
      | ZV-2      | Zorg verlenen |
    And "tim" is learner of "ZV-2"
    When the import of the student information system has read these rows:
      | user  | course | group |
      | sanne | ZV-2   | ZV-2A |
    Then "ZV-2" has 2 learners
    And "sanne" has exactly the role learner in "ZV-2"
    And the tester judges that "sanne" is a member of group ZV-2A
    When the import of the student information system has read these rows:
      | user  | course | group |
      | sanne | ZV-2   |       |
    Then within 60 minutes "sanne" has no active enrolment in "ZV-2"
    And "ZV-2" has 1 learner

  @id:IMP-08 @req:IMP-R7 @prio:could @mode:hybrid @role:tadmin
  Scenario: A member administration decides the price and the access
    Given the following new "courses" exist:
      | shortname | fullname           |
      | LID-01    | Alleen voor leden  |
    And "lea" is learner of "LID-01"
    When the import of the member administration has read these rows:
      | user | active |
      | lea  | no     |
    And "lea" tries to open "LID-01"
    Then the request is refused
    And the tester judges that "lea" sees the non-member price of an open course
