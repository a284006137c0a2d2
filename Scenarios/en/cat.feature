@area:CAT @form:uat
Feature: Catalogue layout and metadata

  @id:CAT-01 @req:CAT-R1 @prio:must @mode:api @role:tadmin @needs:categories @needs:configured
  Scenario: The category tree is the agreed one
    When "fatima" reads the category tree
    Then category "ZRG" holds exactly these categories:
      | @table:data/categories-in-zrg.csv |
    And category "VLG" holds exactly these categories:
      | @table:data/categories-in-vlg.csv |

  @id:CAT-02 @req:CAT-R2 @prio:must @mode:hybrid @role:tadmin @needs:categories @needs:configured
  Scenario: Every published course has its mandatory metadata
    When "fatima" reads the category tree
    Then every published course of category "ZRG" has a summary
    And every published course of category "ZRG" has a start date
    And every published course of category "ZRG" has its own code
    And every published course of category "ZRG" has its own name
    And every published course of category "VLG" has a summary
    And every published course of category "VLG" has a start date
    And every published course of category "VLG" has its own code
    And every published course of category "VLG" has its own name
    And the tester judges that owner, duration, language, method and audience of each course are filled in as well

  @id:CAT-03 @req:CAT-R3 @prio:must @mode:hybrid @role:learner @needs:catalogue
  Scenario Outline: A learner finds a course with the words learners use
    Given the following "courses" exist:
      | shortname | fullname             | summary                                     |
      | BVO-26    | Brandpreventie 2026  | Jaarlijkse herhaling brandpreventie.        |
      | LGB-26    | Coachend begeleiden  | Een team sturen voor wie dat net begint.    |
      | EHBO-H    | EHBO herhaling       | Eerste hulp, elke twee jaar.                |
      | AVG-26    | Omgaan met gegevens  | Privacywet, ook bekend als gdpr.            |
    When "sanne" searches the catalogue for "<words>"
    Then course "<code>" is among the first 5 results
    And the tester judges that the result list makes clear which result to choose

    Examples:
      | words          | code   |
      | brandpreventie | BVO-26 |
      | BVO-26         | BVO-26 |
      | team sturen    | LGB-26 |
      | eerste hulp    | EHBO-H |
      | gdpr           | AVG-26 |

  @id:CAT-04 @req:CAT-R4 @prio:should @mode:human @role:learner
  Scenario: Filters narrow the catalogue in a sensible way
    Given the lead has ready a catalogue with courses of each method and language
    When the tester filters on method "e-learning" and language "Nederlands" as "sanne"
    Then the tester judges that only matching courses remain and that the filter can be undone in one click

  @id:CAT-05 @req:CAT-R5 @prio:must @mode:api @role:learner @role:author @needs:catalogue
  Scenario Outline: Drafts and expired courses are not offered
    Given the following new "courses" exist:
      | shortname | fullname            | visible | startdate  | enddate    |
      | OPN-01    | Vergadertechniek    | yes     | 2020-01-06 | 2039-12-31 |
      | CON-00    | Vergadertechniek II | no      | 2020-01-06 | 2039-12-31 |
      | OUD-19    | Vergadertechniek I  | yes     | 2020-01-06 | 2020-06-30 |
    And "ilse" is trainer of "CON-00"
    When "sanne" searches the catalogue for "Vergadertechniek"
    Then course "OPN-01" is found and course "<code>" is not
    When "ilse" tries to open "CON-00"
    Then the request is accepted

    Examples:
      | code   |
      | CON-00 |
      | OUD-19 |

  @id:CAT-06 @req:CAT-R2 @prio:should @mode:human @role:learner
  Scenario: A course page tells enough to decide
    When the tester opens the course page of "LGB-01" as "sanne"
    Then the tester judges that goal, audience, duration, study load, dates, costs, cancellation rule and contact are clear without scrolling back and forth
