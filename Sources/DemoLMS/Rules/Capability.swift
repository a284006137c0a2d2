/// A right a role can have, by Moodle's name; `label` is what a refusal calls it.
struct Capability: Hashable, Sendable {
  var name: String
  var label: String

  private init(_ name: String, _ label: String) {
    self.name = name
    self.label = label
  }

  static let createUsers = Capability("moodle/user:create", "Create users")
  static let updateUsers = Capability("moodle/user:update", "Update user profiles")
  static let deleteUsers = Capability("moodle/user:delete", "Delete users")
  static let viewUsers = Capability("moodle/user:viewdetails", "View user profiles")
  static let viewAllDetails = Capability("moodle/user:viewalldetails", "View user full information")
  static let uploadUsers = Capability("moodle/site:uploadusers", "Upload new users from file")
  static let manageCategories = Capability("moodle/category:manage", "Manage categories")
  static let createCourses = Capability("moodle/course:create", "Create courses")
  static let updateCourses = Capability("moodle/course:update", "Update course settings")
  static let deleteCourses = Capability("moodle/course:delete", "Delete courses")
  static let viewCourses = Capability("moodle/course:view", "View courses without participation")
  static let viewHiddenCourses = Capability("moodle/course:viewhiddencourses", "View hidden courses")
  static let viewParticipants = Capability("moodle/course:viewparticipants", "View participants")
  static let manageActivities = Capability("moodle/course:manageactivities", "Manage activities")
  static let viewHiddenActivities = Capability("moodle/course:viewhiddenactivities", "View hidden activities")
  static let backupCourses = Capability("moodle/backup:backupcourse", "Backup courses")
  static let configureEnrolments = Capability("moodle/course:enrolconfig", "Configure enrol instances in courses")
  static let enrol = Capability("enrol/manual:enrol", "Enrol users")
  static let unenrol = Capability("enrol/manual:unenrol", "Unenrol users from the course")
  static let assignRoles = Capability("moodle/role:assign", "Assign roles to users")
  static let manageCohorts = Capability("moodle/cohort:manage", "Create, delete and move cohorts")
  static let assignCohorts = Capability("moodle/cohort:assign", "Add and remove cohort members")
  static let viewCohorts = Capability("moodle/cohort:view", "View site-wide cohorts")
  static let manageGroups = Capability("moodle/course:managegroups", "Manage groups")
  static let overrideCompletion = Capability(
    "moodle/course:overridecompletion", "Override activity completion status")
  static let viewCompletion = Capability("report/completion:view", "View course completion report")
  static let viewLog = Capability("report/log:view", "View course logs")
  static let viewGrades = Capability("moodle/grade:viewall", "View grades of other users")
  static let viewHiddenGrades = Capability("moodle/grade:viewhidden", "View hidden grades for owner")
  static let editGrades = Capability("moodle/grade:edit", "Edit grades")
  static let viewGradeHistory = Capability("gradereport/history:view", "View the grade history")
  static let editReports = Capability("moodle/reportbuilder:edit", "Edit your own custom reports")
  static let viewAllReports = Capability("moodle/reportbuilder:viewall", "View all custom reports")
  static let manageScales = Capability("moodle/course:managescales", "Manage scales")
  static let submitAssignment = Capability("mod/assign:submit", "Submit assignment")
  static let gradeAssignment = Capability("mod/assign:grade", "Grade assignment")
  static let releaseGrades = Capability("mod/assign:releasegrades", "Release grades")
  static let attemptQuiz = Capability("mod/quiz:attempt", "Attempt quizzes")
  static let viewQuizReports = Capability("mod/quiz:viewreports", "View quiz reports")
  static let manageQuiz = Capability("mod/quiz:manage", "Manage quizzes")
  static let savePackageTracks = Capability("mod/scorm:savetrack", "Save tracks")
  static let viewPackageReports = Capability("mod/scorm:viewreport", "View reports")
  static let completeFeedback = Capability("mod/feedback:complete", "Complete a feedback")
  static let viewFeedback = Capability("mod/feedback:viewreports", "View reports")
  static let manageFrameworks = Capability("moodle/competency:competencymanage", "Manage competency frameworks")
  static let manageCourseCompetencies = Capability(
    "moodle/competency:coursecompetencymanage", "Manage course competencies")
  static let gradeCompetency = Capability("moodle/competency:competencygrade", "Set competency rating")
  static let viewUserCompetency = Capability("moodle/competency:usercompetencyview", "View a user competency")
  static let reviewCompetency = Capability("moodle/competency:usercompetencyreview", "Review a user competency")
  static let managePlans = Capability("moodle/competency:planmanage", "Manage learning plans")
  static let viewPlans = Capability("moodle/competency:planview", "View all learning plans")
  static let manageTemplates = Capability("moodle/competency:templatemanage", "Manage learning plan templates")
  static let readNotifications = Capability("moodle/site:readallmessages", "Read all messages on site")
  static let manageDataRequests = Capability("tool/dataprivacy:managedatarequests", "Manage data requests")
  static let configureSite = Capability("moodle/site:config", "Change site configuration")
  static let manageEvents = Capability("moodle/calendar:manageentries", "Manage any calendar entries")
}
