/// A requirement the built-in LMS keeps and a stock Moodle does not, or a thing it does otherwise.
///
/// The list is what the documentation prints, so that nobody takes the built-in LMS for evidence about Moodle.
package struct Deviation: Sendable {
  package var moodle: String
  package var here: String
  /// The option that brings Moodle's behaviour back; nil where none does.
  package var option: String?

  package static let all: [Deviation] = [
    Deviation(
      moodle: "Two people may have the same ID number.",
      here: "A taken ID number is refused with invalidparameter on create and with a warning on update.",
      option: "uniqueIDNumbers"),
    Deviation(
      moodle: "Everybody may change their own ID number and department unless the administrator locks the fields.",
      here: "ID number, department and institution are locked in a learner's profile form.",
      option: "lockedFields"),
    Deviation(
      moodle: "People who share a course see each other's mail address.",
      here: "A learner does not see another person's mail address.",
      option: "showsEmailToFellows"),
    Deviation(
      moodle: "A course that has ended stays in the catalogue.",
      here: "A course that has ended is not offered to people who cannot change it.",
      option: "offersEndedCourses"),
    Deviation(
      moodle: "The language pack of Dutch has to be installed.",
      here: "English and Dutch can be chosen; texts stay English.",
      option: "languages"),
    Deviation(
      moodle: "Anonymous feedback shows teachers the minute in which somebody answered.",
      here: "The time of an anonymous answer is that of the day it was given.",
      option: "exactFeedbackTimes"),
    Deviation(
      moodle: "An upload takes people without last name or ID number, or with a taken one, and ends no enrolment.",
      here: "Such rows are rejected with the reason; a row with a course and no group ends the enrolment.",
      option: "uploadsFollowSource"),
    Deviation(
      moodle: "A SCORM package is unpacked and played in the browser, with all that it reports.",
      here:
        "Only its manifest is read, which must lie in the package unpacked; what is stored by a function is given back.",
      option: nil),
    Deviation(
      moodle: "Scheduled tasks are many, and each has a schedule that the administrator sets.",
      here:
        "There are eight, on fixed schedules that the clock keeps; the audience and the completion task do their work.",
      option: nil),
    Deviation(
      moodle: "The profile has no field for the line manager until the site makes one.",
      here: "A profile field `manager` exists, which administrators and HR see.",
      option: nil),
    Deviation(
      moodle: "A trainer who is also a learner may grade his own work.",
      here: "Nobody grades himself: nopermissions.",
      option: nil),
    Deviation(
      moodle: "Course completion computed afterwards takes two cron runs.",
      here: "It takes one.",
      option: nil),
    Deviation(
      moodle: "Line managers, auditors and HR officers have no role until the site makes one.",
      here: "The roles linemanager (9), auditor (10) and hrofficer (11) exist.",
      option: "roles"),
    Deviation(
      moodle: "Everybody may switch off every kind of message unless the administrator locks it.",
      here: "Reminders that an assignment is due are locked on.",
      option: nil),
    Deviation(
      moodle: "A condition of an activity can be a date, a grade, a group, a profile field or a completion.",
      here: "Only completions of other activities are looked at.",
      option: nil),
    Deviation(
      moodle: "Custom reports have nine sources and hundreds of columns.",
      here: "They have two sources, participants and users, and nine columns.",
      option: nil),
    Deviation(
      moodle: "Cron over HTTP is off.",
      here: "/admin/cron.php runs when cronPassword is set, as on a site that allows it.",
      option: "cronPassword"),
    Deviation(
      moodle: "Contexts are numbered in the order of their making.",
      here: "The number of a context is that of its instance with one digit for the level; the site is 1.",
      option: nil),
    Deviation(
      moodle: "Deleting a course takes a moment and leaves a copy in the recycle bin.",
      here: "It is gone at once.",
      option: nil),
    Deviation(
      moodle: "A badge is given for many things, and stays with the site when its course is deleted.",
      here: "It is given for completing its course, and goes with it.",
      option: nil),
    Deviation(
      moodle: "Nothing lets a test move the clock.",
      here:
        "GET and POST /lmsaccept/clock, /lmsaccept/faults and /lmsaccept/mails exist, for the administrator's token.",
      option: nil),
    Deviation(
      moodle: "A first sign-in from a new place sends a mail.",
      here: "No mail is sent.",
      option: nil),
    Deviation(
      moodle: "REST answers are XML unless moodlewsrestformat=json is sent.",
      here: "Answers are always JSON.",
      option: nil),
    Deviation(
      moodle: "A grouping made without an ID number is made, and the answer says invalidresponse.",
      here: "It is made, and the answer is the grouping.",
      option: nil),
    Deviation(
      moodle: "A site has a time zone of its own.",
      here: "Days begin at midnight UTC.",
      option: nil),
    Deviation(
      moodle: "The shuffled order of answers differs from attempt to attempt at random.",
      here: "It is turned by the number of the attempt, so that a run can be repeated.",
      option: nil),
  ]
}
