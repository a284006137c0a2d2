/// Ratings, evidence and plans as answers show them.
struct EvidenceView {
  private let call: Call

  init(_ call: Call) { self.call = call }

  private func gradeName(_ grade: Int?, _ competency: Int) -> String {
    guard let grade, let scale = call.state.scale(of: competency), scale.items.indices.contains(grade - 1) else {
      return "-"
    }
    return scale.items[grade - 1]
  }

  func person(_ user: User) -> Value {
    [
      "id": .int(user.id), "email": .string(user["email"]), "idnumber": .string(user["idnumber"]),
      "phone1": .string(user["phone1"]), "phone2": .string(user["phone2"]),
      "department": .string(user["department"]), "institution": .string(user["institution"]),
      "fullname": .string(user.fullName), "identity": .string(user["email"]),
      "profileurl": .string("\(call.baseURL)/user/profile.php?id=\(user.id)"),
      "profileimageurl": .string(call.baseURL + "/theme/image.php/u/f1"),
      "profileimageurlsmall": .string(call.baseURL + "/theme/image.php/u/f2"),
    ]
  }

  func value(of evidence: Evidence) -> Value {
    let row = call.state.userCompetencies[evidence.userCompetency]
    let actor = evidence.actor.flatMap { call.state.users[$0] }
    var value: Value = [
      "usercompetencyid": .int(evidence.userCompetency), "contextid": .int(evidence.context.number),
      "action": .int(evidence.action), "actionuserid": Value(evidence.actor),
      "descidentifier": .string(evidence.identifier), "desccomponent": "core_competency",
      "desca": Value(evidence.subject.map { Value.string($0).json }), "url": Value(evidence.url),
      "grade": Value(evidence.grade), "note": Value(evidence.note), "id": .int(evidence.id),
      "timecreated": .int(evidence.time), "timemodified": .int(evidence.time),
      "usermodified": .int(evidence.actor ?? User.adminID),
    ]
    if let actor { value["actionuser"] = person(actor) }
    return value.merging([
      "description": .string(description(evidence)),
      "gradename": .string(gradeName(evidence.grade, row?.competency ?? 0)),
      "userdate": .string(CalendarDay(unix: evidence.time).long),
      "candelete": .bool(call.can(.managePlans)),
    ])
  }

  private func description(_ evidence: Evidence) -> String {
    let subject = evidence.subject ?? ""
    return switch evidence.identifier {
    case "evidence_coursecompleted": "The course '\(subject)' was completed."
    case "evidence_manualoverrideincourse": "The competency rating was manually set in the course '\(subject)'."
    case "evidence_manualoverrideinplan":
      "The competency rating was manually set in the learning plan '\(subject)'."
    default: "The competency rating was manually set."
    }
  }

  /// The state of a person's competency; one that nobody has touched counts as unrated.
  func value(of user: Int, _ competency: Int) -> Value {
    let row =
      call.state.userCompetencies.first { $0.user == user && $0.competency == competency }
      ?? UserCompetency(user: user, competency: competency, time: 0, author: 0)
    let mayReview = call.can(.reviewCompetency, in: .user(user))
    let isOwn = user == call.caller.id
    var value: Value = [
      "userid": .int(user), "competencyid": .int(competency), "status": .int(row.status),
      "reviewerid": Value(row.reviewer), "proficiency": row.isProficient.map(Value.bool) ?? .null,
      "grade": Value(row.grade), "id": .int(row.id), "timecreated": .int(row.time), "timemodified": .int(row.time),
      "usermodified": .int(row.author), "canrequestreview": .bool(isOwn || mayReview),
      "canreview": .bool(mayReview), "gradename": .string(gradeName(row.grade, competency)),
    ]
    value = value.merging([
      "isrequestreviewallowed": .bool(isOwn && row.status == 0),
      "iscancelreviewrequestallowed": .bool(isOwn && row.status == 1),
      "isstartreviewallowed": .bool(mayReview && row.status == 1),
      "isstopreviewallowed": .bool(mayReview && row.status == 2), "isstatusidle": .bool(row.status == 0),
      "isstatusinreview": .bool(row.status == 2), "isstatuswaitingforreview": .bool(row.status == 1),
      "proficiencyname": .string(row.isProficient.map { $0 ? "Yes" : "No" } ?? "-"),
    ])
    if let reviewer = row.reviewer.flatMap({ call.state.users[$0] }) { value["reviewer"] = person(reviewer) }
    value["statusname"] = .string(["-", "Waiting for review", "In review"][min(2, max(0, row.status))])
    value["url"] = .string("\(call.baseURL)/admin/tool/lp/user_competency.php?id=\(row.id)")
    return value
  }

  func summary(of user: User, _ competency: Competency) -> Value {
    let row = call.state.userCompetencies.first { $0.user == user.id && $0.competency == competency.id }
    let courses = call.state.courseCompetencies.filter { $0.competency == competency.id }
      .compactMap { call.state.courses[$0.course] }
      .filter { call.can(.manageCourseCompetencies, in: .course($0.id)) }
    let evidence = call.state.evidence.filter { $0.userCompetency == row?.id }.reversed().map { value(of: $0) }
    let root = Value.string(call.baseURL + "/admin/tool/lp")
    guard let framework = call.state.frameworks[competency.framework] else { return .null }
    let ancestors: [Value] = competency.path.split(separator: "/").compactMap { Int($0) }
      .compactMap { call.state.competencies[$0] }.enumerated().map { index, above in
        [
          "id": .int(above.id), "name": call.name(above.shortname), "first": .bool(index == 0), "last": false,
          "position": .int(index),
        ]
      }
    return [
      "showrelatedcompetencies": true, "cangrade": .bool(call.can(.gradeCompetency, in: .user(user.id))),
      "competency": [
        "linkedcourses": .list(courses.map { CourseView(call).timeline($0) }), "relatedcompetencies": [],
        "competency": FrameworkFunctions.value(of: competency),
        "framework": FrameworkFunctions.value(of: framework, call), "hascourses": .bool(!courses.isEmpty),
        "hasrelatedcompetencies": false, "scaleid": .int(framework.scale),
        "scaleconfiguration": .string(framework.scaleConfiguration), "taxonomyterm": "Competency",
        "comppath": [
          "ancestors": .list(ancestors),
          "framework": [
            "id": .int(framework.id), "name": call.name(framework.shortname), "first": false, "last": false,
            "position": -1,
          ],
          "pluginbaseurl": root, "pagecontextid": 1, "showlinks": true,
        ],
        "pluginbaseurl": root,
      ],
      "user": person(user), "usercompetency": value(of: user.id, competency.id), "evidence": .list(evidence),
      "commentarea": commentArea("user_competency", row?.id ?? 0, user: user.id),
    ]
  }

  func commentArea(_ area: String, _ id: Int, user: Int) -> Value {
    [
      "component": "competency", "commentarea": .string(area), "itemid": .int(id), "courseid": 1,
      "contextid": .int(Context.user(user).number), "cid": .string("\(area.replacing("_", with: ""))commentarea\(id)"),
      "autostart": false, "canpost": true, "canview": true, "count": 0, "collapsediconkey": "t/collapsed",
      "displaytotalcount": true, "displaycancel": false, "fullwidth": true, "linktext": "Comments",
      "notoggle": false, "template": "", "canpostorhascomments": true,
    ]
  }
}
