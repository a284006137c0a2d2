/// The built-in LMS: a small learning management system that speaks Moodle's web services.
///
/// It lives in memory, on the loopback interface, and holds invented people only.
package enum DemoLMS {}

extension DemoLMS {
  /// How a built-in LMS is set up. The defaults keep every requirement of the shipped scenarios.
  package struct Options: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes a free port.
    package var port = 0
    package var siteName = "lmsaccept demo"
    package var version = "2025100600.02"
    package var release = "5.1+ (Build: 20251017)"
    package var adminUser = "admin"
    package var adminPassword = "Admin.Pass1!"
    package var adminToken = Secret.random()
    /// The service that holds every function; `moodle_mobile_app` exists beside it.
    package var service = "lmsaccept"
    package var roles = Role.seeded
    package var faults: Set<Fault> = []
    /// Where the whole state is kept as JSON; nil keeps it in memory.
    package var dataFile: String?
    package var languages = ["en", "nl"]
    /// Wrong passwords in a row that lock an account for half an hour; 0 never locks.
    package var lockoutThreshold = 0
    /// Whether it was set up as its customer agreed, and courses, people and results of an old LMS were taken over.
    package var hasHeritage = false
    package var cronPassword: String? = "cron"
    /// Whether refusals say why in `debuginfo`.
    package var debug = false
    /// Turns an answer that misses its declared shape into `invalidresponse`; for tests.
    package var checksAnswers = false

    // Where the built-in LMS keeps what Moodle does not: see `Deviation.all`.
    package var uniqueIDNumbers = true
    package var lockedFields: Set<String> = ["idnumber", "department", "institution"]
    package var showsEmailToFellows = false
    package var offersEndedCourses = false
    package var exactFeedbackTimes = false
    /// Whether an upload of people refuses rows that cannot be true, and takes away what a row no longer says.
    package var uploadsFollowSource = true

    package init() {}

    /// As a stock Moodle behaves, wherever an option decides.
    package static var stock: Options {
      var options = Options()
      options.languages = ["en"]
      options.uniqueIDNumbers = false
      options.lockedFields = []
      options.showsEmailToFellows = true
      options.offersEndedCourses = true
      options.exactFeedbackTimes = true
      options.uploadsFollowSource = false
      return options
    }
  }
}

/// Random texts for tokens, cookies and keys.
package enum Secret {
  /// 32 hexadecimal digits.
  package static func random() -> String {
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int.random(in: 0..<16)] })
  }
}
