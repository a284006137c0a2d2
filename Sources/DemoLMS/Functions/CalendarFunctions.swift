/// Dates in the calendar.
enum CalendarFunctions {
  static let all = [
    Function("core_calendar_create_calendar_events", .create, create),
    Function("core_calendar_get_calendar_events", .read, list),
    Function("core_calendar_delete_calendar_events", .delete, delete),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    var made: [Value] = []
    var warnings: [Value] = []
    for wanted in call.arguments["events"].list {
      let type = wanted["eventtype"].text
      let course = wanted["courseid"].int ?? 0
      let mayDo = type == "user" || call.can(.manageEvents, in: type == "site" ? .system : .course(course))
      guard mayDo else {
        warnings.append([
          "item": .string(wanted["name"].text), "warningcode": "nopermissions",
          "message": "you do not have permissions to create this event",
        ])
        continue
      }
      let event = call.state.events.add(
        CalendarEvent(
          name: wanted["name"].text, description: wanted["description"].text, type: type, course: course,
          group: wanted["groupid"].int ?? 0, user: call.caller.id, start: wanted["timestart"].int ?? call.now,
          duration: wanted["timeduration"].int ?? 0, modified: call.now))
      made.append(
        value(of: event, call).merging(["modulename": "", "instance": 0, "uuid": ""]).removing([
          "categoryid", "repeatid",
        ]))
    }
    return ["events": .list(made), "warnings": .list(warnings)]
  }

  private static func value(of event: CalendarEvent, _ call: Call) -> Value {
    [
      "id": .int(event.id), "name": call.name(event.name), "description": .string(event.description), "format": 1,
      "courseid": .int(event.course), "categoryid": .null, "groupid": event.group == 0 ? .null : .int(event.group),
      "userid": .int(event.user), "repeatid": .null, "modulename": .null, "instance": .null,
      "eventtype": .string(event.type), "timestart": .int(event.start), "timeduration": .int(event.duration),
      "visible": 1, "sequence": 1, "timemodified": .int(event.modified), "subscriptionid": .null,
    ]
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let wanted = call.arguments["events"]
    let options = call.arguments["options"]
    let ids = wanted["eventids"].list.compactMap(\.int)
    let courses = wanted["courseids"].list.compactMap(\.int)
    let showsUser = !options.has("userevents") || options["userevents"].flag
    let showsSite = !options.has("siteevents") || options["siteevents"].flag
    let from = options["timestart"].int ?? 0
    let to = options["timeend"].int ?? 0
    let found = call.state.events.filter { event in
      let isMine =
        switch event.type {
        case "user": showsUser && event.user == call.caller.id
        case "site": showsSite
        default: courses.contains(event.course)
        }
      return call.keeps((isMine || ids.contains(event.id)) && event.start >= from && (to == 0 || event.start <= to))
    }
    return ["events": .list(found.map { value(of: $0, call) }), "warnings": []]
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["events"].list {
      let id = wanted["eventid"].int ?? 0
      guard let event = call.state.events[id] else { throw .unknownRecord }
      guard event.user == call.caller.id || call.can(.manageEvents) else { throw .missing(.manageEvents) }
      call.state.events[id] = nil
    }
    return .null
  }
}
