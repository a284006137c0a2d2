/// The badges of a course: listed, made by a form, given a criterion, removed; and what a check code shows to anybody.
enum BadgePages {
  static let all = [
    Page("/badges/index.php", .delete, writesByGet: { $0.query["delete"] != nil && $0.query["confirm"] == "1" }, list),
    Page("/badges/edit.php", .create, edit),
    Page("/badges/criteria_settings.php", .create, criterion),
    Page("/badges/criteria.php") { (call, request, sesskey) throws(Refusal) in try show(call, request, sesskey) },
    Page("/badges/overview.php") { (call, request, sesskey) throws(Refusal) in try show(call, request, sesskey) },
  ]

  /// The type of a criterion that says: whoever completes the course.
  private static let completion = 4

  private static func course(_ id: Int?, _ call: Call) throws(Refusal) -> Course {
    let course = try call.enter(id ?? 0)
    try call.require(.configureBadges, in: .course(course.id))
    return course
  }

  private static func badge(_ id: Int?, _ call: Call) throws(Refusal) -> Badge {
    guard let badge = call.state.badges[id ?? 0] else { throw .unknownRecord }
    try call.require(.configureBadges, in: badge.context)
    return badge
  }

  private static func list(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let course = try course(request.fields.int("id"), call)
    if let unwanted = request.query.int("delete"), request.query["confirm"] == "1" {
      guard request.query["sesskey"] == sesskey else { throw AdminPages.badSesskey }
      let badge = try badge(unwanted, call)
      call.state.issuedBadges.remove { $0.badge == badge.id }
      call.state.badges[badge.id] = nil
      return call.redirect("/badges/index.php?type=2&id=\(course.id)")
    }
    let rows = call.state.badges.filter { $0.course == course.id }.map { badge in
      let count = call.state.issuedBadges.filter { $0.badge == badge.id }.count
      return "<tr><td class=\"cell c0\"><a href=\"\(call.baseURL)/badges/overview.php?id=\(badge.id)\">"
        + "\(badge.name.escapedHTML)</a></td><td class=\"cell c1\">\(badge.isActive ? "Available" : "Not available")</td>"
        + "<td class=\"cell c2\">\(requirement(of: badge, call))</td><td class=\"cell c3\">\(count)</td></tr>"
    }
    return call.page(
      "Badges", sesskey,
      "<h2>Badges</h2><table class=\"generaltable reportbuilder-table\"><tbody>\(rows.joined())</tbody></table>")
  }

  private static func requirement(of badge: Badge, _ call: Call) -> String {
    guard badge.isForCompletion, let course = call.state.courses[badge.course] else { return "" }
    return "Complete the course <b>\"\(course.fullname.escapedHTML)\"</b>"
  }

  private static func show(_ call: Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let badge = try badge(request.query.int("id"), call)
    return call.page(
      badge.name, sesskey, "<h2>\(badge.name.escapedHTML)</h2><p>\(requirement(of: badge, call))</p>")
  }

