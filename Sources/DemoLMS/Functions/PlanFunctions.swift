/// Learning plans and their templates.
enum PlanFunctions {
  static let all = [
    Function("core_competency_create_plan", .create, create),
    Function("core_competency_read_plan", .read) { (call) throws(Refusal) in
      try value(of: readable(call.arguments["id"].int ?? 0, call), call)
    },
    Function("core_competency_list_user_plans", .read, list),
    Function("core_competency_add_competency_to_plan", .create, addCompetency),
    Function("core_competency_list_plan_competencies", .read, competencies),
    Function("core_competency_complete_plan", .update, complete),
    Function("core_competency_delete_plan", .delete) { (call) throws(Refusal) in
      let plan = try manageable(call.arguments["id"].int ?? 0, call)
      call.state.plans[plan.id] = nil
      return true
    },
    Function("core_competency_create_template", .create, createTemplate),
    Function("core_competency_list_templates", .read) { (call) throws(Refusal) in
      try call.require(.manageTemplates)
      return .list(FrameworkFunctions.page(Array(call.state.templates), call).map { value(of: $0, call) })
    },
    Function("core_competency_delete_template", .delete) { (call) throws(Refusal) in
      let template = try template(call.arguments["id"].int ?? 0, call)
      call.state.templates[template.id] = nil
      return true
    },
    Function("core_competency_add_competency_to_template", .create) { (call) throws(Refusal) in
      let template = try template(call.arguments["templateid"].int ?? 0, call)
      let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
      if template.competencies.contains(competency.id), !call.allowsDuplicates { return false }
      call.state.templates.update(template.id) { $0.competencies.append(competency.id) }
      return true
    },
    Function("core_competency_list_competencies_in_template", .read) { (call) throws(Refusal) in
      let template = try template(call.arguments["id"].int ?? 0, call)
      return .list(template.competencies.compactMap { call.state.competencies[$0] }.map(FrameworkFunctions.value))
    },
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    let wanted = call.arguments["plan"]
    let user = try call.user(wanted["userid"].int ?? 0)
    try call.require(.managePlans, in: .user(user.id))
    guard wanted["templateid"].isNull else {
      throw .codingError("To create a plan from a template use api::create_plan_from_template().")
    }
    let plan = call.state.plans.add(
      Plan(
        name: wanted["name"].text, description: wanted["description"].text, user: user.id,
        status: wanted["status"].int ?? 0, due: wanted["duedate"].int ?? 0, time: call.now, author: call.caller.id))
    return value(of: plan, call)
  }

  private static func readable(_ id: Int, _ call: Call) throws(Refusal) -> Plan {
    guard let plan = call.state.plans[id] else { throw .unknownRecord }
    if plan.user != call.caller.id, !call.can(.viewPlans, in: .user(plan.user)) { throw .missing(.viewPlans) }
    return plan
  }

  private static func manageable(_ id: Int, _ call: Call) throws(Refusal) -> Plan {
    guard let plan = call.state.plans[id] else { throw .unknownRecord }
    try call.require(.managePlans, in: .user(plan.user))
    return plan
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.user(call.arguments["userid"].int ?? 0)
    if user.id != call.caller.id, !call.can(.viewPlans, in: .user(user.id)) { throw .missing(.viewPlans) }
    return .list(call.state.plans.filter { call.keeps($0.user == user.id) }.map { value(of: $0, call) })
  }

  private static func addCompetency(_ call: inout Call) throws(Refusal) -> Value {
    let plan = try manageable(call.arguments["planid"].int ?? 0, call)
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    if plan.competencies.contains(competency.id), !call.allowsDuplicates { return false }
    call.state.plans.update(plan.id) { $0.competencies.append(competency.id) }
    return true
  }

  private static func competencies(_ call: inout Call) throws(Refusal) -> Value {
    let plan = try readable(call.arguments["id"].int ?? 0, call)
    return .list(
      plan.competencies.compactMap { call.state.competencies[$0] }.map { competency in
        [
          "competency": FrameworkFunctions.value(of: competency),
          "usercompetency": EvidenceView(call).value(of: plan.user, competency.id),
        ]
      })
  }

  private static func complete(_ call: inout Call) throws(Refusal) -> Value {
    let plan = try manageable(call.arguments["planid"].int ?? 0, call)
    call.state.plans.update(plan.id) { $0.status = 2 }
    return true
  }

  private static func value(of plan: Plan, _ call: Call) -> Value {
    let mayManage = call.can(.managePlans, in: .user(plan.user))
    let value: Value = [
      "name": call.name(plan.name), "description": .string(plan.description), "descriptionformat": 1,
      "userid": .int(plan.user), "templateid": .null, "origtemplateid": .null, "status": .int(plan.status),
      "duedate": .int(plan.due), "reviewerid": .null, "id": .int(plan.id), "timecreated": .int(plan.time),
      "timemodified": .int(plan.time), "usermodified": .int(plan.author),
      "statusname": .string(["Draft", "Active", "Complete"][min(2, max(0, plan.status))]),
      "isbasedontemplate": false, "canmanage": .bool(mayManage), "canrequestreview": true,
      "canreview": .bool(mayManage), "canbeedited": .bool(mayManage && plan.status < 2),
      "isactive": .bool(plan.status == 1), "isdraft": .bool(plan.status == 0),
      "iscompleted": .bool(plan.status == 2), "isinreview": false, "iswaitingforreview": false,
    ]
    return value.merging([
      "isreopenallowed": .bool(mayManage && plan.status == 2),
      "iscompleteallowed": .bool(mayManage && plan.status == 1),
      "isunlinkallowed": false, "isrequestreviewallowed": .bool(plan.status == 0),
      "iscancelreviewrequestallowed": false, "isstartreviewallowed": false, "isstopreviewallowed": false,
      "isapproveallowed": .bool(mayManage && plan.status == 0),
      "isunapproveallowed": .bool(mayManage && plan.status == 1),
      "duedateformatted": .string(CalendarDay(unix: plan.due).long),
      "commentarea": EvidenceView(call).commentArea("plan", plan.id, user: plan.user),
      "url": .string("\(call.baseURL)/admin/tool/lp/plan.php?id=\(plan.id)"),
    ])
  }

  private static func template(_ id: Int, _ call: Call) throws(Refusal) -> PlanTemplate {
    try call.require(.manageTemplates)
    guard let template = call.state.templates[id] else { throw .unknownRecord }
    return template
  }

  private static func createTemplate(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.manageTemplates)
    let wanted = call.arguments["template"]
    let template = call.state.templates.add(
      PlanTemplate(
        shortname: wanted["shortname"].text, description: wanted["description"].text,
        due: wanted["duedate"].int ?? 0, time: call.now, author: call.caller.id))
    return value(of: template, call)
  }

  private static func value(of template: PlanTemplate, _ call: Call) -> Value {
    [
      "shortname": call.name(template.shortname), "description": .string(template.description),
      "descriptionformat": 1, "duedate": .int(template.due), "visible": true, "contextid": 1,
      "id": .int(template.id), "timecreated": .int(template.time), "timemodified": .int(template.time),
      "usermodified": .int(template.author), "duedateformatted": .string(CalendarDay(unix: template.due).long),
      "cohortscount": 0, "planscount": 0, "canmanage": true, "canread": true, "contextname": "System",
      "contextnamenoprefix": "System",
    ]
  }
}
