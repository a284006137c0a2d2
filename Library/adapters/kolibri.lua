-- Kolibri 0.19.5 over the API that its own pages use. A course is a Kolibri class, a page is a lesson of one resource.
local common = require "common"

local lms = target "lms" { base = setting "base", speaks = "json" }

---------------------------------------------------------------- answers
local classes = {
  PERMISSION_DENIED = "refused", INVALID_CREDENTIALS = "refused", NOT_AUTHENTICATED = "broken",
  NOT_FOUND = "not-found", DOES_NOT_EXIST = "not-found",
  UNIQUE = "conflict", USERNAME_ALREADY_EXISTS = "conflict",
}
-- Errors are [{ id, metadata }], ["a sentence"] or { detail }; a list that is an answer has status 200.
function lms.failure(answer)
  if answer.status < 400 then return end
  local body = answer.json
  if type(body) ~= "table" then return end
  if body.detail then return "invalid", tostring(body.detail) end
  local problem = body[1]
  if type(problem) == "string" then return "invalid", problem end
  if type(problem) ~= "table" or not problem.id then return end
  local about = problem.metadata or {}
  return classes[problem.id] or "invalid", problem.id .. " " .. tostring(about.field or about.view or "")
end

-- Every write repeats the CSRF cookie as a header; without it the answer is the same as without a right.
function lms.prepare(site, request, method)
  if method == "GET" then return end
  local token = site:cookie "kolibri_csrftoken"
  if token then request.headers = merge(request.headers, { ["X-CSRFToken"] = token }) end
end
function lms.stale(answer)
  local body = answer.json
  return answer.status == 403 and type(body) == "table" and type(body[1]) == "table" and body[1].id == "NOT_AUTHENTICATED"
end
function lms.writes(request)
  return request.method ~= "GET" and not text.has(request.path, "/api/auth/session/")
end

---------------------------------------------------------------- who asks
local admin = account { username = setting "admin_user", password = setting "admin_password" }

-- By id or name when the project names one, else the first: a device has one nearly always.
local facility_found
local function facility()
  if not facility_found then
    local wanted = setting "facility"
    facility_found = first(lms:nobody():get("/api/public/v1/facility/").json, function(f)
      return wanted == nil or f.id == wanted or f.name == wanted
    end) or broken("no facility " .. tostring(wanted or "") .. " on this device")
  end
  return facility_found.id
end

session(lms, "main", function(site, person)
  local signed = site:post("/api/auth/session/", { json = {
    username = person.username, password = person.password or setting "password", facility = facility() } }).json
  return { user = signed.user_id }
end)
-- A request with the same CSRF proof as a write, which everybody may send.
control(lms, function(site) site:put("/api/auth/session/current/", { json = { active = false } }) end)

local function as(person) return lms:as(person) end

roles {
  learner = { level = "course" }, trainer = { kind = "coach", level = "course" }, buyer = { level = "course" },
  tadmin = { kind = "admin", level = "system" }, fadmin = { kind = "admin", level = "system" }, sysadmin = { kind = "admin", level = "system" },
}
provides { "completion", "lessons" }

---------------------------------------------------------------- users
-- Unknown filters are ignored and give everybody: what comes back is always compared.
local function users(query) return as(admin):get("/api/auth/facilityuser/", { query = query }).json end
local function everybody() return users { member_of = facility() } end
-- Kolibri keeps one name of a person; the first word is the first name.
local function canonical_user(u)
  if not u then return nil end
  local firstname, lastname = text.matches(u.full_name, [[^(\S*) ?(.*)$]])
  return { id = u.id, username = u.username, fullname = u.full_name, firstname = firstname, lastname = lastname, idnumber = u.id_number or "" }
end
local function user_fields(u)
  return {
    username = u.username, full_name = (u.firstname or u.username) .. " " .. (u.lastname or ""), password = u.password or setting "password",
    id_number = u.idnumber, facility = facility(),
  }
end

