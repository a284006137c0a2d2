/// The map of `docs/architecture.md`: a target imports only targets of rows below its own.
///
/// A new target gets its line here first; a target that this map does not know fails the test.
struct RowMap {
  /// Target -> row. Wrappers stand above the system libraries they wrap.
  var rows: [String: Int] = [
    "CCurlSystem": -2, "CLuaSystem": -2,
    "CCurl": -1, "CLibXML2": -1, "CLibZip": -1, "CLua": -1, "CPCRE2": -1, "CXlsxWriter": -1, "CZLib": -1,

    "Diagnostics": 0, "JSON": 0, "Patterns": 0, "SideWork": 0,

    "Gherkin": 1, "HTML": 1, "LibraryEmbedder": 1, "Scripting": 1, "ShippedLibrary": 1, "Spreadsheets": 1,
    "StepExpressions": 1, "Transfer": 1,

    "RunModel": 2,

    "Campaign": 3, "Planning": 3, "ProjectFile": 3, "Running": 3,

    "DemoLMS": 4, "Reporting": 4, "StepLibrary": 4, "Worksheets": 4,

    "SignOff": 5,

    "lmsaccept": 6,
  ]

  /// What comes from outside and the only targets that may see it; what is not listed may be used by any.
  var owners: [String: Set<String>] = [
    "ArgumentParser": ["lmsaccept"], "CCurl": ["Transfer"], "CLibXML2": ["HTML", "Spreadsheets"],
    "CLibZip": ["Spreadsheets"], "CLua": ["Scripting"], "CPCRE2": ["Patterns"], "CXlsxWriter": ["Spreadsheets"],
    "GRDB": ["Campaign"], "GRDBSQLite": ["Campaign"], "Hummingbird": ["DemoLMS"],
    "Yams": ["ProjectFile"],
  ]

  /// The other side: it must not share a bug with the runner.
  var strangers: Set<String> = ["DemoLMS"]

  /// Modules that come with the toolchain.
  var toolchain: Set<String> = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Swift", "Synchronization",
  ]

  /// Modules that a product brings along under other names than its own.
  var brought: [String: Set<String>] = [
    "GRDB": ["GRDBSQLite"],
    "Hummingbird": ["HTTPTypes", "HummingbirdCore", "Logging", "NIOCore", "NIOPosix", "ServiceLifecycle"],
  ]
}
