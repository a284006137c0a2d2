/// Vocabulary and adapter for `MiniLMS`; tests add lines of their own.
enum MiniLibrary {
  static let vocabulary = """
    words "role" { learner = { en = "learner", nl = "cursist" }, trainer = { en = "trainer", nl = "docent" }, author = { en = "author", nl = "auteur" } }
    words "verdict" { accepted = { en = "accepted", nl = "toegestaan" }, refused = { en = "refused", nl = "geweigerd" }, rejected = { en = "rejected", nl = "afgewezen" } }
    kind "user" { en = { "user", "users" }, nl = { "gebruiker", "gebruikers" }, key = "username",
      columns = { username = { nl = "gebruikersnaam" }, password = { nl = "wachtwoord", write_only = true }, lastname = { default = "Test" } } }
    kind "course" { en = { "course", "courses" }, nl = { "cursus", "cursussen" }, key = "shortname",
      columns = { shortname = { nl = "code" }, fullname = { nl = "naam", default = function(c) return c.shortname end } } }
    kind "course enrolment" { relation = true, en = { "course enrolment", "course enrolments" }, nl = { "inschrijving", "inschrijvingen" },
      key = { "user", "course" }, columns = { user = { ref = "user" }, course = { ref = "course" } } }
    kind "activity" { en = { "activity", "activities" }, key = { "name", "course" }, columns = { name = {}, course = { ref = "course" } } }
    human "judge" { en = "the tester judges {text}", nl = "beoordeelt de tester {text}" }
    human "task" { en = "the tester {text}", nl = { "de tester {text}", "{verb} de tester {text}" } }
    step "enrolment.add" {
      en = "{actor} enrols {person} in {course}",
      nl = { "{actor} {person} inschrijft voor {course}", "in {course} schrijft {actor} {person} in" },
      attempt = { en = { "{actor} tries to enrol {person} in {course}", "{actor} tries to enrol somebody in {course}" } },
      kind = "action", changes = { "course" }, examples = { '"fatima" enrols "tim" in "AVG-01"' } }
    step "enrolment.have" { en = "{person} is enrolled in {course}", kind = "state" }
    step "course.rename" { en = "{actor} renames {course} to {string}",
      attempt = { en = "{actor} tries to rename {course} to {string}" }, kind = "action", changes = { "course" } }
    step "course.count" { en = "{course} has {int} learner(s)", nl = "heeft {course} {int} cursist(en)", kind = "check" }
    step "course.name" { en = "{course} is called {string}", kind = "check" }
    step "course.absent" { en = "{course} does not exist", kind = "check" }
    step "course.swap" { en = "{old=course} is replaced by {course}", nl = "{course} vervangt {old=course}", kind = "action" }
    step "outcome.verdict" { en = "the request is {verdict}", nl = "wordt het verzoek {verdict}", kind = "check" }
    step "outcome.unchanged" { en = "nothing has changed", kind = "check" }
    step "login.works" { en = "{actor} can sign in", kind = "check" }
    step "login.fails" { en = "{actor} cannot sign in", kind = "check" }
    step "activity.do" { en = "{actor} completes {activity} of {course} within {duration}", kind = "action" }

    """

  static let adapter = """
    local lms = target "lms" { base = setting "base", speaks = "json" }
    local reasons = { nopermissions = "refused", invalidlogin = "refused", usernametaken = "conflict", invalidtoken = "broken", gone = "not-found" }
    function lms.failure(answer)
      local b = answer.json
      if type(b) == "table" and b.exception then return reasons[b.errorcode] or "invalid", b.errorcode .. ": " .. b.message end
    end
    function lms.prepare(site, request)
      if request.form and not site.signing_in and site.session then request.form.token = site.session.token end
    end
    function lms.stale(answer) return type(answer.json) == "table" and answer.json.errorcode == "invalidtoken" end
    local admin = account { username = "admin", token = setting "admin_token" }
    session(lms, "token", function(site, person)
      if person.token then return { token = secret(person.token) } end
      return { token = secret(site:post("/call/login", { form = { username = person.username, password = person.password } }).json.token) }
    end)
    control(lms, function(site) site:post("/call/hello", { form = {} }) end)
    local function ws(person, name, form) return lms:as(person):post("/call/" .. name, { form = form or {} }).json end
    roles { learner = { level = "course" }, trainer = { level = "course" } }
    entity "user" {
      find = function(u) return ws(admin, "find_user", { username = u.username })[1] end,
      create = function(u, by) return ws(by or admin, "create_user", { username = u.username, password = u.password }) end,
      remove = function(f) ws(admin, "delete_user", { id = f.id }) end,
    }
    entity "course" {
      find = function(c) return ws(admin, "find_course", { shortname = c.shortname })[1] end,
      create = function(c, by) return ws(by or admin, "create_course", { shortname = c.shortname, fullname = c.fullname }) end,
      update = function(found, changes) ws(admin, "rename_course", { id = found.id, fullname = changes.fullname }) end,
      remove = function(f) ws(admin, "delete_course", { id = f.id }) end,
    }
    entity "course enrolment" {
      find = function(e)
        local u = first(ws(admin, "enrolled", { course = e.course.id }), function(u) return u.id == e.user.id end)
        return u and { user = e.user, course = e.course }
      end,
      create = function(e, by) ws(by or admin, "enrol", { user = e.user.id, course = e.course.id }) end,
      remove = function(e) ws(admin, "unenrol", { user = e.user.id, course = e.course.id }) end,
    }
    on("enrolment.add", function(actor, person, course) create("course enrolment", { user = person, course = course }, actor) end)
      .watches(function(_, _, course) return #ws(admin, "enrolled", { course = course.id }) end)
    on("enrolment.have", function(person, course) ensure("course enrolment", { user = person, course = course }) end)
    on("course.rename", function(actor, course, name)
      ws(actor, "rename_course", { id = course.id, fullname = name })
      undo("course.name", { id = course.id, fullname = "Old" })
    end)
    cleanup "course.name" (function(c) ws(admin, "rename_course", c) end)
    on("course.count", function(course, count) expect(#ws(admin, "enrolled", { course = course.id }), "learners of " .. course.shortname).equals(count) end)
    on("course.name", function(course, name) expect(course.fullname, "name").equals(name) end)
    on("course.absent", function(course) expect(course.exists).equals(false) end)
    on("login.works", function(actor) expect(lms:sign_in(actor).session.token).is_present() end)
    on("login.fails", function(actor)
      local site, failure = try(lms.sign_in, lms, actor)
      expect(site and "signed in" or failure.class).equals "refused"
    end)
    local means = { refused = "refused", rejected = "conflict", accepted = "accepted" }
    on("outcome.verdict", function(verdict)
      local o = outcome()
      expect(o.class == means[verdict] and verdict or o.class .. " " .. o.message).equals(verdict)
    end)
    on("outcome.unchanged", function() nothing_changed() end)
    provides { "grading" }

    """

  static let tail = "return { lms = lms, ws = ws, admin = admin }\n"
}