entity "user" {
  accepts = { "username", "firstname", "lastname", "password", "idnumber" },
  ignores = { "email", "department", "city", "phone1", "lang" },
  new_key = function(name, suffix) return name .. "_" .. suffix end, -- letters, digits and _ only
  find = function(user)
    return canonical_user(first(users { search = user.username, member_of = facility() }, function(u) return u.username == user.username end))
  end,
  find_many = function(wanted)
    local by_username = {}
    for _, u in ipairs(everybody()) do by_username[u.username] = canonical_user(u) end
    return map(wanted, function(u) return by_username[u.username] or null end)
  end,
  create = function(user, by) return as(by or admin):post("/api/auth/facilityuser/", { json = user_fields(user) }).json end,
  update = function(found, changes)
    local name = (changes.firstname or found.firstname) .. " " .. (changes.lastname or found.lastname)
    as(admin):patch("/api/auth/facilityuser/" .. found.id .. "/", { json = { id_number = changes.idnumber, full_name = name } })
  end,
  -- twice: the first only hides the account, and a hidden account still makes an import say "duplicated"
  half_removed = function(user)
    local hidden = first(as(admin):get("/api/auth/deletedfacilityuser/").json, function(u) return u.username == user.username end)
    return hidden and { id = hidden.id, username = hidden.username, is_hidden = true }
  end,
  remove = function(found)
    if not found.is_hidden then as(admin):delete("/api/auth/facilityuser/" .. found.id .. "/") end
    as(admin):delete("/api/auth/deletedfacilityuser/" .. found.id .. "/")
  end,
}

---------------------------------------------------------------- classes
local function all_classes(person) return as(person or admin):get("/api/auth/classroom/", { query = { parent = facility() } }).json end
local function canonical_class(c) return c and { id = c.id, shortname = c.name, visible = true, learners = c.learner_count } end

entity "category" { left_out = "Kolibri has no categories" }
entity "course" {
  accepts = { "shortname", "visible" },
  ignores = { "fullname", "summary", "category", "numsections", "startdate", "enddate" },
  find = function(c) return canonical_class(first(all_classes(), function(x) return x.name == c.shortname end)) end,
  find_many = function(wanted)
    local by_name = {}
    for _, c in ipairs(all_classes()) do by_name[c.name] = canonical_class(c) end
    return map(wanted, function(c) return by_name[c.shortname] or null end)
  end,
  create = function(c, by)
    if c.visible == false then not_applicable "Kolibri cannot hide a class" end
    return as(by or admin):post("/api/auth/classroom/", { json = { name = c.shortname, parent = facility() } }).json
  end,
  remove = function(found) as(admin):delete("/api/auth/classroom/" .. found.id .. "/") end,
}

local function members(course) return users { member_of = course.id } end
local function coaches(course)
  local c = first(all_classes(), function(c) return c.id == course.id end)
  return c and c.coaches or {}
end
-- A thing that is looked up knows its key only: without a role, a learner is meant.
local function takes_part(e)
  local people = role(rawget(e, "role") or "learner").kind and coaches(e.course) or members(e.course)
  return first(people, function(u) return u.id == e.user.id end) ~= nil
end
-- A list, because a single membership or role that is there already answers HTTP 500.
local function give(person, rows, kind)
  if kind then as(person):post("/api/auth/role/", { json = map(rows, function(e) return { user = e.user.id, collection = e.course.id, kind = kind } end) })
  else as(person):post("/api/auth/membership/", { json = map(rows, function(e) return { user = e.user.id, collection = e.course.id } end) }) end
end

