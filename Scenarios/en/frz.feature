@area:FRZ @form:oat
Feature: Black-out period

  @id:FRZ-01 @req:FRZ-R1 @prio:must @mode:hybrid @role:sysadmin @role:learner
  Scenario Outline: The old LMS is frozen and says so
    Given the lead has ready the old LMS after the beginning of the freeze
    When "<who>" tries to write to the old LMS
    Then the attempt is refused
    And the tester judges that "<who>", when trying to work in the old LMS, reads why and until when it is closed

    Examples:
      | who     |
      | sanne   |
      | youssef |
      | fatima  |

  @id:FRZ-02 @req:FRZ-R2 @prio:must @mode:hybrid @role:sysadmin
  Scenario: Nothing was changed after the freeze
    Given the lead has ready the fingerprint of the old records, taken at the start of the freeze
    Then the records of the old LMS have fingerprint "4f1c9a70"

  @id:FRZ-03 @req:FRZ-R3 @prio:must @mode:api @role:sysadmin @role:tadmin
  Scenario: The final load fits in the window
    When the final load has run
    Then the final load finished within 18 hours
    And the counts of category "OVER" are exactly:
      | @table:data/accepted-counts.csv |

  @id:FRZ-04 @lock:hr-import @req:FRZ-R4 @prio:should @mode:api @role:hr @role:sysadmin
  Scenario: What HR changes during the black-out is not lost
    When the HR import has read these rows:
      | @table:data/hr-black-out.csv |
    Then "d.faber" can sign in
    And "e.simons" can sign in
    And "f.wolters" can sign in
    And "g.prins" cannot sign in
    And "h.kok" cannot sign in