  private static func edit(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let course = try course(request.fields.int("courseid"), call)
    guard request.isPost else { return form(call, course, sesskey, errors: [:]) }
    let sent = request.body
    var errors: [String: String] = [:]
    for name in ["name", "description", "issuername"] where (sent[name] ?? "").trimmed().isEmpty {
      errors[name] = "- You must supply a value here."
    }
    let picture = call.draft(sent["image"])
    if picture?.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) != true { errors["image"] = "Required" }
    let expiry = sent.int("expiry") ?? 0
    let period = (sent.int("expireperiod[number]") ?? 0) * (sent.int("expireperiod[timeunit]") ?? 1)
    if expiry == 2, period <= 0 {
      errors["expireperiod[number]"] = "Expiry period cannot be negative or equal 0."
    }
    guard errors.isEmpty else { return form(call, course, sesskey, errors: errors) }
    let made = call.state.badges.add(
      Badge(
        course: course.id, name: (sent["name"] ?? "").trimmed(), description: sent["description"] ?? "",
        issuer: sent["issuername"] ?? "", contact: sent["issuercontact"] ?? "",
        expireDate: expiry == 1 ? day(sent) : nil, expirePeriod: expiry == 2 ? period : nil, author: call.caller.id,
        created: call.now, modified: call.now))
    return call.redirect("/badges/criteria.php?id=\(made.id)")
  }

  private static func day(_ sent: Form) -> Int? {
    guard let year = sent.int("expiredate[year]"), let month = sent.int("expiredate[month]"),
      let day = sent.int("expiredate[day]")
    else { return nil }
    return CalendarDay.unix(year: year, month: month, day: day)
  }

  private static func form(_ call: Call, _ course: Course, _ sesskey: String, errors: [String: String]) -> WebAnswer {
    var form = FormMarkup(
      action: call.baseURL + "/badges/edit.php", marker: "_qf__core_badges_form_badge", sesskey: sesskey,
      errors: errors)
    form.hidden("courseid", String(course.id))
    form.hidden("issuerurl", call.baseURL)
    form.hidden("action", "new")
    form.text("name", label: "Name")
    form.text("version", label: "Version")
    form.select("language", label: "Language", [("en", "English")], chosen: "en")
    form.area("description", label: "Description")
    form.text("image", label: "Image")
    form.text("imagecaption", label: "Image caption")
    form.text("issuername", label: "Issuer name", call.options.siteName)
    form.text("issuercontact", label: "Email address")
    form.select(
      "expiry", label: "Expiry date", [("0", "Never"), ("1", "Fixed date"), ("2", "Relative date")], chosen: "0")
    for (part, value) in [("day", "1"), ("month", "1"), ("year", "2030")] {
      form.text("expiredate[\(part)]", label: part, value)
    }
    form.text("expireperiod[number]", label: "number", "0")
    form.select(
      "expireperiod[timeunit]", label: "unit",
      [("604800", "weeks"), ("86400", "days"), ("3600", "hours"), ("60", "minutes"), ("1", "seconds")],
      chosen: "86400")
    form.button("submitbutton", "Create badge")
    return call.page("Add a new badge", sesskey, form.markup)
  }

  private static func criterion(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    let badge = try badge(request.fields.int("badgeid"), call)
    // As on a Moodle nothing is changed of a badge that is in use, and what is not known is not offered.
    guard request.fields.int("type") == completion, badge.status == .inactive else {
      return call.redirect("/badges/criteria.php?id=\(badge.id)")
    }
    if request.isPost {
      call.state.badges.update(badge.id) { $0.isForCompletion = true }
      return call.redirect("/badges/criteria.php?id=\(badge.id)&msg=criteriacreated")
    }
    var form = FormMarkup(
      action: "\(call.baseURL)/badges/criteria_settings.php?badgeid=\(badge.id)&add=1&type=\(completion)",
      marker: "_qf__edit_criteria_form", sesskey: sesskey)
    form.text("grade_\(badge.course)", label: "Minimum grade required")
    form.hidden("course_\(badge.course)", String(badge.course))
    form.hidden("agg", "1")
    form.area("description[text]", label: "Description")
    form.hidden("description[format]", "1")
    form.button("submitbutton", "Save")
    return call.page("Criteria", sesskey, form.markup)
  }

  /// What anybody is shown who has the code of a badge, signed in or not.
  static func verification(_ code: String?, _ site: Site) -> WebAnswer {
    let content = site.look { state, _ in
      guard let issued = state.issuedBadges.first(where: { $0.code == code }), let badge = state.badges[issued.badge],
        let recipient = state.users[issued.user]
      else {
        return "<div id=\"notice\" class=\"important\"><span class=\"error\">Cannot verify this awarded badge. "
          + "This badge may have been revoked.</span></div>"
      }
      let facts = [
        ("Awarded to", recipient.fullName), ("Course", state.courses[badge.course]?.fullname ?? ""),
        ("Awarded on", CalendarDay(unix: issued.issued).spoken),
        ("Expires on", issued.expires.map { CalendarDay(unix: $0).spoken } ?? ""), ("Issued by", badge.issuer),
      ]
      let rows = facts.filter { !$0.1.isEmpty }.map {
        "<dl><dt>\($0.0)</dt><dd>\($0.1.escapedHTML)</dd></dl>"
      }
      return "<div id=\"badge\"><h2>\(badge.name.escapedHTML)</h2>\(rows.joined())</div>"
    }
    return .html(Page.frame("Awarded badge", sesskey: "", baseURL: site.baseURL, user: nil, content))
  }
}
