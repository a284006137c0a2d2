/// Everything the LMS remembers; a value, so that a failed request leaves no trace.
struct State: Codable, Sendable {
  /// Seconds by which the clock has been advanced.
  var clockOffset = 0

  var users = Table<User>()
  var profileFields = Table<ProfileField>()
  var tokens = Lookup<Token>()
  var sessions = Lookup<Session>()
  var roleAssignments = Table<RoleAssignment>()

  var categories = Table<Category>()
  var courses = Table<Course>()
  var courseFieldCategories = Table<FieldCategory>()
  var courseFields = Table<CourseField>()
  var sections = Table<Section>()
  var modules = Table<Module>()
  var instances: [String: Int] = [:]

  var enrolInstances = Table<EnrolInstance>()
  var enrolments = Table<Enrolment>()
  var cohorts = Table<Cohort>()
  var groups = Table<Group>()
  var groupings = Table<Grouping>()

  var completions = Table<ActivityCompletion>()
  var courseCompletions = Table<CourseCompletion>()
  var gradeItems = Table<GradeItem>()
  var grades = Table<Grade>()
  var gradeHistory = Table<GradeChange>()
  var badges = Table<Badge>()
  var issuedBadges = Table<IssuedBadge>()

  var submissions = Table<Submission>()
  var assignGrades = Table<AssignGrade>()
  var questions = Table<Question>()
  var attempts = Table<Attempt>()
  var packageTracks = Table<PackageTrack>()
  var feedbackItems = Table<FeedbackItem>()
  var feedbackAnswers = Table<FeedbackAnswers>()

  var scales = Table<Scale>()
  var frameworks = Table<Framework>()
  var competencies = Table<Competency>()
  var courseCompetencies = Table<CourseCompetency>()
  var userCompetencies = Table<UserCompetency>()
  var evidence = Table<Evidence>()
  var plans = Table<Plan>()
  var templates = Table<PlanTemplate>()

  var notifications = Table<Notification>()
  var messages = Table<Message>()
  var events = Table<CalendarEvent>()
  var drafts = Table<DraftFile>()
  var reports = Table<CustomReport>()
  var dataRequests = Table<DataRequest>()
  /// When somebody last started a task by hand, by its class.
  var taskRuns: [String: Int] = [:]
  /// Who came in with an upload.
  var uploaded: Set<Int> = []
  var log = Journal<LogEntry>()
}

extension State {
  /// The site as it is before anybody has done anything: the guest, the administrator, the site course, a category.
  init(options: DemoLMS.Options, now: Int) {
    var guest = User(username: "guest", texts: ["firstname": "Guest user", "lastname": " ", "email": "root@localhost"])
    guest.texts["description"] = "This user is a special user that allows read-only access to some courses."
    guest.created = now
    users.add(guest)
    var admin = User(
      username: options.adminUser,
      texts: ["firstname": "Admin", "lastname": "User", "email": "admin@example.com"])
    admin.password = options.adminPassword
    admin.created = now
    users.add(admin)
    categories.add(Category(name: "Category 1", modified: now))
    courses.add(Course(fullname: options.siteName, shortname: "lmsaccept", category: 0, now: now))
    courses.update(Course.siteID) { $0.format = "site" }
    scales.add(
      Scale(
        name: "Separate and Connected ways of knowing",
        items: ["Mostly separate knowing", "Separate and connected", "Mostly connected knowing"]))
    scales.add(Scale(name: "Default competence scale", items: ["Not yet competent", "Competent"]))
    profileFields.add(
      ProfileField(shortname: "manager", name: "Line manager", datatype: "text", isLocked: true, visibility: .nobody))
    if options.hasHeritage {
      Heritage(faults: options.faults, now: now).take(into: &self)
      Configuration(faults: options.faults, now: now).apply(to: &self)
    }
  }
}
