@area:HLP @form:oat
Feature: Communication and helpdesk are ready

  @id:HLP-01 @req:HLP-R1 @prio:must @mode:human @role:tadmin
  Scenario: Every group knows what changes for it
    Given the lead has ready the communication plan per group with dates
    When the tester reads the messages for learners, managers and trainers as one of them
    Then the tester judges that each message says what changes, when, what to do and where to get help

  @id:HLP-02 @req:HLP-R2 @prio:must @mode:human @role:fadmin
  Scenario: The helpdesk can answer the ten most likely questions
    Given the lead has ready a helpdesk with the instruction, the list of known issues and access
    When the tester calls with each of the ten questions as a learner
    Then the tester judges that at least nine are answered right within five minutes and the tenth is passed on to a named person

  @id:HLP-03 @req:HLP-R3 @prio:should @mode:human @role:learner
  Scenario: Help can be found without the telephone
    When the tester looks for help from the login page, a course page and a failed test as "sanne"
    Then the tester judges that within two clicks there is an instruction or a contact that fits the place
