/// A role: what it may do, and at which levels it can be given.
package struct Role: Sendable {
  package var id: Int
  package var shortname: String
  package var name: String
  var levels: Set<Context.Level>
  var capabilities: Set<Capability>
  /// The roles somebody with this role may give to others.
  var mayGive: Set<Int>

  static let managerID = 1
  static let creatorID = 2
  static let teacherID = 3
  static let assistantID = 4
  static let studentID = 5
}

extension Role {
  /// Moodle's own roles with their default ids, then three that a site with line managers, auditors and an HR office adds.
  package static let seeded: [Role] = [
    Role(
      id: managerID, shortname: "manager", name: "Manager", levels: [.system, .category, .course],
      capabilities: managing, mayGive: [1, 2, 3, 4, 5, 9, 10, 11]),
    Role(
      id: creatorID, shortname: "coursecreator", name: "Course creator", levels: [.system, .category],
      capabilities: [.createCourses, .viewHiddenCourses], mayGive: []),
    Role(
      id: teacherID, shortname: "editingteacher", name: "Teacher", levels: [.course, .module],
      capabilities: teaching, mayGive: [4, 5]),
    Role(
      id: assistantID, shortname: "teacher", name: "Non-editing teacher", levels: [.course, .module],
      capabilities: assisting, mayGive: []),
    Role(
      id: studentID, shortname: "student", name: "Student", levels: [.course, .module],
      capabilities: learning, mayGive: []),
    Role(id: 6, shortname: "guest", name: "Guest", levels: [], capabilities: [], mayGive: []),
    Role(id: 7, shortname: "user", name: "Authenticated user", levels: [], capabilities: [], mayGive: []),
    Role(
      id: 8, shortname: "frontpage", name: "Authenticated user on site home", levels: [], capabilities: [],
      mayGive: []),
    Role(
      id: 9, shortname: "linemanager", name: "Line manager", levels: [.user],
      capabilities: [
        .viewUsers, .viewAllDetails, .viewGrades, .viewCompletion, .viewUserCompetency, .gradeCompetency,
        .reviewCompetency, .viewPlans,
      ], mayGive: []),
    Role(
      id: 10, shortname: "auditor", name: "Auditor", levels: [.system, .category, .course],
      capabilities: [
        .viewUsers, .viewAllDetails, .viewCourses, .viewHiddenCourses, .viewParticipants, .viewHiddenActivities,
        .viewGrades, .viewCompletion, .viewLog, .viewGradeHistory, .viewUserCompetency, .viewPlans, .viewCohorts,
        .viewQuizReports, .viewFeedback,
      ], mayGive: []),
    Role(
      id: 11, shortname: "hrofficer", name: "HR officer", levels: [.system],
      capabilities: [.createUsers, .updateUsers, .viewUsers, .viewAllDetails, .uploadUsers, .viewCohorts],
      mayGive: []),
  ]

  private static let learning: Set<Capability> = [
    .viewUsers, .viewParticipants, .submitAssignment, .attemptQuiz, .completeFeedback,
    .savePackageTracks,
  ]

  private static let assisting: Set<Capability> = [
    .viewUsers, .viewParticipants, .viewHiddenCourses, .viewHiddenActivities, .overrideCompletion, .viewCompletion,
    .viewLog, .viewGrades, .viewHiddenGrades, .gradeAssignment, .viewQuizReports, .viewPackageReports, .viewFeedback,
    .gradeCompetency,
    .viewUserCompetency, .viewGradeHistory,
  ]

  private static let teaching: Set<Capability> = assisting.union([
    .updateCourses, .manageActivities, .configureEnrolments, .backupCourses, .enrol, .unenrol, .assignRoles,
    .manageGroups, .editGrades, .releaseGrades, .manageQuiz, .manageCourseCompetencies, .manageScales, .manageEvents,
    .configureBadges,
  ])

  private static let managing: Set<Capability> = teaching.union([
    .manageDataRequests,
    .createUsers, .updateUsers, .deleteUsers, .viewAllDetails, .uploadUsers, .manageCategories, .createCourses,
    .deleteCourses, .viewCourses, .manageCohorts, .assignCohorts, .viewCohorts, .manageFrameworks, .reviewCompetency,
    .managePlans, .viewPlans, .manageTemplates, .editReports,
  ])
}
