/// Evaluations filled in and read.
enum FeedbackFunctions {
  static let all = [
    Function("mod_feedback_get_feedbacks_by_courses", .read, list),
    Function("mod_feedback_get_feedback_access_information", .read, access),
    Function("mod_feedback_get_items", .read, items),
    Function("mod_feedback_launch_feedback", .read) { (call) throws(Refusal) in
      let feedback = try open(call)
      if hasAnswered(feedback, call.caller.id, call) { throw alreadyDone }
      return ["gopage": 0, "warnings": []]
    },
    Function("mod_feedback_process_page", .create, process),
    Function("mod_feedback_get_responses_analysis", .read, responses),
    Function("mod_feedback_get_analysis", .read, analysis),
    Function("mod_feedback_get_non_respondents", .read, nonRespondents),
  ]

  private static let alreadyDone = Refusal(
    "this_feedback_is_already_submitted", "You have already submitted this feedback.")

  private static func feedback(_ call: Call) throws(Refusal) -> Module {
    let module = try call.module("feedback", instance: call.arguments["feedbackid"].int ?? 0)
    _ = try call.enter(module.course)
    return module
  }

  private static func open(_ call: Call) throws(Refusal) -> Module {
    let module = try feedback(call)
    try call.require(.completeFeedback, in: .course(module.course))
    return module
  }

  /// 1 in the form means anonymous.
  private static func isAnonymous(_ feedback: Module) -> Bool { feedback.settings["anonymous"] != "2" }

  private static func hasAnswered(_ feedback: Module, _ user: Int, _ call: Call) -> Bool {
    !feedback.isOn("multiple_submit")
      && call.state.feedbackAnswers.contains { $0.module == feedback.id && $0.respondent == user }
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let modules = try call.modules("feedback", in: call.arguments["courseids"].list.compactMap(\.int))
    return [
      "feedbacks": .list(
        modules.map { module in
          [
            "id": .int(module.instance), "course": .int(module.course), "name": call.name(module.name),
            "intro": .string(module.settings["introeditor[text]"] ?? ""), "introformat": 1, "lang": "",
            "anonymous": .int(isAnonymous(module) ? 1 : 2), "multiple_submit": .bool(module.isOn("multiple_submit")),
            "autonumbering": true, "page_after_submitformat": 1, "publish_stats": false,
            "completionsubmit": .bool(module.isOn("completionsubmit")), "coursemodule": .int(module.id),
            "introfiles": [],
          ]
        }), "warnings": [],
    ]
  }

  private static func access(_ call: inout Call) throws(Refusal) -> Value {
    let module = try feedback(call)
    let context = Context.course(module.course)
    let done = hasAnswered(module, call.caller.id, call)
    let views = call.can(.viewFeedback, in: context)
    return [
      "canviewanalysis": .bool(views), "cancomplete": .bool(call.can(.completeFeedback, in: context)),
      "cansubmit": .bool(!done), "candeletesubmissions": false, "canviewreports": .bool(views),
      "canedititems": .bool(call.can(.manageActivities, in: context)),
      "isempty": .bool(!call.state.feedbackItems.contains { $0.module == module.id }), "isopen": true,
      "isalreadysubmitted": .bool(done), "isanonymous": .bool(isAnonymous(module)), "warnings": [],
    ]
  }

  private static func itemRows(_ module: Module, _ call: Call) -> [FeedbackItem] {
    call.state.feedbackItems.filter { $0.module == module.id }
  }

  private static func items(_ call: inout Call) throws(Refusal) -> Value {
    let module = try feedback(call)
    let rows = itemRows(module, call).enumerated().map { value(of: $1, position: $0 + 1, module, call) }
    return ["items": .list(rows), "warnings": []]
  }

  private static func value(of item: FeedbackItem, position: Int, _ module: Module, _ call: Call) -> Value {
    [
      "id": .int(item.id), "feedback": .int(module.instance), "template": 0, "name": call.name(item.name),
      "nameformat": 1, "label": .string(item.label), "presentation": .string(item.presentation),
      "presentationformat": 1, "typ": .string(item.type), "hasvalue": 1, "position": .int(position),
      "required": .bool(item.isRequired), "dependitem": 0, "dependvalue": "", "options": "", "itemfiles": [],
      "itemnumber": .int(position), "otherdata": .null,
    ]
  }

