@area:TST
Feature: Plain requests

  @id:HTTP-01
  Scenario: What the answer says is compared
    When "sanne" sends GET "/my/"
    Then the answer has status 200
    When "sanne" sends GET "/login/token.php?username=nobody&password=x&service=lmsaccept"
    Then field "errorcode" of the answer is "invalidlogin"
    When "sanne" sends POST "/login/token.php?username=nobody&password=x&service=lmsaccept"
    Then field "errorcode" of the answer is "invalidlogin"

  @id:HTTP-02
  Scenario: Another status
    When "sanne" sends GET "/nowhere"
    Then the answer has status 200

  @id:HTTP-03
  Scenario: Another value
    When "sanne" sends GET "/login/token.php?username=nobody&password=x&service=lmsaccept"
    Then field "errorcode" of the answer is "none"

  @id:HTTP-04
  Scenario: A field that is not there
    When "sanne" sends GET "/login/token.php?username=nobody&password=x&service=lmsaccept"
    Then field "token" of the answer is ""

  @id:HTTP-05
  Scenario: An answer that has no fields
    When "sanne" sends GET "/my/"
    Then field "errorcode" of the answer is "invalidlogin"

  @id:HTTP-06
  Scenario: The address of another host
    When "sanne" sends GET "https://example.org/my/"
    Then the answer has status 200

  @id:HTTP-07
  Scenario: Another host without its scheme
    When "sanne" sends GET "//example.org/my/"
    Then the answer has status 200
