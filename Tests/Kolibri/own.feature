Feature: What the pack does not show of the Kolibri adapter

  # Everything here holds, as run.py expects; a scenario whose id begins with RED must fail where it says so.

  @id:KOL-01 @role:learner @role:trainer @role:tadmin
  Scenario Outline: Whoever takes part opens the class
    Given the following new "courses" exist:
      | shortname | fullname |
      | KOL-01    | Open     |
    And "youssef" is trainer of "KOL-01"
    And "sanne" is learner of "KOL-01"
    When "<who>" tries to open "KOL-01"
    Then the request is accepted

    Examples:
      | who     |
      | sanne   |
      | youssef |
      | fatima  |

  @id:KOL-02 @role:learner
  Scenario: Who does not take part cannot open it
    Given the following new "courses" exist:
      | shortname | fullname |
      | KOL-02    | Closed   |
    And "sanne" is learner of "KOL-02"
    When "tim" tries to open "KOL-02"
    Then the request is refused

  @id:KOL-03 @role:fadmin
  Scenario: People come in with a file
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber | active |
      | kol_anna | Anna      | Bakker   | 900101   | yes    |
      | kol_bas  | Bas       | Visser   | 900102   | yes    |
    Then the log of the HR import counts exactly:
      | what        | number |
      | read        | 2      |
      | processed   | 2      |
      | rejected    | 0      |
      | created     | 2      |
      | changed     | 0      |
      | deactivated | 0      |
    And exactly 1 user has personnel number "900101"
    And "kol_anna" can sign in

  @id:KOL-04 @role:fadmin
  Scenario: Rows that Kolibri does not take are named, the others come in
    When the HR import has read these rows:
      | user      | firstname | lastname | idnumber |
      | kol_carla | Carla     | Smeets   | 900103   |
      | kol.daan  | Daan      | Mulder   | 900104   |
      | kol_carla | Els       | Bos      | 900105   |
    Then the log of the HR import counts exactly:
      | what      | number |
      | read      | 3      |
      | processed | 1      |
      | rejected  | 2      |
    And the log of the HR import names exactly these rejected rows:
      | row | idnumber | reason                                                      |
      | 2   | 900104   | Username only can contain characters, numbers and underscores |
      | 3   | 900105   | Username is duplicated                                      |
    And exactly 0 users have personnel number "900104"

  @id:KOL-05 @role:fadmin
  Scenario: The same file again changes nothing, another name changes one
    Given the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol_finn | Finn      | Vos      | 900106   |
      | kol_gijs | Gijs      | Peters   | 900107   |
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol_finn | Finn      | Vos      | 900106   |
      | kol_gijs | Gijs      | Peters   | 900107   |
    Then the log of the HR import counts exactly:
      | what        | number |
      | read        | 2      |
      | created     | 0      |
      | changed     | 0      |
      | deactivated | 0      |
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol_finn | Finn      | de Vos   | 900106   |
      | kol_gijs | Gijs      | Peters   | 900107   |
    Then the log of the HR import counts exactly:
      | what      | number |
      | processed | 2      |
      | created   | 0      |
      | changed   | 1      |

  @id:KOL-06 @role:tadmin
  Scenario: Who is new comes into a class with a file, and leaves it with the next
    Given the following new "courses" exist:
      | shortname | fullname |
      | KOL-06    | File     |
    And "tim" is learner of "KOL-06"
    When the import of the student information system has read these rows:
      | user     | firstname | lastname | course | group |
      | kol_hans | Hans      | de Jong  | KOL-06 | A     |
    Then "KOL-06" has 2 learners
    When the import of the student information system has read these rows:
      | user     | firstname | lastname | course | group |
      | kol_hans | Hans      | de Jong  | KOL-06 |       |
    Then within 5 seconds "kol_hans" has no active enrolment in "KOL-06"
    And "KOL-06" has 1 learner

  @id:KOL-07 @role:guest
  Scenario: The headers that Kolibri does send
    When an anonymous visitor requests the profile of "sanne"
    Then the site answers a visitor with these headers:
      | header                 | value   |
      | X-Frame-Options        | deny    |
      | X-Content-Type-Options | nosniff |

  @id:RED-11 @role:learner
  Scenario: A package is not given back what it did not store
    Given the following new "courses" exist:
      | shortname | fullname |
      | RED-11    | Package  |
    And the following "activities" exist:
      | activity | name              | course |
      | scorm    | RED-11 e-learning | RED-11 |
    And "tim" is learner of "RED-11"
    When package "RED-11 e-learning" stores for "tim":
      | what  | value |
      | score | 40    |
    Then package "RED-11 e-learning" gives back to "tim":
      | what  | value |
      | score | 41    |

  @id:RED-01 @role:learner
  Scenario: A learner of the class is not refused
    Given the following new "courses" exist:
      | shortname | fullname |
      | RED-01    | Open     |
    And "sanne" is learner of "RED-01"
    When "sanne" tries to open "RED-01"
    Then the request is refused

  @id:RED-02 @role:fadmin
  Scenario: More rows than there were are not processed
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol_ina  | Ina       | van Dam  | 900108   |
    Then the log of the HR import counts exactly:
      | what      | number |
      | processed | 2      |

  @id:RED-03 @role:fadmin
  Scenario: Another reason is not the reason
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol.jan  | Jan       | Hoek     | 900109   |
    Then the log of the HR import names exactly these rejected rows:
      | row | idnumber | reason       |
      | 1   | 900109   | no last name |

  @id:RED-04 @role:fadmin
  Scenario: A file that was taken over in no part does not show that nothing changed
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol.kim  | Kim       | Jansma   | 900110   |
    Then the log of the HR import counts exactly:
      | what    | number |
      | read    | 1      |
      | changed | 0      |

  @id:RED-05 @role:tadmin
  Scenario: Who is enrolled has not left
    Given the following new "courses" exist:
      | shortname | fullname |
      | RED-05    | Left     |
    And "sanne" is learner of "RED-05"
    And "tim" is learner of "RED-05"
    When "fatima" opens "RED-05"
    Then within 1 second "tim" has no active enrolment in "RED-05"

  @id:RED-06 @role:sysadmin
  Scenario: Who is there is found
    When "petra" requests the home page 1 time
    Then none of these people is on the LMS:
      | username |
      | sanne    |

  @id:RED-07 @role:sysadmin
  Scenario: A class that is there is found
    When "petra" requests the home page 1 time
    Then none of these courses is on the LMS:
      | shortname |
      | Old class |

  @id:RED-08 @role:sysadmin
  Scenario: No answer comes before it was asked for
    When "petra" requests the home page 2 times
    Then 100 percent of the answers arrive within 0 seconds

  @id:RED-09 @role:fadmin
  Scenario: No report is made in no time
    When the nightly report run has run
    Then the nightly report run finished within 0 seconds

  @id:RED-10 @role:fadmin
  Scenario: Who never came in has not been shut out
    When the HR import has read these rows:
      | user     | firstname | lastname | idnumber |
      | kol.lot  | Lot       | Meijer   | 900111   |
    Then "kol.lot" cannot sign in

  # Every attempt that the adapter automates: by somebody who may it must not look like a refusal.
  @id:RED-12 @role:learner @role:trainer @role:tadmin @role:fadmin
  Scenario Outline: Somebody who may is not refused
    Given the following new "users" exist:
      | username | firstname | lastname |
      | kol_nico | Nico      | Vis      |
    And the following new "courses" exist:
      | shortname | fullname |
      | RED-12    | Open     |
      | RED-13    | Empty    |
    And the following "activities" exist:
      | activity | name       | course |
      | page     | Huisregels | RED-12 |
    And "youssef" is trainer of "RED-12"
    And "sanne" is learner of "RED-12"
    When "<who>" tries to <action>
    Then the request is refused

    Examples:
      | who     | action                                                |
      | joris   | create a user                                         |
      | fatima  | create a course                                       |
      | fatima  | enrol "tim" in "RED-13"                               |
      | joris   | give "kol_nico" the role functional administrator     |
      | fatima  | change the name of "RED-12" to "Open too"             |
      | youssef | read the results of "sanne" in "RED-12"               |
      | sanne   | open "RED-12"                                         |
      | sanne   | complete "Huisregels" of "RED-12"                     |
      | sanne   | change her own personnel number to "900121"           |
      | joris   | change the personnel number of "kol_nico" to "900120" |
      | joris   | read the profile of "kol_nico"                        |
      | joris   | deactivate "kol_nico"                                 |

  @id:RED-13 @role:fadmin
  Scenario: A personnel number that nobody has is not rejected
    When "joris" tries to create a user with personnel number "900122"
    Then the request is rejected
