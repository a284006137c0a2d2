/// An error as Moodle reports it: inside a reply with status 200.
struct Refusal: Error, Equatable {
  var exception: String
  var code: String
  var message: String
  /// Why, for people; sent only when the site is in debug mode.
  var detail: String?

  init(
    _ code: String, _ message: String, exception: String = "core\\exception\\moodle_exception", detail: String? = nil
  ) {
    self.exception = exception
    self.code = code
    self.message = message
    self.detail = detail
  }
}

extension Refusal {
  static func invalidParameter(_ detail: String) -> Refusal {
    Refusal(
      "invalidparameter", "Invalid parameter value detected",
      exception: "core\\exception\\invalid_parameter_exception", detail: detail)
  }

  static let unknownRecord = Refusal(
    "invalidrecordunknown", "Can't find data record in database.", exception: "dml_missing_record_exception")

  static func codingError(_ detail: String) -> Refusal {
    Refusal(
      "codingerror", "Coding error detected, it must be fixed by a programmer: \(detail)",
      exception: "core\\exception\\coding_exception")
  }

  static let invalidToken = Refusal("invalidtoken", "Invalid token - token not found")

  static let notInService = Refusal(
    "accessexception", "Access control exception", exception: "webservice_access_exception")

  /// A missing capability, named by its label as Moodle does.
  static func missing(_ capability: Capability) -> Refusal {
    Refusal(
      "nopermissions", "Sorry, but you do not currently have permissions to do that (\(capability.label)).",
      exception: "core\\exception\\required_capability_exception")
  }

  /// The singular form that completion override and feedback analysis give.
  static let noPermission = Refusal(
    "nopermission", "error/nopermission", exception: "core\\exception\\required_capability_exception")

  static let notEnrolled = Refusal(
    "requireloginerror", "Course or activity not accessible.", exception: "core\\exception\\require_login_exception")

  static let hiddenActivity = Refusal(
    "requireloginerror", "Course or activity not accessible. (Activity is hidden)",
    exception: "core\\exception\\require_login_exception")

  static let mustChangePassword = Refusal("forcepasswordchangenotice", "error/forcepasswordchangenotice")

  /// A refusal wrapped by the functions that name the course in which they could not run.
  static func course(_ id: Int, _ inner: Refusal) -> Refusal {
    Refusal(
      "errorcoursecontextnotvalid",
      "You cannot execute functions in the course context (course id:\(id)). The context error message was: "
        + inner.message)
  }

  static func persistent(_ message: String) -> Refusal {
    Refusal("invalidpersistenterror", "Error: \(message)", exception: "core\\invalid_persistent_exception")
  }

  func value(debug: Bool) -> Value {
    var value: Value = [
      "exception": .string(exception), "errorcode": .string(code), "message": .string(message),
    ]
    if debug, let detail { value["debuginfo"] = .string(detail) }
    return value
  }
}