entity "course enrolment" {
  -- Who becomes a coach of a class becomes a coach of the facility by itself, and stays one when the class is gone.
  needs = function(e)
    if role(e.role).kind then ensure("role assign", { user = e.user, role = e.role }) end
  end,
  find = function(e) return takes_part(e) and { user = e.user, course = e.course, role = rawget(e, "role") or "learner" } or nil end,
  create = function(e, by) give(by or admin, list { e }, role(e.role).kind) end,
  create_many = function(es)
    local learners = filter(es, function(e) return not role(e.role).kind end)
    local others = filter(es, function(e) return role(e.role).kind ~= nil end)
    if #learners > 0 then give(admin, learners) end
    if #others > 0 then give(admin, others, "coach") end
  end,
  remove = function(e)
    local kind = role(e.role or "learner").kind
    as(admin):delete(kind and "/api/auth/role/" or "/api/auth/membership/", { query = { user = e.user.id, collection = e.course.id, kind = kind } })
  end,
}
local function administrators() return users { user_type = "admin", member_of = facility() } end
local function administers(person) return first(administrators(), function(u) return u.id == person.id end) ~= nil end
local class_coach = "classroom assignable coach" -- of no class yet; any other role at the facility does as well
local function roles_of(person) return as(admin):get("/api/auth/facilityuser/" .. person.id .. "/").json.roles end
local function is_coach(name) return role(name).kind == "coach" end
entity "role assign" {
  find = function(a)
    local held
    if is_coach(a.role) then held = first(roles_of(a.user), function(r) return r.collection == facility() end) ~= nil
    else held = administers(a.user) end
    return held and { user = a.user, role = a.role } or nil
  end,
  create = function(a, by)
    local kind = is_coach(a.role) and class_coach or role(a.role).kind
    as(by or admin):post("/api/auth/role/", { json = list { { user = a.user.id, collection = facility(), kind = kind } } })
  end,
  remove = function(a)
    -- Kolibri would take every class of this coach away, also those that others gave.
    if is_coach(a.role) and first(roles_of(a.user), function(r) return r.collection ~= facility() end) then return end
    local kind = is_coach(a.role) and class_coach or "admin"
    as(admin):delete("/api/auth/role/", { query = { user = a.user.id, collection = facility(), kind = kind } })
  end,
}

---------------------------------------------------------------- lessons
local function lesson_of(a)
  local l = first(as(admin):get("/api/lessons/lesson/", { query = { collection = a.course.id } }).json, function(l)
    return l.title == a.name and l.collection == a.course.id
  end)
  return l and { id = l.id, name = l.title, course = a.course, activity = "page", resources = l.resources }
end
entity "activity" {
  accepts = { "activity", "name", "course" },
  ignores = { "idnumber" },
  find = lesson_of,
  create = function(a)
    if a.activity ~= "page" then not_applicable("Kolibri has no '" .. tostring(a.activity) .. "'") end
    local page = as(admin):get("/api/content/contentnode/", { query = { kind = "document" } }).json
    local r = first(page.results or page) or broken "no channel with a document is on this device"
    return as(admin):post("/api/lessons/lesson/", { json = {
      title = a.name, collection = a.course.id, assignments = list { a.course.id }, learner_ids = list {}, active = true,
      resources = list { { content_id = r.content_id, channel_id = r.channel_id, contentnode_id = r.id } } } }).json
  end,
  remove = function(found) as(admin):delete("/api/lessons/lesson/" .. found.id .. "/") end,
}

