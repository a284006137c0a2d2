@area:A11 @form:regulatory
Feature: Accessibility

  @id:A11-01 @req:A11-R1 @prio:must @mode:human @role:learner
  Scenario: A course can be taken with the keyboard only
    When the tester signs in as "sanne", finds "AVG-01", takes a test and signs out with the keyboard only
    Then the tester judges that focus is always visible, nothing traps the keyboard and every step is reachable

  @id:A11-02 @req:A11-R1 @prio:must @mode:human @role:learner
  Scenario: A course can be taken with a screen reader
    When the tester signs in as "sanne", finds "AVG-01", takes a test and signs out with a screen reader
    Then the tester judges that headings, form labels, error messages and results are read out and make sense

  @id:A11-03 @req:A11-R2 @prio:should @mode:human @role:author
  Scenario: Own learning content meets the agreed level
    Given the lead has ready a sample of 5 own courses
    When the tester checks contrast, alternative texts, subtitles and enlargement to 200 percent
    Then the tester judges per course which points of the agreed WCAG level are not met
