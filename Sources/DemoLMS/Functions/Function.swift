/// A web service function.
struct Function: Sendable {
  /// What a function does to the state; the faults go by it.
  enum Effect: Sendable {
    case read
    /// Makes something, or does something a person does.
    case create
    case update
    case delete
  }

  typealias Body = @Sendable (inout Call) throws(Refusal) -> Value

  var name: String
  var effect: Effect
  var body: Body

  init(_ name: String, _ effect: Effect, _ body: @escaping Body) {
    self.name = name
    self.effect = effect
    self.body = body
  }

  static let all: [String: Function] = {
    let areas: [[Function]] = [
      SiteFunctions.all, UserFunctions.all, CategoryFunctions.all, CourseFunctions.all, CatalogueFunctions.all,
      ContentFunctions.all, EnrolmentFunctions.all, ParticipantFunctions.all, RoleFunctions.all, CohortFunctions.all,
      GroupFunctions.all, CompletionFunctions.all, GradeFunctions.all, AssignmentFunctions.all,
      SubmissionFunctions.all, QuizFunctions.all, AttemptFunctions.all, FeedbackFunctions.all,
      FrameworkFunctions.all, CourseCompetencyFunctions.all, RatingFunctions.all, PlanFunctions.all,
      MessageFunctions.all, CalendarFunctions.all, PreferenceFunctions.all, ReportFunctions.all,
      PrivacyFunctions.all, PackageFunctions.all, BadgeFunctions.all,
    ]
    return Dictionary(uniqueKeysWithValues: areas.joined().map { ($0.name, $0) })
  }()
}