unsupported {
  ["user.deactivate"] = "Kolibri can delete an account, not deactivate it",
  ["category admin"] = "Kolibri has no categories", ["category.admin"] = "Kolibri has no categories",
  ["category.read"] = "Kolibri has no categories", ["category.holds"] = "a Kolibri class is in no category",
  ["catalogue.complete"] = "Kolibri has no catalogue of classes", ["catalogue.search"] = "Kolibri has no catalogue of classes",
  ["catalogue.among"] = "Kolibri has no catalogue of classes", ["catalogue.hides"] = "Kolibri has no catalogue of classes",
  ["course.publish"] = "Kolibri cannot hide or show a class", ["course.upcoming"] = "a Kolibri class has no dates",
  ["manager.of"] = "Kolibri has no line managers",
  ["framework"] = "Kolibri has no competencies", ["competency"] = "Kolibri has no competencies",
  ["framework.read"] = "Kolibri has no competencies", ["framework.holds"] = "Kolibri has no competencies",
  ["framework.scale"] = "Kolibri has no competencies", ["competency.link"] = "Kolibri has no competencies",
  ["competency.learnable"] = "Kolibri has no competencies", ["competency.evidence"] = "Kolibri has no competencies",
  ["framework.levels"] = "Kolibri has no competencies",
  ["stock.texts"] = "a Kolibri class is in no category",
  ["stock.links"] = "a Kolibri class is in no category", ["stock.counts"] = "a Kolibri class is in no category",
  ["privacy.ask"] = "Kolibri takes no requests for personal data",
  ["privacy.approve"] = "Kolibri takes no requests for personal data",
  ["privacy.ready"] = "Kolibri takes no requests for personal data",
  ["cohort"] = "Kolibri has no audiences", ["cohort member"] = "Kolibri has no audiences",
  ["assignment.submit"] = "Kolibri has no assignments", ["assignment.grade"] = "Kolibri has no assignments",
  ["assignment.feedback"] = "Kolibri has no assignments", ["assignment.reads_grade"] = "Kolibri has no assignments",
  ["assignment.reads_feedback"] = "Kolibri has no assignments", ["assignment.reads_nothing"] = "Kolibri has no assignments",
  ["assignment.release"] = "Kolibri has no assignments", ["assignment.notified"] = "Kolibri has no assignments",
  ["quiz.take"] = "a Kolibri quiz has no pass mark", ["quiz.start"] = "a Kolibri quiz has no number of attempts",
  ["quiz.result"] = "a Kolibri quiz has no pass mark",
  ["evaluation.send"] = "Kolibri has no evaluations", ["evaluation.answer"] = "Kolibri has no evaluations",
  ["evaluation.anonymous"] = "Kolibri has no evaluations",
  ["certificate.issued"] = "Kolibri has no certificates",
  ["course.criterion"] = "a Kolibri class is never complete", ["course.completed"] = "a Kolibri class is never complete",
  ["course.not_completed"] = "a Kolibri class is never complete",
  ["cohort.course"] = "Kolibri has no audiences",
  ["cohort.add"] = "Kolibri has no audiences", ["cohort.take"] = "Kolibri has no audiences",
  ["cohort.member"] = "Kolibri has no audiences", ["cohort.only"] = "Kolibri has no audiences",
  ["course.places"] = "learners cannot enrol themselves in a Kolibri class",
  ["place.take"] = "learners cannot enrol themselves in a Kolibri class",
  ["place.give_up"] = "learners cannot enrol themselves in a Kolibri class",
  ["activity.attended"] = "Kolibri records no attendance",
  ["quiz.late"] = "a Kolibri quiz has no time limit",
  ["competency.review"] = "Kolibri has no competencies", ["competency.rate"] = "Kolibri has no competencies",
  ["message.switch"] = "Kolibri sends no messages", ["message.kind"] = "Kolibri sends no messages",
  ["report"] = "Kolibri has no reports of one's own", ["report.list"] = "Kolibri has no reports of one's own",
  ["report.columns"] = "Kolibri has no reports of one's own",
  ["report.completion"] = "a Kolibri class is never complete", ["report.counts"] = "a Kolibri class is never complete",
  ["report.dates"] = "a Kolibri class is never complete",
  ["grade.history"] = "Kolibri has no assignments",
}

---------------------------------------------------------------- people and profiles
local columns = { idnumber = "id_number", fullname = "full_name", username = "username" }
local function column(field) return columns[field] or not_applicable("Kolibri keeps no '" .. field .. "' of a person") end
-- What a scenario watches is what it tried to make itself: others make people and classes meanwhile.
local tried = {}
local function fresh(prefix)
  local name = common.fresh(prefix)
  tried[name] = true
  return name
end
local function fresh_user(more) return merge({ username = fresh "x", firstname = "Extra", lastname = "Persoon" }, more) end
local function user_count() return #filter(everybody(), function(u) return tried[u.username] end) end

