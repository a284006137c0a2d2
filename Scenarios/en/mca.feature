@area:MCA @form:oat
Feature: Migration of the catalogue

  @id:MCA-01 @req:MCA-R1 @prio:must @mode:api @role:tadmin @needs:migration
  Scenario: Nothing is lost and nothing is invented
    When "fatima" reads the category tree
    Then category "OVER" holds exactly these courses:
      | @table:data/migrated-codes.csv |
    And none of these courses is on the LMS:
      | @table:data/not-migrated.csv |

  @id:MCA-02 @req:MCA-R2 @prio:must @mode:api @role:tadmin @needs:migration
  Scenario: Every mapped field has the mapped value
    When "fatima" reads the category tree
    Then category "OVER" holds exactly these courses:
      | @table:data/migrated-courses.csv |
    And no text of the courses in category "OVER" holds "Ã"
    And no text of the courses in category "OVER" holds "&amp;amp;"
    And no text of the courses in category "OVER" holds "[[oud:"

  @id:MCA-03 @req:MCA-R3 @prio:should @mode:human @role:author @role:tadmin
  Scenario: Owners recognise their own courses
    Given the lead has ready a sample of 15 courses drawn at random with at least 1 per category
    When the tester opens each course beside the old one
    Then the tester judges per course that text, images, attachments and links are complete and usable

  @id:MCA-04 @req:MCA-R2 @prio:should @mode:api @role:tadmin @needs:migration
  Scenario: Links inside migrated courses do not lead to the old LMS
    When "fatima" reads the category tree
    Then no text of the courses in category "OVER" holds "oud-lms.example.org"
    And every link in the courses of category "OVER" leads to a page
