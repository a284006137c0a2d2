Feature: F
  Scenario Outline: S
    Given the course "<name>" exists
    @examples:data/rows.csv
    Examples:
      | name |
