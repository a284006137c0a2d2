@area:E2E
Feature: Whole chains, as in real life

  @id:E2E-02 @req:E2E-R2 @prio:must @mode:hybrid @role:author @role:tadmin @role:learner @needs:catalogue
  Scenario: From idea to published course
    Given the following new "courses" exist:
      | shortname | fullname           | visible |
      | AGR-01    | Agressie, vervolg  | yes     |
      | AGR-02    | Agressie, concept  | no      |
    And "ilse" is trainer of "AGR-02"
    When "ilse" changes the name of "AGR-02" to "Omgaan met agressie"
    And "sanne" searches the catalogue for "agressie"
    Then course "AGR-01" is found and course "AGR-02" is not
    When "fatima" publishes "AGR-02"
    And "sanne" searches the catalogue for "agressie"
    Then course "AGR-02" is among the first 50 results
    And the tester judges that "tim" of another audience does not find it
    And the tester judges that author and administrator knew at each step who had to act
