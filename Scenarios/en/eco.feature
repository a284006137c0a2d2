@area:ECO @form:uat
Feature: Sale of courses

  @id:ECO-01 @req:ECO-R1 @prio:must @mode:hybrid @role:guest @role:learner
  Scenario: A paid order gives access
    Given the following new "courses" exist:
      | shortname | fullname       |
      | EXT-01    | Open inschrijving |
    When the payment service reports order "B-1001" of "EXT-01" by "lea" as paid
    Then "lea" sees "EXT-01" in her list of courses
    And the tester judges that this took less than 5 minutes and that the order confirmation tells how to start

  @id:ECO-02 @req:ECO-R2 @prio:must @mode:human @role:guest
  Scenario: Price, VAT and invoice data are right before paying
    When the tester orders "EXT-01" as a company and as a private person up to the payment page
    Then the tester judges that price, VAT, terms, cancellation right and invoice fields match the agreed rules for both

  @id:ECO-03 @req:ECO-R3 @prio:must @mode:api @role:guest
  Scenario Outline: An unfinished payment gives no access
    Given the following new "courses" exist:
      | shortname | fullname       |
      | EXT-01    | Open inschrijving |
    And "tim" is learner of "EXT-01"
    When the payment service reports order "B-1002" of "EXT-01" by "lea" as <state>
    Then "EXT-01" has 1 learner
    And order "B-1002" is payable again
    When "lea" tries to open "EXT-01"
    Then the request is refused

    Examples:
      | state     |
      | cancelled |
      | failed    |
      | expired   |

  @id:ECO-04 @req:ECO-R4 @prio:should @mode:hybrid @role:tadmin
  Scenario: A cancellation frees the seat and starts the refund
    Given the following new "courses" exist:
      | shortname | fullname       |
      | EXT-02    | Open workshop  |
    And "tim" is learner of "EXT-02"
    And the payment service reports order "B-1003" of "EXT-02" by "lea" as paid
    When the tester cancels the place of "lea" in "EXT-02" within the free period as "lea"
    Then within 15 minutes "lea" has no active enrolment in "EXT-02"
    And "EXT-02" has 1 learner
    And order "B-1003" is marked for refund
    And within 15 minutes "zoe" has exactly 1 mail about "EXT-02"
    And the tester judges that "zoe" is the first person on the waiting list

  @id:ECO-05 @req:ECO-R5 @prio:could @mode:hybrid @role:tadmin
  Scenario: A voucher works as often as agreed
    Given the following new "courses" exist:
      | shortname | fullname       |
      | EXT-01    | Open inschrijving |
    And the lead has ready voucher "ZORG-10" that may be used 10 times and has been used 10 times
    When "lea" tries to use voucher "ZORG-10" for "EXT-01"
    Then the attempt is rejected
    And the tester judges that the message says that the voucher is used up
