/// Requests for a copy of one's own data.
///
/// A copy takes a minute to make: Moodle leaves it to a task, too.
enum PrivacyFunctions {
  private enum Status {
    static let awaitingApproval = 2
    static let approved = 3
    static let ready = 8
  }
  /// A request for a copy; 2 asks for deletion.
  private static let copy = 1
  private static let secondsToMake = 60

  static let all = [
    Function("tool_dataprivacy_create_data_request", .create, create),
    Function("tool_dataprivacy_get_data_requests", .read, list),
    Function("tool_dataprivacy_approve_data_request", .update, approve),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    let type = call.arguments["type"].int ?? 0
    let wanted = call.arguments["foruserid"].int ?? 0
    let user = try call.user(wanted == 0 ? call.caller.id : wanted)
    if user.id != call.caller.id { try call.require(.manageDataRequests) }
    let open = [Status.awaitingApproval, Status.approved]
    let isOpen = call.state.dataRequests.contains {
      $0.user == user.id && $0.type == type && open.contains(status(of: $0, call))
    }
    if isOpen, !call.allowsDuplicates {
      throw Refusal("errorrequestalreadyexists", "You already have an ongoing request.")
    }
    let request = call.state.dataRequests.add(
      DataRequest(
        type: type, user: user.id, author: call.caller.id, comments: call.arguments["comments"].text,
        status: Status.awaitingApproval, created: call.now))
    return ["datarequestid": .int(request.id), "warnings": []]
  }

  private static func status(of request: DataRequest, _ call: Call) -> Int {
    guard let approved = request.approved, !call.faults.contains(.privacyRequestUnanswered) else {
      return request.status
    }
    return call.now >= approved + secondsToMake ? Status.ready : request.status
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let wanted = call.arguments["userid"].int ?? 0
    let user = wanted == 0 ? nil : wanted
    if user != call.caller.id { try call.require(.manageDataRequests) }
    let found = call.state.dataRequests.filter { call.keeps(user == nil || $0.user == user) }
    return ["requests": .list(found.map { value(of: $0, call) }), "warnings": []]
  }

  private static func approve(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.manageDataRequests)
    let id = call.arguments["requestid"].int ?? 0
    guard let request = call.state.dataRequests[id] else {
      throw Refusal("errorrequestnotfound", "Request not found")
    }
    guard request.status == Status.awaitingApproval else {
      throw Refusal("errorrequestnotwaitingforapproval", "The request is not awaiting approval.")
    }
    let now = call.now
    call.state.dataRequests.update(id) {
      $0.status = Status.approved
      $0.approved = now
    }
    return ["result": true, "warnings": []]
  }

  private static func value(of request: DataRequest, _ call: Call) -> Value {
    let status = status(of: request, call)
    let labels = [
      Status.awaitingApproval: "Awaiting approval", Status.approved: "Approved", Status.ready: "Download ready",
    ]
    var value: Value = [
      "type": .int(request.type), "comments": .string(request.comments), "commentsformat": 1,
      "userid": .int(request.user), "requestedby": .int(request.author), "status": .int(status),
      "dpo": .int(request.approved == nil ? 0 : User.adminID), "dpocomment": "", "dpocommentformat": 1,
      "systemapproved": false, "creationmethod": 0, "id": .int(request.id), "timecreated": .int(request.created),
      "timemodified": .int(request.approved ?? request.created), "usermodified": .int(request.author),
      "typename": "Export all of my personal data", "typenameshort": "Export",
      "statuslabel": .string(labels[status] ?? ""), "statuslabelclass": "bg-info text-white",
    ]
    if let user = call.state.users[request.user] { value["foruser"] = EvidenceView(call).person(user) }
    if status == Status.ready {
      value["downloadlink"] = .string(
        "\(call.baseURL)/pluginfile.php/1/tool_dataprivacy/export/\(request.id)/export.zip")
    }
    return value
  }
}
