/// Custom reports: listed, read, extended and removed. They are made by a form (`DynamicForms`).
enum ReportFunctions {
  static let all = [
    Function("core_reportbuilder_list_reports", .read, list),
    Function("core_reportbuilder_retrieve_report", .read, retrieve),
    Function("core_reportbuilder_columns_add", .create, addColumn),
    Function("core_reportbuilder_reports_delete", .delete) { (call) throws(Refusal) in
      let report = try editable(call.arguments["reportid"].int ?? 0, call)
      call.state.reports[report.id] = nil
      return true
    },
  ]

  private static let notAllowed = Refusal(
    "errorreportview", "You cannot view this report",
    exception: "core_reportbuilder\\exception\\report_access_exception")

  /// The author, who may see all, and people with a role in the report's audience.
  private static func isShown(_ report: CustomReport, to call: Call) -> Bool {
    if call.can(.viewAllReports) { return true }
    if call.faults.contains(.everyCapabilityRefused) { return false }
    let roles = call.state.roles(of: call.caller.id, in: .system)
    return report.author == call.caller.id || report.audience.contains { roles.contains($0) }
  }

  /// A report that the caller may change: his own, or any for who may change all.
  static func editable(_ id: Int, _ call: Call) throws(Refusal) -> CustomReport {
    guard let report = call.state.reports[id] else { throw .unknownRecord }
    let isOwn = report.author == call.caller.id && call.can(.editReports)
    guard isOwn || call.can(.viewAllReports) else {
      throw Refusal(
        "errorreportedit", "You cannot edit this report",
        exception: "core_reportbuilder\\exception\\report_access_exception")
    }
    return report
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let visible = call.state.reports.filter { isShown($0, to: call) }
    return ["reports": .list(page(visible, call).map { details(of: $0, call) }), "warnings": []]
  }

  private static func page<Item>(_ items: [Item], _ call: Call) -> [Item] {
    let size = min(max(1, call.arguments["perpage"].int ?? 10), 10_000)
    let page = min(max(0, call.arguments["page"].int ?? 0), 1_000_000)
    return Array(items.dropFirst(page * size).prefix(size))
  }

  private static func retrieve(_ call: inout Call) throws(Refusal) -> Value {
    guard let report = call.state.reports[call.arguments["reportid"].int ?? 0] else { throw .unknownRecord }
    guard isShown(report, to: call) else { throw notAllowed }
    let columns = report.columns.compactMap { ReportColumn.all[$0] }
    let rows = ReportColumn.rows(of: report.source, call)
    return [
      "details": details(of: report, call),
      "data": [
        "headers": .list(columns.map { .string($0.heading) }),
        "rows": .list(
          page(rows, call).map { row in ["columns": .list(columns.map { .string($0.cell(row, call)) })] }),
        "totalrowcount": .int(rows.count),
      ], "warnings": [],
    ]
  }

  private static func addColumn(_ call: inout Call) throws(Refusal) -> Value {
    let report = try editable(call.arguments["reportid"].int ?? 0, call)
    let name = call.arguments["uniqueidentifier"].text
    guard ReportColumn.all[name] != nil else { throw .invalidParameter("Unexpected column \(name)") }
    call.state.reports.update(report.id) { $0.columns.append(name) }
    let headings = (report.columns + [name]).compactMap { ReportColumn.all[$0]?.heading }
    return [
      "hassortablecolumns": true,
      "sortablecolumns": .list(
        headings.enumerated().map { index, heading in
          [
            "id": .int(index + 1), "title": .string(heading), "heading": .string(heading), "sortdirection": 4,
            "sortenabled": false, "sortorder": .int(index + 1),
            "sorticon": [
              "key": "t/sort_asc", "component": "moodle", "title": .string("Change sorting for \(heading)"),
            ],
            "movetitle": .string("Move sorting for column '\(heading)'"),
            "sortenabledtitle": .string("Enable initial sorting for column '\(heading)'"),
          ]
        }), "helpicon": "",
    ]
  }

  /// A tag has one number, whatever it is tied to: that of its place among all.
  private static func tags(of report: CustomReport, _ call: Call) -> Value {
    let known = Set(call.state.reports.flatMap(\.tags)).sorted()
    return .list(
      report.tags.enumerated().map { place, name in
        let id = Value.int((known.firstIndex(of: name) ?? 0) + 1)
        return [
          "id": id, "name": .string(name.lowercased()), "rawname": .string(name), "isstandard": false, "tagcollid": 1,
          "taginstanceid": .int(report.id * 100 + place), "taginstancecontextid": 1, "itemid": .int(report.id),
          "ordering": .int(place), "flag": 0,
          "viewurl": .string("\(call.baseURL)/tag/index.php?tc=1&tag=\(name)"),
        ]
      })
  }