on("user.create", function(actor, field, value)
  if field then column(field) end
  expect(create("user", fresh_user(field and { [field] = value }), actor).exists, "the account").equals(true)
end).watches(user_count)
on("user.count_with", function(count, field, value)
  local name = column(field)
  expect(#filter(everybody(), function(u) return u[name] == value end), "people with " .. field .. " " .. value).equals(count)
end)

local function user_now(reader, person) return as(reader):get("/api/auth/facilityuser/" .. person.id .. "/").json end
-- Without a person it is the own account, at the same address.
on("user.change", function(actor, field, person, value)
  local name = column(field)
  person = person or actor
  undo("user.put_back", { id = person.id, columns = { [name] = user_now(admin, person)[name] or "" } })
  as(actor):patch("/api/auth/facilityuser/" .. person.id .. "/", { json = { [name] = value } })
  expect(user_now(admin, person)[name], field).equals(value)
end).watches(function(actor, _, person) return canonical_user(user_now(admin, person or actor)) end)
cleanup "user.put_back" (function(user) as(admin):patch("/api/auth/facilityuser/" .. user.id .. "/", { json = user.columns }) end)

on("profile.read", function(actor, person)
  user_now(actor, person)
  world.reader, world.read = actor, person
end).watches(function(_, person) return canonical_user(user_now(admin, person)) end)
on("profile.shows", function(field, value) expect(user_now(world.reader, world.read)[column(field)], field).equals(value) end)
on("profile.hides", function(field)
  local name = column(field)
  local shown = user_now(world.reader, world.read)
  expect(shown.full_name, "full name").is_present()
  expect(user_now(admin, world.read)[name], field .. " as the administrator finds it").is_present()
  expect(shown[name], field).is_empty()
end)

on("login.works", function(person) expect(lms:sign_in(person).session.user, "signed in as").equals(person.id) end)
-- a deleted account is answered as unknown
on("login.fails", function(person)
  local site, failure = try(lms.sign_in, lms, person)
  expect(site and "signed in" or failure.class == "not-found" and "refused" or failure.class, "signing in").equals "refused"
end)

---------------------------------------------------------------- rights
on("enrolment.role", function(person, name, course) ensure("course enrolment", { user = person, course = course, role = name }) end)
on("enrolment.add", function(actor, person, course)
  local enrolment = create("course enrolment", { user = person, course = course, role = "learner" }, actor)
  expect(enrolment.exists, "the membership").equals(true)
end).watches(function(_, _, course) return #members(course) end)
on("enrolment.only_role", function(person, name, course)
  local held = list {}
  if takes_part { user = person, course = course, role = "learner" } then held[#held + 1] = "learner" end
  if takes_part { user = person, course = course, role = "trainer" } then held[#held + 1] = "trainer" end
  expect(held, "roles").equals(list { name })
end)
on("enrolment.withdraw_role", function(actor, name, person, course)
  local kind = role(name).kind or not_applicable "a learner of a Kolibri class is a member, not somebody with a role"
  undo("enrolment.role_back", { user = person.id, collection = course.id, kind = kind })
  as(actor):delete("/api/auth/role/", { query = { user = person.id, collection = course.id, kind = kind } })
end)
cleanup "enrolment.role_back" (function(r) as(admin):post("/api/auth/role/", { json = list { r } }) end)
on("course.participants", function(course, count) expect(#members(course), "learners").equals(count) end)
on("course.mine", function(actor, course)
  local mine = as(actor):get("/learn/api/learnerclassroom/", { query = { no_assignments = true } }).json
  expect(map(mine, function(c) return c.name end), "list of classes").contains(course.shortname)
end)
on("course.only_mine", function(actor, course, hidden)
  expect(hidden.exists, hidden.shortname .. " as the administrator finds it").equals(true)
  local mine = as(actor):get("/learn/api/learnerclassroom/", { query = { no_assignments = true } }).json
  expect(map(mine, function(c) return c.name end), "list of classes").lacks(hidden.shortname, { beside = course.shortname })
end)
on("enrolment.within", function(seconds, person, course)
  eventually({ within = seconds, every = 1 }, function()
    expect(#filter(members(course), function(u) return u.id == person.id end), "times in the class").equals(1)
  end)
end)
on("enrolment.ended", function(seconds, person, course)
  eventually({ within = seconds, every = 0.5 }, function()
    expect(map(members(course), function(u) return u.id end), "members of " .. course.shortname).excludes(person.id)
  end)
end)
on("role.give", function(actor, person, name)
  expect(create("role assign", { user = person, role = name }, actor).exists, "the role").equals(true)
end).watches(function(_, person) return administers(person) end)
on("course.create", function(actor)
  expect(create("course", { shortname = fresh "X-" }, actor).exists, "the class").equals(true)
end).watches(function() return #filter(all_classes(), function(c) return tried[c.name] end) end)

local function class_now(course) return as(admin):get("/api/auth/classroom/" .. course.id .. "/").json end
on("course.rename", function(actor, course, name)
  undo("course.put_back", { id = course.id, name = course.shortname })
  as(actor):patch("/api/auth/classroom/" .. course.id .. "/", { json = { name = name } })
  expect(class_now(course).name, "name").equals(name)
end).watches(function(_, course) return class_now(course).name end)
cleanup "course.put_back" (function(c) as(admin):patch("/api/auth/classroom/" .. c.id .. "/", { json = { name = c.name } }) end)
on("course.open", function(actor, course)
  as(actor):get("/api/auth/classroom/" .. course.id .. "/", { classes = { [404] = "refused" } })
end).watches(function(_, course) return class_now(course) end)
on("course.detail", function(course, detail, value)
  if detail ~= "shortname" then not_applicable("a Kolibri class has a code and no '" .. detail .. "'") end
  expect(class_now(course).name, detail).equals(value)
end)
on("course.holds", function(course, rows)
  if first(rows, function(r) return r.section ~= nil end) then not_applicable "a Kolibri class has no sections" end
  local lessons = as(admin):get("/api/lessons/lesson/", { query = { collection = course.id } }).json
  local titles = map(filter(lessons, function(l) return l.collection == course.id end), function(l) return l.title end)
  expect(titles, "lessons").equals(map(rows, function(r) return r.activity end))
end)
on("results.read", function(actor, person, course)
  if actor.id == person.id then as(actor):get("/learn/api/learnerclassroom/" .. course.id .. "/")
  else as(actor):get("/coach/api/classsummary/" .. course.id .. "/", { classes = { [404] = "refused" } }) end
end).watches(function(_, _, course) return as(admin):get("/coach/api/classsummary/" .. course.id .. "/").json.learners end)

-- What the visitor asked for is asked again; the administrator does find the words there.
local function visit(paths, word)
  world.visits = world_has "visits" and world.visits or list {}
  for _, path in ipairs(paths) do
    lms:nobody():get(path, { check = false })
    world.visits[#world.visits + 1] = { path = path, word = word }
  end
end
on("visitor.course", function(course)
  visit({ "/api/auth/classroom/" .. course.id .. "/", "/api/auth/classroom/?parent=" .. facility() }, course.shortname)
end)
on("visitor.profile", function(person)
  visit({ "/api/auth/facilityuser/" .. person.id .. "/", "/api/auth/facilityuser/?member_of=" .. facility() }, person.fullname)
end)
on("visitor.sees_nothing", function()
  for _, asked in ipairs(world.visits) do
    expect(as(admin):get(asked.path).text, asked.path .. " as the administrator reads it").contains(asked.word)
    expect(lms:nobody():get(asked.path, { check = false }).text, asked.path .. " as a visitor reads it").excludes(asked.word)
  end
end)

---------------------------------------------------------------- lessons: progress
local function complete(person, activity)
  local r = activity.resources[1]
  local started = as(person):post("/api/logger/trackprogress/", { json = {
    node_id = r.contentnode_id, content_id = r.content_id, channel_id = r.channel_id, kind = "document", lesson_id = activity.id } }).json
  as(person):put("/api/logger/trackprogress/" .. started.session_id .. "/", { json = { progress = 1.0, time_spent_delta = 30 } })
end
on("activity.completed", function(person, activity) complete(person, activity) end)
on("activity.complete", function(actor, activity) complete(actor, activity) end)
on("activity.seen", function(seconds, actor, person, activity)
  eventually({ within = seconds, every = 0.5 }, function()
    local all = as(actor):get("/coach/api/notifications/", { query = { classroom_id = activity.course.id, limit = 50 } }).json
    expect(#filter(all.results or all, function(n)
      return n.user_id == person.id and n.event == "Completed" and n.lesson_id == activity.id
    end), "notifications of completion").at_least(1)
  end)
end)
manual "log.names" "Kolibri's log can be read on the device only"
manual "course.notified" "Kolibri tells coaches of what learners do in a class, not of a course"
manual "activity.date_kept" "Kolibri's reports show progress, not the date of completion"

require "common/http"(lms, "main")

---------------------------------------------------------------- the site
local function site_fingerprint()
  local info = lms:nobody():get("/api/public/info/").json
  local facts = { version = info.kolibri_version, application = info.application }
  local settings = first(as(admin):get("/api/auth/facilitydataset/", { query = { facility_id = facility() } }).json) or {}
  for name, value in pairs(settings) do
    if type(value) ~= "table" then facts["setting " .. name] = tostring(value) end
  end
  return facts
end
fingerprint(site_fingerprint)
on("site.fingerprint", function() world.fingerprint = site_fingerprint() end)
on("site.same_fingerprint", function() expect(site_fingerprint(), "fingerprint").equals(world.fingerprint) end)

return { lms = lms, as = as, admin = admin, facility = facility }
