/// SCORM packages: what they store of a learner and are given back.
enum PackageFunctions {
  static let all = [
    Function("mod_scorm_get_scorms_by_courses", .read, list),
    Function("mod_scorm_get_scorm_scoes", .read, parts),
    Function("mod_scorm_get_scorm_attempt_count", .read, attempts),
    Function("mod_scorm_get_scorm_user_data", .read, given),
    Function("mod_scorm_launch_sco", .create, launch),
    Function("mod_scorm_insert_scorm_tracks", .create, store),
  ]

  private static func package(_ call: Call) throws(Refusal) -> Module {
    let package = try call.module("scorm", instance: call.arguments["scormid"].int ?? 0)
    try call.use(package)
    return package
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let modules = try call.modules("scorm", in: call.arguments["courseids"].list.compactMap(\.int))
    return [
      "scorms": .list(
        modules.map { module in
          [
            "id": .int(module.instance), "coursemodule": .int(module.id), "course": .int(module.course),
            "name": call.name(module.name), "intro": .string(module.settings["introeditor[text]"] ?? ""),
            "introformat": 1, "introfiles": [], "lang": "", "version": .string(module.package.version),
            "maxgrade": .int(Int(module.gradeMaximum ?? 0)), "grademethod": 1, "whatgrade": 0, "maxattempt": 0,
            "launch": .int(module.parts[0]), "scormtype": "local",
          ]
        }), "options": [], "warnings": [],
    ]
  }

  private static func parts(_ call: inout Call) throws(Refusal) -> Value {
    let package = try package(call)
    let manifest: Value = ["scorm": .int(package.instance), "manifest": "lmsaccept", "organization": "all"]
    let whole: Value = [
      "id": .int(package.id * 100), "parent": "/", "identifier": "all", "launch": "", "scormtype": "",
      "title": call.name(package.name), "sortorder": 1,
    ]
    let rows = package.parts.enumerated().map { index, id -> Value in
      [
        "id": .int(id), "parent": "all", "identifier": .string("part\(index + 1)"), "launch": "index.html",
        "scormtype": "sco", "title": call.name(package.name), "sortorder": .int(index + 2),
      ]
    }
    return ["scoes": .list(([whole] + rows).map { manifest.merging($0) }), "warnings": []]
  }

  private static func attempts(_ call: inout Call) throws(Refusal) -> Value {
    let package = try package(call)
    let user = try call.userOrCaller("userid")
    if user.id != call.caller.id { try call.require(.viewPackageReports, in: .course(package.course)) }
    return ["attemptscount": .int(call.state.lastAttempt(at: package, user: user.id)), "warnings": []]
  }

  /// What is given to a package of this version that has stored nothing yet; the one of 2004 tells success apart.
  private static func defaults(_ package: Module) -> [(String, String)] {
    package.package.version == "SCORM_1.2"
      ? [
        ("cmi.core.lesson_status", ""), ("cmi.core.score.raw", ""), ("cmi.core.lesson_location", ""),
        ("cmi.suspend_data", ""),
      ]
      : [
        ("cmi.completion_status", "unknown"), ("cmi.success_status", "unknown"), ("cmi.score.raw", ""),
        ("cmi.location", ""), ("cmi.suspend_data", ""),
      ]
  }

  private static func given(_ call: inout Call) throws(Refusal) -> Value {
    let package = try package(call)
    let user = call.caller
    let stored = call.state.tracks(of: package, user: user.id, attempt: call.arguments["attempt"].int ?? 0)
    let who: [(String, String)] = [("student_id", user.username), ("student_name", user.fullName), ("mode", "normal")]
    let data = package.parts.map { part -> Value in
      let mine = stored.filter { $0.part == part }
      let rest = defaults(package).filter { element, _ in !mine.contains { $0.element == element } }
      let pairs = who + rest + mine.map { ($0.element, $0.value) }
      return ["scoid": .int(part), "userdata": elements(pairs), "defaultdata": elements(who + defaults(package))]
    }
    return ["data": .list(data), "warnings": []]
  }

  private static func elements(_ pairs: [(String, String)]) -> Value {
    .list(pairs.map { ["element": .string($0.0), "value": .string($0.1)] })
  }

  private static func launch(_ call: inout Call) throws(Refusal) -> Value {
    let package = try package(call)
    let part = call.arguments["scoid"].int ?? 0
    guard part == 0 || package.parts.contains(part) else { throw Refusal("cannotfindsco", "Could not find SCO") }
    call.log(
      "Sco launched", "The user with id '\(call.caller.id)' launched the sco with id '\(part)'.", course: package.course
    )
    return ["status": true, "warnings": []]
  }

  private static func store(_ call: inout Call) throws(Refusal) -> Value {
    let part = call.arguments["scoid"].int ?? 0
    guard let package = call.state.modules[part / 100], package.kind == "scorm", package.parts.contains(part) else {
      throw Refusal("cannotfindsco", "Could not find SCO")
    }
    try call.use(package)
    try call.require(.savePackageTracks, in: .course(package.course))
    let user = call.subject.id
    let attempt = call.arguments["attempt"].int ?? 1
    var ids: [Value] = []
    for sent in call.arguments["tracks"].list {
      let element = sent["element"].text
      let value = sent["value"].text
      let there = call.state.tracks(of: package, user: user, attempt: attempt).first {
        $0.part == part && $0.element == element
      }
      let row =
        there
        ?? call.state.packageTracks.add(
          PackageTrack(
            module: package.id, user: user, attempt: attempt, part: part, element: element, value: value, time: call.now
          ))
      let now = call.now
      call.state.packageTracks.update(row.id) { track in
        track.value = value
        track.time = now
      }
      ids.append(.int(row.id))
      if element.hasSuffix("score.raw"), let score = Double(value) { grade(package, user, score, &call) }
    }
    Completion.update(package, user, &call)
    return ["trackids": .list(ids), "warnings": []]
  }

  private static func grade(_ package: Module, _ user: Int, _ score: Double, _ call: inout Call) {
    guard let item = call.state.gradeItems.first(where: { $0.module == package.id }) else { return }
    Gradebook.set(item, user: user, to: score, source: "mod/scorm", &call)
  }
}

/// Where attempts at a package are removed.
enum PackagePages {
  static let all = [
    Page("/mod/scorm/report.php", .delete) { (call, request, sesskey) throws(Refusal) in
      let package = try call.module(request.query.int("id") ?? 0)
      try call.require(.viewPackageReports, in: .course(package.course))
      if request.isPost, request.body["action"] == "delete" {
        try call.require(.manageActivities, in: .course(package.course))
        for pair in request.body.all("attemptid[]") {
          let parts = pair.split(separator: ":").compactMap { Int($0) }
          guard parts.count == 2 else { continue }
          call.state.packageTracks.remove { $0.module == package.id && $0.user == parts[0] && $0.attempt == parts[1] }
          Completion.update(package, parts[0], &call)
        }
      }
      let attempts = Dictionary(grouping: call.state.packageTracks.filter { $0.module == package.id }) {
        "\($0.user):\($0.attempt)"
      }
      let rows = attempts.keys.sorted().map {
        "<tr><td><input type=\"checkbox\" name=\"attemptid[]\" value=\"\($0)\" /></td></tr>"
      }
      return call.page("Report", sesskey, "<table id=\"attempts\">\(rows.joined())</table>")
    }
  ]
}
