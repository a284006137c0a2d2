@area:MHI @form:oat
Feature: Migration of training history

  @id:MHI-01 @req:MHI-R1 @prio:must @mode:api @role:tadmin @role:auditor @needs:migration
  Scenario: The totals reconcile
    When "fatima" reads the category tree
    Then the counts of category "OVER" are exactly:
      | @table:data/migrated-completions.csv |

  @id:MHI-02 @req:MHI-R2 @prio:must @mode:hybrid @role:auditor @needs:migration
  Scenario: A person keeps dates, results and certificates
    When "joris" reads the profile of the person with user name "h.peters"
    Then the training history of these people is exactly:
      | @table:data/migrated-history.csv |
    And the tester judges that the certificate end dates of these people are those of the old records

  @id:MHI-03 @req:MHI-R3 @prio:must @mode:hybrid @role:manager @role:learner
  Scenario: Migrated certificates drive new obligations
    Given the lead has ready a migrated "EHBO-H" certificate of "sanne" that ends in 45 days
    When the recurrence task has run
    Then the tester judges that "EHBO-H" is open for "sanne" and that the certificate end date is unchanged

  @id:MHI-04 @req:MHI-R4 @prio:must @mode:api @role:hr @role:auditor
  Scenario: History without a matching person is accounted for
    When the history load has run
    Then the log of the history load names exactly these rejected rows:
      | @table:data/unmatched-history.csv |
    And the log of the history load counts exactly:
      | what      | number |
      | read      | 8      |
      | processed | 6      |
      | rejected  | 2      |

  @id:MHI-05 @req:MHI-R5 @prio:should @mode:human @role:learner @role:manager
  Scenario: People recognise their own history
    Given the lead has ready a sample of 10 learners and 3 managers from different departments
    When the tester opens the training record of each with that person
    Then the tester judges that the record is recognised as complete or the missing item is written down
