Feature: x
  Scenario: y
    Given z
    Whne w
  Scenaroi: v