  private static func process(_ call: inout Call) throws(Refusal) -> Value {
    let module = try open(call)
    let user = call.subject
    if hasAnswered(module, user.id, call), !call.allowsDuplicates { throw alreadyDone }
    var sent: [String: String] = [:]
    for response in call.arguments["responses"].list { sent[response["name"].text] = response["value"].text }
    var values: [Int: String] = [:]
    for item in itemRows(module, call) {
      let value = sent["\(item.type)_\(item.id)"] ?? ""
      guard item.accepts(value) else {
        return [
          "jumpto": .null, "completed": false, "completionpagecontents": "", "siteaftersubmit": "", "warnings": [],
        ]
      }
      values[item.id] = value
    }
    let isAnonymous = isAnonymous(module)
    // The minute of an answer may tell who gave it.
    let time = isAnonymous && !call.options.exactFeedbackTimes ? call.today : call.now
    call.state.feedbackAnswers.add(
      FeedbackAnswers(
        module: module.id, user: isAnonymous ? 0 : user.id, respondent: user.id, time: time, values: values))
    Completion.update(module, user.id, &call)
    return ["jumpto": 0, "completed": true, "completionpagecontents": "", "siteaftersubmit": "", "warnings": []]
  }

  private static func responses(_ call: inout Call) throws(Refusal) -> Value {
    let module = try feedback(call)
    guard call.can(.viewFeedback, in: .course(module.course)) else { throw .noPermission }
    let rows = call.state.feedbackAnswers.filter { $0.module == module.id }
    let items = itemRows(module, call)
    let named: [Value] = rows.filter { $0.user != 0 }.map { row in
      [
        "id": .int(row.id), "courseid": 0, "userid": .int(row.user), "timemodified": .int(row.time),
        "fullname": .string(call.state.users[row.user]?.fullName ?? ""), "responses": values(row, items),
      ]
    }
    // Sorted by what they say: the order of the answers would tell who answered first.
    let nameless = rows.filter { $0.user == 0 }.map { values($0, items) }.sorted { $0.json < $1.json }
    let anonymous: [Value] = nameless.enumerated().map { index, values in
      ["id": .int(index + 1), "courseid": 0, "number": .int(index + 1), "responses": values]
    }
    return [
      "attempts": .list(named), "totalattempts": .int(named.count), "anonattempts": .list(anonymous),
      "totalanonattempts": .int(anonymous.count), "warnings": [],
    ]
  }

  private static func values(_ row: FeedbackAnswers, _ items: [FeedbackItem]) -> Value {
    .list(
      items.map { item in
        let value = Value.string(row.values[item.id] ?? "")
        let name = item.label.isEmpty ? item.name : "(\(item.label)) \(item.name)"
        return ["id": .int(item.id), "name": .string(name), "printval": value, "rawval": value]
      })
  }

  private static func analysis(_ call: inout Call) throws(Refusal) -> Value {
    let module = try feedback(call)
    guard call.can(.viewFeedback, in: .course(module.course)) else { throw .noPermission }
    let rows = call.state.feedbackAnswers.filter { $0.module == module.id }
    let items = itemRows(module, call)
    let data: [Value] = items.enumerated().map { index, item in
      [
        "item": value(of: item, position: index + 1, module, call),
        "data": .list(rows.compactMap { $0.values[item.id].map(Value.string) }.sorted { $0.text < $1.text }),
      ]
    }
    return [
      "completedcount": .int(rows.count), "itemscount": .int(items.count), "itemsdata": .list(data), "warnings": [],
    ]
  }

  private static func nonRespondents(_ call: inout Call) throws(Refusal) -> Value {
    let module = try feedback(call)
    guard call.can(.viewFeedback, in: .course(module.course)) else { throw .noPermission }
    if isAnonymous(module) { throw Refusal("anonymous", "Anonymous") }
    let users = call.state.participants(of: module.course, activeAt: call.now).withoutRepeats.filter { user in
      call.has(user.id, .completeFeedback, in: .course(module.course))
        && !call.state.feedbackAnswers.contains { $0.module == module.id && $0.respondent == user.id }
    }
    return [
      "users": .list(
        users.map {
          ["courseid": 0, "userid": .int($0.id), "fullname": .string($0.fullName), "started": false]
        }), "total": .int(users.count), "warnings": [],
    ]
  }
}

extension FeedbackItem {
  /// Whether an answer fits the question.
  func accepts(_ value: String) -> Bool {
    if value.isEmpty { return !isRequired }
    guard type == "numeric" else { return true }
    guard let number = Double(value) else { return false }
    let range = presentation.split(separator: "|", omittingEmptySubsequences: false).map { Double($0) }
    if let low = range.first ?? nil, number < low { return false }
    if range.count > 1, let high = range[1], number > high { return false }
    return true
  }
}
