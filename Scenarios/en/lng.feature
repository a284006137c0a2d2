@area:LNG @form:uat
Feature: Language, devices and appearance

  @id:LNG-01 @req:LNG-R1 @prio:must @mode:human @role:learner
  Scenario: Dutch is Dutch all the way
    When the tester walks from login to certificate in Dutch as "sanne"
    Then the tester judges that no English texts, dates or placeholders remain and that the agreed words are used

  @id:LNG-02 @req:LNG-R2 @prio:must @mode:human @role:learner
  Scenario: The agreed browsers and devices work
    Given the lead has ready the agreed list of browsers and devices
    When the tester takes "AVG-01" on each browser and device of the list
    Then the tester judges that layout, buttons, video and test work on each

  @id:LNG-03 @req:LNG-R3 @prio:should @mode:human @role:learner
  Scenario: The site looks like the organisation
    When the tester compares login page, home page, mail and certificate with the house style
    Then the tester judges that logo, colours, type and tone are right