  private static func details(of report: CustomReport, _ call: Call) -> Value {
    let author = call.state.users[report.author]
    let email = author?["email"] ?? ""
    let picture = call.baseURL + "/theme/image.php/u/f1"
    return [
      "name": .string(report.name), "source": .string(report.source), "type": 0, "uniquerows": false,
      "conditiondata": "", "settingsdata": .null, "contextid": 1, "component": "", "area": "", "itemid": 0,
      "usercreated": .int(report.author), "id": .int(report.id), "timecreated": .int(report.time),
      "timemodified": .int(report.time), "usermodified": .int(report.author),
      "sourcename": .string(ReportColumn.sources[report.source]?.title ?? ""), "tags": tags(of: report, call),
      "customfields": ["data": []],
      "modifiedby": [
        "id": .int(report.author), "email": .string(email), "idnumber": "", "phone1": "", "phone2": "",
        "department": "", "institution": "", "fullname": .string(author?.fullName ?? ""), "identity": .string(email),
        "profileurl": .string("\(call.baseURL)/user/profile.php?id=\(report.author)"),
        "profileimageurl": .string(picture), "profileimageurlsmall": .string(picture),
      ],
    ]
  }
}

/// A column that a custom report can have.
struct ReportColumn: Sendable {
  /// What one line of a report is about.
  struct Row: Sendable {
    var user: User
    var course: Course?
    var enrolment: Enrolment?
  }

  /// What a report can be about, and the columns it has by itself.
  static let sources: [String: (title: String, columns: [String])] = [
    "core_course\\reportbuilder\\datasource\\participants": (
      "Course participants", ["course:coursefullnamewithlink", "user:fullnamewithlink", "enrol:name"]
    ),
    "core_user\\reportbuilder\\datasource\\users": ("Users", ["user:fullname", "user:username", "user:email"]),
  ]

  static let all: [String: ReportColumn] = [
    "course:coursefullnamewithlink": ReportColumn("Course full name with link") { row, call in
      row.course.map { link("/course/view.php?id=\($0.id)", $0.fullname, call) } ?? ""
    },
    "user:fullnamewithlink": ReportColumn("Full name with link") { row, call in
      link("/user/profile.php?id=\(row.user.id)", row.user.fullName, call)
    },
    "enrol:name": ReportColumn("Name") { row, call in
      let door = row.enrolment.flatMap { call.state.enrolInstances[$0.instance] }
      let names = ["manual": "Manual enrolments", "self": "Self enrolment (Student)", "cohort": "Cohort sync"]
      return door.map { $0.name.isEmpty ? names[$0.type] ?? $0.type : $0.name } ?? ""
    },
    "user:fullname": ReportColumn("Full name") { row, _ in row.user.fullName },
    "user:username": ReportColumn("Username") { row, _ in row.user.username },
    "user:email": ReportColumn("Email address") { row, _ in row.user["email"] },
    "user:idnumber": ReportColumn("ID number") { row, _ in row.user["idnumber"] },
    "user:department": ReportColumn("Department") { row, _ in row.user["department"] },
    "completion:completed": ReportColumn("Completed") { row, call in
      row.course.map { Completion.isComplete($0, row.user.id, call) ? "Yes" : "No" } ?? ""
    },
  ]

  var heading: String
  private var content: @Sendable (Row, Call) -> String

  private init(_ heading: String, _ content: @escaping @Sendable (Row, Call) -> String) {
    self.heading = heading
    self.content = content
  }

  func cell(_ row: Row, _ call: Call) -> String { content(row, call) }

  private static func link(_ path: String, _ text: String, _ call: Call) -> String {
    "<a href=\"\(call.baseURL)\(path)\">\(text.escapedHTML)</a>"
  }

  static func rows(of source: String, _ call: Call) -> [Row] {
    if source.hasSuffix("users") {
      return call.state.users.filter { $0.id > User.guestID && !$0.isDeleted }.map { Row(user: $0) }
    }
    return call.state.enrolments.filter { $0.isActive(at: call.now) }.compactMap { enrolment in
      guard let user = call.state.users[enrolment.user], let course = call.state.courses[enrolment.course] else {
        return nil
      }
      return Row(user: user, course: course, enrolment: enrolment)
    }
  }
}
