-- Moodle 5.1 over its REST web services, and its web forms where REST has nothing. Also drives the built-in LMS.
local common = require "common"

local lms = target "lms" { base = setting "base", speaks = "json" }
local built_in = setting "clock" == "built-in"

---------------------------------------------------------------- answers
-- Moodle reports errors inside HTTP 200. The message is translated; the code is not.
local classes = {
  nopermissions = "refused", nopermission = "refused", cannotviewreport = "refused", nopermissiontoviewgrades = "refused",
  criteriaerror = "refused", accessdenied = "refused", wsusercannotassign = "refused", missingrequiredcapability = "refused",
  errorreportview = "refused", canntenrol = "refused", privacyofficeronly = "refused",
  invalidlogin = "refused", wsaccessusersuspended = "refused", usernotconfirmed = "refused",
  shortnametaken = "conflict", courseidnumbertaken = "conflict", categoryidnumbertaken = "conflict", idnumbertaken = "conflict",
  useremailduplicate = "conflict", attemptstillinprogress = "conflict", attemptalreadyclosed = "conflict",
  this_feedback_is_already_submitted = "conflict", couldnotsubmitforgrading = "conflict", cannotmanualctrack = "conflict",
  -- warnings of enrol_self_enrol_user, core_cohort_add_cohort_members and mod_quiz_start_attempt: a rule, with a number
  ["1"] = "conflict", ["3"] = "conflict", ["4"] = "conflict",
  invalidrecordunknown = "not-found", invalidrecord = "not-found", invaliduser = "not-found", unknowncourseidnumber = "not-found",
  -- these say something about our token or the site, never about the person's rights
  accessexception = "broken", invalidtoken = "broken", servicenotavailable = "broken", sitemaintenance = "broken",
  upgraderunning = "broken", forcepasswordchangenotice = "broken", sitepolicynotagreed = "broken",
}
-- These wrap another reason, readable only in their text (English, because we ask for it).
local function class_of(code, message)
  if code == "errorcoursecontextnotvalid" or code == "requireloginerror" then
    return text.has(message, "not accessible") and "refused" or "broken"
  end
  return classes[code] or "invalid"
end

function lms.failure(answer)
  local body = answer.json
  if type(body) ~= "table" then return end
  local code = body.errorcode
  if code and (body.exception or body.error) then
    local message = tostring(body.message or body.error)
    return class_of(code, message), code .. ": " .. message
  end
  local warning = type(body.warnings) == "table" and body.warnings[1]
  if type(warning) == "table" and warning.warningcode then
    local message = tostring(warning.message)
    return class_of(tostring(warning.warningcode), message), warning.warningcode .. ": " .. message
  end
end

-- The token goes in when the request is sent, so that a renewed one is used when the old one is stale.
function lms.prepare(site, request)
  if request.form and request.form.wsfunction then request.form.wstoken = site.session.token end
end
function lms.stale(answer)
  local body = answer.json
  return type(body) == "table" and body.errorcode == "invalidtoken"
end
-- Reading is POST as well: the function's name tells.
function lms.writes(request)
  local name = request.form and request.form.wsfunction
  if name then
    return text.matches(name, [[_(get|list|count|search|read|data_for|retrieve)_|_get_|_view_]]) == nil
  end
  return request.method ~= "GET"
end

---------------------------------------------------------------- who asks
local admin = account { username = setting "admin_user", password = setting "admin_password", token = setting "admin_token" }

session(lms, "token", function(site, person)
  if person.token then return { token = secret(person.token) } end
  local answer = site:post("/login/token.php", { form = {
    username = person.username, password = person.password or setting "password", service = setting("service", "moodle_mobile_app") } })
  return { token = secret(answer.json.token) }
end)

session(lms, "browser", function(site, person)
  local page = site:get("/login/index.php")
  local answer = page.html:form("#login"):submit { username = person.username, password = person.password or setting "password" }
  local alert = answer.html:one ".alert-danger"
  if alert then refused(alert:text()) end
  local sesskey = text.matches(answer.text, [["sesskey":"([^"]+)"]])
  if not sesskey then broken("no session key on the page after signing in") end
  return { sesskey = secret(sesskey) }
end, { speaks = "html" })

-- moodlewssettingraw: names as they are stored, not HTML-escaped.
local function ws(person, name, arguments)
  return lms:as(person, "token"):post("/webservice/rest/server.php", { form = merge(
    { wsfunction = name, moodlewsrestformat = "json", moodlewssettingraw = 1, moodlewssettinglang = "en" }, arguments) }).json
end

control(lms, "token", function(_, person) ws(person, "core_webservice_get_site_info") end)
control(lms, "browser", function(site) site:get("/my/") end)

-- Opens a form, fills it, submits it; Moodle answers 200 with the form again when it did not like something.
local function web_form(person, path, css, values, button)
  local page = lms:as(person, "browser"):get(path)
  local form = page.html:form(css)
  if not form then
    local message = page.html:one "p.errormessage, .alert-danger"
    if text.has(page.url, "/login/") then broken(path .. " sent us to the login page") end
    broken("no form " .. css .. " at " .. path .. (message and ": " .. message:text() or ""))
  end
  local answer = form:submit(values, { button = button, extra = true })
  for _, node in ipairs(answer.html:select "[id^=id_error_]") do
    if node:text() ~= "" then broken(path .. ": " .. node:text()) end
  end
  return answer
end

-- The ids of roles differ from site to site: `role_auditor: 10` among the target's settings. The built-in LMS has three
-- that a stock Moodle lacks; there an auditor is a non-editing teacher and line managers and HR officers have no role.
local function role_id(name, stock) return tonumber(setting("role_" .. name) or stock) end
local by_name = {
  learner = { id = role_id("learner", 5), level = "course" },
  trainer = { id = role_id("trainer", 3), level = "course" },
  auditor = { id = role_id("auditor", built_in and 10 or 4), level = "course" },
  buyer = { id = role_id("buyer", 5), level = "course" },
  author = { id = role_id("author", 2), level = "system" },
  tadmin = { id = role_id("tadmin", 1), level = "system" },
  fadmin = { id = role_id("fadmin", 1), level = "system" },
  sysadmin = { id = role_id("sysadmin", 1), level = "system" },
}
local line_manager = role_id("manager", built_in and 9 or nil)
if line_manager then by_name.manager = { id = line_manager } end -- given for one employee at a time: manager.of
local hr_officer = role_id("hr", built_in and 11 or nil)
if hr_officer then by_name.hr = { id = hr_officer, level = "system" } end
roles(by_name)

provides { "catalogue", "categories", "completion", "grading", "assignments", "quiz", "evaluation", "competencies", "cohorts" }

---------------------------------------------------------------- users
local function canonical_user(u)
  return u and {
    id = u.id, username = u.username, firstname = u.firstname, lastname = u.lastname, email = u.email, fullname = u.fullname,
    idnumber = u.idnumber or "", department = u.department or "", city = u.city or "", phone1 = u.phone1 or "", lang = u.lang,
    suspended = u.suspended,
  }
end
local function user_fields(u)
  return {
    username = u.username, firstname = u.firstname, lastname = u.lastname, email = u.email, password = u.password or setting "password",
    idnumber = u.idnumber, department = u.department, city = u.city, phone1 = u.phone1, lang = u.lang,
  }
end
local function users_by(field, values)
  return ws(admin, "core_user_get_users_by_field", { field = field, values = values })
end

entity "user" {
  batch = 50, -- one call keeps far below max_input_vars, above which PHP drops fields silently
  -- user names are lower case letters, digits, - _ . and @
  new_key = function(name, suffix) return (name .. "-" .. suffix):lower() end,
  find = function(user) return canonical_user(first(users_by("username", { user.username }))) end,
  find_many = function(wanted)
    local by_username = {}
    for from = 1, #wanted, 200 do
      local names = list {}
      for i = from, math.min(from + 199, #wanted) do names[#names + 1] = wanted[i].username end
      for _, u in ipairs(users_by("username", names)) do by_username[u.username] = canonical_user(u) end
    end
    return map(wanted, function(u) return by_username[u.username] or null end)
  end,
  create = function(user, by) return first(ws(by or admin, "core_user_create_users", { users = { user_fields(user) } })) end,
  create_many = function(users) return ws(admin, "core_user_create_users", { users = map(users, user_fields) }) end,
  update = function(found, changes) ws(admin, "core_user_update_users", { users = { merge({ id = found.id }, changes) } }) end,
  remove = function(found) ws(admin, "core_user_delete_users", { userids = { found.id } }) end,
}

---------------------------------------------------------------- categories and courses
local function all_categories(person) return ws(person, "core_course_get_categories") end
local function canonical_category(c) return c and { id = c.id, idnumber = c.idnumber, name = c.name, category = c.parent } end
local function category_fields(c) return { name = c.name, idnumber = c.idnumber, parent = c.category and c.category.id or 0 } end

entity "category" {
  find = function(c)
    return canonical_category(first(ws(admin, "core_course_get_categories", { criteria = { { key = "idnumber", value = c.idnumber } } })))
  end,
  find_many = function(wanted)
    local by_idnumber = {}
    for _, c in ipairs(all_categories(admin)) do by_idnumber[c.idnumber or ""] = canonical_category(c) end
    return map(wanted, function(c) return by_idnumber[c.idnumber] or null end)
  end,
  create = function(c, by) return first(ws(by or admin, "core_course_create_categories", { categories = { category_fields(c) } })) end,
  create_many = function(cs) return ws(admin, "core_course_create_categories", { categories = map(cs, category_fields) }) end,
  update = function(found, changes) ws(admin, "core_course_update_categories", { categories = { { id = found.id, name = changes.name } } }) end,
  remove = function(found) ws(admin, "core_course_delete_categories", { categories = { { id = found.id, recursive = 1 } } }) end,
}

-- Noon, so that the day is the same in every time zone an LMS of ours may have.
local function day_to_unix(day)
  if day == nil or day == "" then return nil end
  return math.floor(time.unix(day .. "T12:00:00Z"))
end
local function unix_to_day(seconds) return seconds and seconds > 0 and time.iso(seconds):sub(1, 10) or "" end

local function canonical_course(c)
  return c and {
    id = c.id, shortname = c.shortname, fullname = c.fullname, summary = c.summary, category = c.categoryid,
    visible = c.visible == 1 or c.visible == true, startdate = unix_to_day(c.startdate), enddate = unix_to_day(c.enddate),
  }
end
-- newsitems 0: no forum that nobody asked for; enddate 0: else Moodle ends the course in a year.
local function course_fields(c)
  return {
    shortname = c.shortname, fullname = c.fullname, summary = c.summary, visible = c.visible, numsections = c.numsections,
    categoryid = c.category and c.category.id or tonumber(setting("category", 1)), newsitems = 0, enablecompletion = 1,
    startdate = day_to_unix(c.startdate), enddate = day_to_unix(c.enddate) or 0,
  }
end
local function course_by(field, value)
  return canonical_course(first(ws(admin, "core_course_get_courses_by_field", { field = field, value = value }).courses))
end

entity "course" {
  batch = 20,
  find = function(c) return course_by("shortname", c.shortname) end,
  create = function(c, by) return first(ws(by or admin, "core_course_create_courses", { courses = { course_fields(c) } })) end,
  create_many = function(cs) return ws(admin, "core_course_create_courses", { courses = map(cs, course_fields) }) end,
  update = function(found, changes)
    local fields = { id = found.id, fullname = changes.fullname, summary = changes.summary, visible = changes.visible,
      categoryid = type(changes.category) == "table" and changes.category.id or changes.category }
    if changes.startdate then fields.startdate = day_to_unix(changes.startdate) end
    if changes.enddate then fields.enddate = day_to_unix(changes.enddate) or 0 end
    ws(admin, "core_course_update_courses", { courses = { fields } })
  end,
  remove = function(found) ws(admin, "core_course_delete_courses", { courseids = { found.id } }) end,
}

---------------------------------------------------------------- enrolments and roles
local function enrolled(course, person) return ws(person or admin, "core_enrol_get_enrolled_users", { courseid = course.id }) end
local function has_role(user, id) return first(user.roles or {}, function(r) return r.roleid == id end) ~= nil end
local function as_enrolment(e, user)
  if not user then return nil end
  local wanted = e.role or "learner"
  local held = has_role(user, role(wanted).id) and wanted or (first(user.roles or {}) or { shortname = "none" }).shortname
  return { user = e.user, course = e.course, role = held }
end
local function enrolment_fields(e) return { roleid = role(e.role).id, userid = e.user.id, courseid = e.course.id } end

entity "course enrolment" {
  find = function(e) return as_enrolment(e, first(enrolled(e.course), function(u) return u.id == e.user.id end)) end,
  find_many = function(wanted)
    local courses = {}
    return map(wanted, function(e)
      courses[e.course.id] = courses[e.course.id] or enrolled(e.course)
      return as_enrolment(e, first(courses[e.course.id], function(u) return u.id == e.user.id end)) or null
    end)
  end,
  create = function(e, by) ws(by or admin, "enrol_manual_enrol_users", { enrolments = { enrolment_fields(e) } }) end,
  create_many = function(es) ws(admin, "enrol_manual_enrol_users", { enrolments = map(es, enrolment_fields) }) end,
  remove = function(e) ws(admin, "enrol_manual_unenrol_users", { enrolments = { { userid = e.user.id, courseid = e.course.id } } }) end,
}

-- REST lists no role assignments: the administrator's page does, by the number of the context.
local function assigned(context, role_number, user)
  local page = lms:as(admin, "browser"):get("/admin/roles/assign.php", { query = { contextid = context, roleid = role_number } })
  if not page.html:one "#removeselect" then broken("no list of role assignments at " .. page.url) end
  return page.html:one("#removeselect option[value='" .. user.id .. "']") ~= nil
end
-- Every page names the number of its own context.
local function context_of(path)
  local number = text.matches(lms:as(admin, "browser"):get(path).text, [["contextid":(\d+)]])
  return number or broken("no context number on " .. path)
end
local function assignment(user, role_number, level, instance)
  return { { userid = user.id, roleid = role_number, contextlevel = level, instanceid = instance } }
end

entity "role assign" {
  find = function(a) return assigned(1, role(a.role).id, a.user) and { user = a.user, role = a.role } or nil end,
  create = function(a, by) ws(by or admin, "core_role_assign_roles", { assignments = assignment(a.user, role(a.role).id, "system", 0) }) end,
  remove = function(a) ws(admin, "core_role_unassign_roles", { unassignments = assignment(a.user, role(a.role).id, "system", 0) }) end,
}
entity "category admin" {
  find = function(a)
    local context = context_of("/course/index.php?categoryid=" .. a.category.id)
    return assigned(context, role("tadmin").id, a.user) and { user = a.user, category = a.category } or nil
  end,
  create = function(a) ws(admin, "core_role_assign_roles", { assignments = assignment(a.user, role("tadmin").id, "coursecat", a.category.id) }) end,
  remove = function(a) ws(admin, "core_role_unassign_roles", { unassignments = assignment(a.user, role("tadmin").id, "coursecat", a.category.id) }) end,
}

entity "cohort" {
  find = function(c) return first(ws(admin, "core_cohort_get_cohorts"), function(x) return x.idnumber == c.idnumber end) end,
  create = function(c)
    return first(ws(admin, "core_cohort_create_cohorts", { cohorts = { { categorytype = { type = "system", value = "" }, name = c.name, idnumber = c.idnumber } } }))
  end,
  remove = function(found) ws(admin, "core_cohort_delete_cohorts", { cohortids = { found.id } }) end,
}
entity "cohort member" {
  find = function(m)
    local ids = ws(admin, "core_cohort_get_cohort_members", { cohortids = { m.cohort.id } })[1].userids
    if first(ids, function(id) return id == m.user.id end) then return { user = m.user, cohort = m.cohort } end
  end,
  create = function(m, by)
    ws(by or admin, "core_cohort_add_cohort_members", { members = { {
      cohorttype = { type = "idnumber", value = m.cohort.idnumber }, usertype = { type = "username", value = m.user.username } } } })
  end,
  remove = function(m) ws(admin, "core_cohort_delete_cohort_members", { members = { { cohortid = m.cohort.id, userid = m.user.id } } }) end,
}

---------------------------------------------------------------- activities
local function modules(course, person)
  local all = list {}
  for _, section in ipairs(ws(person or admin, "core_course_get_contents", { courseid = course.id })) do
    for _, m in ipairs(section.modules) do all[#all + 1] = m end
  end
  return all
end
local function module_of(a)
  local m = first(modules(a.course), function(m) return m.name == a.name and (a.activity == nil or m.modname == a.activity) end)
  return m and { id = m.id, instance = m.instance, name = m.name, activity = m.modname, course = a.course }
end

local function draft(name, media_type, content)
  local site = lms:as(admin, "token")
  return site:post("/webservice/upload.php", { multipart = {
    token = site.session.token, filepath = "/", itemid = 0, file_1 = file { name = name, type = media_type, text = content } } }).json[1].itemid
end

-- Statements that are true: their answer is the same word in every language, the value 1.
local function add_questions(cmid, count)
  local lines = list {}
  for i = 1, count do lines[i] = ("::Stelling %02d:: Stelling %d is waar. {TRUE}\n"):format(i, i) end
  web_form(admin, "/question/bank/importquestions/import.php?cmid=" .. cmid,
    "input[name=_qf__qbank_importquestions_form_question_import_form]",
    { newfile = draft("stellingen.txt", "text/plain", table.concat(lines, "\n")), format = "gift" }, "submitbutton")
  local site = lms:as(admin, "browser")
  local chosen = { cmid = cmid, sesskey = site.session.sesskey, add = 1, addonpage = 0 }
  local found = 0
  for _, box in ipairs(site:get("/question/edit.php", { query = { cmid = cmid } }).html:select "input[name^=q]") do
    local name = box:attribute "name"
    if text.matches(name, [[^q\d+$]]) then
      chosen[name] = 1
      found = found + 1
    end
  end
  if found ~= count then broken(("%d questions were imported, %d are in the question bank of the test"):format(count, found)) end
  site:post("/mod/quiz/edit.php", { form = chosen, html = true, follow = true })
end
local function add_text_question(cmid)
  web_form(admin, "/mod/feedback/edit_item.php?cmid=" .. cmid .. "&typ=textfield&position=1&id=0",
    "input[name=_qf__feedback_textfield_form]", { name = "Wat vond u ervan?", label = "oordeel", required = 1 }, "save_item")
end

local fields_of = {
  page = function() return { ["page[text]"] = "<p>Lees dit.</p>", completion = 1 } end,
  assign = function(a)
    return {
      assignsubmission_onlinetext_enabled = 1, submissiondrafts = 0, ["grade[modgrade_type]"] = "point", ["grade[modgrade_point]"] = 10,
      assignfeedback_comments_enabled = 1, markingworkflow = a.release and 1 or 0,
    }
  end,
  feedback = function(a) return { anonymous = a.anonymous and 1 or 2 } end,
  quiz = function(a)
    local fields = { grade = 10, gradepass = a.gradepass, attempts = a.attempts or 0, questionsperpage = 0 }
    if a.timelimit then
      fields["timelimit[enabled]"], fields["timelimit[number]"], fields["timelimit[timeunit]"] = 1, a.timelimit, 60
    end
    return fields
  end,
}

entity "activity" {
  stable = { "id", "instance" },
  find = module_of,
  -- the page after saving does not name the new module: it is looked up
  create = function(a)
    local fields = fields_of[a.activity] or not_applicable("this adapter makes no '" .. tostring(a.activity) .. "'")
    web_form(admin, "/course/modedit.php?add=" .. a.activity .. "&type&course=" .. a.course.id .. "&section=1&return=0&beforemod=0",
      "input[name=_qf__mod_" .. a.activity .. "_mod_form]", merge({ name = a.name, cmidnumber = a.idnumber }, fields(a)), "submitbutton2")
    local made = module_of(a) or broken("the activity '" .. a.name .. "' was saved and is not in the course")
    if a.activity == "quiz" then add_questions(made.id, a.questions or 1) end
    if a.activity == "feedback" then add_text_question(made.id) end
    return made
  end,
  remove = function(found) ws(admin, "core_course_delete_modules", { cmids = { found.id } }) end,
}

---------------------------------------------------------------- competencies
local function competencies(filter, person)
  return ws(person or admin, "core_competency_list_competencies", { filters = { filter }, sort = "shortname", order = "ASC", skip = 0, limit = 0 })
end
local function of_framework(framework, person) return competencies({ column = "competencyframeworkid", value = framework.id }, person) end

entity "framework" {
  find = function(f)
    return first(ws(admin, "core_competency_list_competency_frameworks", { sort = "shortname", order = "ASC", skip = 0, limit = 0, context = { contextid = 1 } }),
      function(x) return x.idnumber == f.idnumber end)
  end,
  -- scale 2 is Moodle's own for competencies: not yet competent, competent
  create = function(f)
    return ws(admin, "core_competency_create_competency_framework", { competencyframework = {
      shortname = f.shortname, idnumber = f.idnumber, contextid = 1, scaleid = 2,
      scaleconfiguration = json.encode(list { { scaleid = "2" }, { id = 1, scaledefault = 1, proficient = 0 }, { id = 2, scaledefault = 0, proficient = 1 } }) } })
  end,
  remove = function(found) ws(admin, "core_competency_delete_competency_framework", { id = found.id }) end,
}
entity "competency" {
  find = function(c)
    local found = c.competencyframework and of_framework(c.competencyframework) or competencies { column = "idnumber", value = c.idnumber }
    found = first(found, function(x) return x.idnumber == c.idnumber end)
    return found and { id = found.id, idnumber = found.idnumber, shortname = found.shortname, competencyframework = found.competencyframeworkid, cluster = found.parentid }
  end,
  create = function(c)
    return ws(admin, "core_competency_create_competency", { competency = {
      shortname = c.shortname, idnumber = c.idnumber, competencyframeworkid = c.competencyframework.id, parentid = c.cluster and c.cluster.id or 0 } })
  end,
  remove = function(found) ws(admin, "core_competency_delete_competency", { id = found.id }) end,
}

---------------------------------------------------------------- people and profiles
local function fresh_user(columns)
  local name = common.fresh "x"
  return merge({ username = name, firstname = "Extra", lastname = "Persoon", email = name .. "@example.com" }, columns)
end
local function user_count() return #ws(admin, "core_user_get_users", { criteria = { { key = "email", value = "%" } } }).users end

-- core_user_get_users answers unknown criteria with everybody: only these are keys, and the answer is compared.
local countable = { idnumber = true, username = true, email = true, firstname = true, lastname = true }
local function users_with(field, value)
  if not countable[field] then not_applicable("Moodle cannot search people by '" .. field .. "'") end
  local found = ws(admin, "core_user_get_users", { criteria = { { key = field, value = value } } }).users
  return filter(found, function(u) return u[field] == value end)
end

on("user.create", function(actor) create("user", fresh_user(), actor) end).watches(user_count)
on("user.create_with", function(actor, field, value)
  local made, failure = try(create, "user", fresh_user { [field] = value }, actor)
  if made then return end
  -- Moodle says only "invalidparameter" for what is taken: look whether that is why.
  if failure.class == "invalid" and countable[field] and #users_with(field, value) > 0 then
    conflict(field .. " '" .. value .. "' is taken: " .. failure.message, failure)
  end
  error(failure)
end).watches(user_count)
on("user.count_with", function(count, field, value) expect(#users_with(field, value), "people with " .. field .. " " .. value).equals(count) end)

local function user_now(person) return canonical_user(first(users_by("id", { person.id }))) or not_found("the account is gone") end

-- A field the form does not offer is sent all the same: only what is then unchanged was refused.
on("user.change_own", function(actor, field, value)
  local page = lms:as(actor, "browser"):get("/user/edit.php", { query = { id = actor.id } })
  local form = page.html:form "input[name=_qf__user_edit_form]" or broken("no profile form at " .. page.url)
  local input = page.html:one("[name='" .. field .. "']")
  local offered = form:has(field) and not (input and (input:attribute "disabled" or input:attribute "readonly"))
  undo("user.put_back", { id = actor.id, [field] = user_now(actor)[field] or "" })
  form:submit({ [field] = value }, { button = "submitbutton", extra = true })
  local now = user_now(actor)[field]
  if not offered and now ~= value then refused("the profile form offers no '" .. field .. "', and sending it changed nothing") end
  expect(now, field).equals(value)
end).watches(function(actor) return user_now(actor) end)
cleanup "user.put_back" (function(user) ws(admin, "core_user_update_users", { users = { user } }) end)

on("user.deactivate", function(actor, person)
  undo("user.put_back", { id = person.id, suspended = 0 })
  ws(actor, "core_user_update_users", { users = { { id = person.id, suspended = 1 } } })
  forget_session(person)
end).watches(function(_, person) return tostring(user_now(person).suspended) end)

local function profile(reader, person)
  return first(ws(reader, "core_user_get_users_by_field", { field = "id", values = { person.id } })) or not_found("the profile is not shown")
end
on("profile.read", function(actor, person)
  profile(actor, person)
  world.reader, world.read = actor, person
end).watches(function(_, person) return user_now(person) end)
on("profile.shows", function(field, value) expect(profile(world.reader, world.read)[field], field).equals(value) end)
on("profile.hides", function(field)
  local shown = profile(world.reader, world.read)
  expect(shown.fullname, "full name").is_present()
  expect(user_now(world.read)[field], field .. " as the administrator finds it").is_present()
  expect(shown[field], field).is_empty()
end)

on("login.works", function(person)
  local site = lms:sign_in(person, "token")
  expect(site.session.token, "token").is_present()
end)
on("login.fails", function(person)
  local site, failure = try(lms.sign_in, lms, person, "token")
  expect(site and "signed in" or failure.class, "signing in").equals "refused"
end)

---------------------------------------------------------------- rights
on("enrolment.role", function(person, name, course) ensure("course enrolment", { user = person, course = course, role = name }) end)
on("enrolment.add", function(actor, person, course)
  create("course enrolment", { user = person, course = course, role = "learner" }, actor)
end).watches(function(_, _, course) return #enrolled(course) end)
on("enrolment.only_role", function(person, name, course)
  local user = first(enrolled(course), function(u) return u.id == person.id end)
  expect(user and map(user.roles, function(r) return r.roleid end), "roles").equals(list { role(name).id })
end)
on("enrolment.withdraw_role", function(actor, name, person, course)
  local id = role(name).id
  undo("enrolment.role_back", { userid = person.id, roleid = id, courseid = course.id })
  ws(actor, "core_role_unassign_roles", { unassignments = assignment(person, id, "course", course.id) })
end)
cleanup "enrolment.role_back" (function(e)
  ws(admin, "core_role_assign_roles", { assignments = { { userid = e.userid, roleid = e.roleid, contextlevel = "course", instanceid = e.courseid } } })
end)
on("course.participants", function(course, count)
  local id = role("learner").id
  expect(#filter(enrolled(course), function(u) return has_role(u, id) end), "learners").equals(count)
end)
on("course.mine", function(actor, course)
  local mine = ws(actor, "core_enrol_get_users_courses", { userid = actor.id })
  expect(map(mine, function(c) return c.shortname end), "list of courses").contains(course.shortname)
end)
on("role.give", function(actor, person, name) create("role assign", { user = person, role = name }, actor) end)
  .watches(function(_, person, name) return assigned(1, role(name).id, person) end)
on("category.admin", function(person, category) ensure("category admin", { user = person, category = category }) end)
on("manager.of", function(person, employee)
  local id = role("manager").id
  if assigned(context_of("/user/profile.php?id=" .. employee.id), id, person) then return already("the role is given") end
  undo("manager.take", { userid = person.id, roleid = id, employee = employee.id })
  ws(admin, "core_role_assign_roles", { assignments = assignment(person, id, "user", employee.id) })
end)
cleanup "manager.take" (function(m)
  ws(admin, "core_role_unassign_roles", { unassignments = { { userid = m.userid, roleid = m.roleid, contextlevel = "user", instanceid = m.employee } } })
end)
on("course.create", function(actor)
  local code = common.fresh "X-"
  create("course", { shortname = code, fullname = "Extra cursus " .. code }, actor)
end).watches(function() return #ws(admin, "core_course_get_courses") end)
on("course.rename", function(actor, course, name)
  undo("course.put_back", { id = course.id, fullname = course.fullname })
  ws(actor, "core_course_update_courses", { courses = { { id = course.id, fullname = name } } })
end).watches(function(_, course) return course_by("id", course.id) end)
cleanup "course.put_back" (function(course) ws(admin, "core_course_update_courses", { courses = { course } }) end)
on("course.open", function(actor, course) ws(actor, "core_course_get_contents", { courseid = course.id }) end)
  .watches(function(_, course) return course_by("id", course.id) end)

local function grades(person, course, user)
  return ws(person, "gradereport_user_get_grade_items", { courseid = course.id, userid = user.id }).usergrades
end
on("results.read", function(actor, person, course) grades(actor, course, person) end)
  .watches(function(_, person, course) return grades(admin, course, person) end)

-- What the visitor asked for is asked again; the words are those an administrator finds there.
local function visit(path, words)
  local page = lms:nobody():get(path)
  world.visits = world_has "visits" and world.visits or list {}
  world.visits[#world.visits + 1] = { path = path, words = words }
  return page
end
on("visitor.course", function(course) visit("/course/view.php?id=" .. course.id, { course.fullname }) end)
on("visitor.profile", function(person) visit("/user/profile.php?id=" .. person.id, { person.firstname .. " " .. person.lastname, person.lastname }) end)
on("visitor.sees_nothing", function()
  for _, asked in ipairs(world.visits) do
    local page = lms:nobody():get(asked.path)
    for _, word in ipairs(asked.words) do expect(page.text, asked.path).lacks(word, { beside = "logintoken" }) end
  end
end)

---------------------------------------------------------------- catalogue
on("category.read", function(actor) all_categories(actor) end)
on("category.children", function(category, rows)
  local children = filter(all_categories(admin), function(c) return c.parent == category.id end)
  table.sort(children, function(a, b) return a.sortorder < b.sortorder end)
  expect(map(children, function(c) return c.idnumber end), "below " .. category.idnumber).equals(map(rows, function(r) return r.category.idnumber end))
end)

local function published(category, person)
  local courses = ws(person or admin, "core_course_get_courses_by_field", { field = "category", value = category.id }).courses
  return filter(map(courses, canonical_course), function(c) return c.visible end)
end
on("catalogue.published", function(actor, category) published(category, actor) end)
on("catalogue.complete", function(category, detail)
  local courses = published(category)
  expect(#courses, "published courses").at_least(1)
  local lacking = filter(courses, function(c) return c[detail] == nil or text.trim(text.replace(c[detail], "<[^>]*>", "")) == "" end)
  expect(map(lacking, function(c) return c.shortname end), "courses without " .. detail).is_empty()
end)
on("catalogue.unique", function(category, detail)
  local seen, double = {}, list {}
  local courses = published(category)
  expect(#courses, "published courses").at_least(2)
  for _, c in ipairs(courses) do
    if seen[c[detail]] then double[#double + 1] = c[detail] end
    seen[c[detail]] = true
  end
  expect(double, "the same " .. detail).is_empty()
end)

local function search(person, words)
  return map(ws(person, "core_course_search_courses", { criterianame = "search", criteriavalue = words }).courses, function(c) return c.shortname end)
end
on("catalogue.search", function(actor, words)
  search(actor, words)
  world.searcher, world.words = actor, words
end)
on("catalogue.among", function(course, count)
  local found, top = search(world.searcher, world.words), list {}
  for i = 1, math.min(count, #found) do top[i] = found[i] end
  expect(top, "first " .. count .. " results").contains(course.shortname)
end)
on("catalogue.hides", function(course, hidden)
  expect(search(world.searcher, world.words), "results").lacks(hidden.shortname, { beside = course.shortname })
end)
on("course.publish", function(actor, course)
  undo("course.put_back", { id = course.id, visible = 0 })
  ws(actor, "core_course_update_courses", { courses = { { id = course.id, visible = 1 } } })
end).watches(function(_, course) return course_by("id", course.id) end)
on("course.detail", function(course, detail, value) expect(course_by("id", course.id)[detail], detail).equals(value) end)
on("course.holds", function(course, name) expect(map(modules(course), function(m) return m.name end), "activities").contains(name) end)

local function now()
  if not built_in then return time.now() end
  return lms:as(admin):get("/lmsaccept/clock", { query = { wstoken = lms:as(admin).session.token } }).json.now
end
on("course.upcoming", function(course)
  local starts = day_to_unix(course_by("id", course.id).startdate)
  expect(starts, "start date as a number, after now").at_least(now())
end)

---------------------------------------------------------------- activities and completion
local function status(reader, activity, person)
  local all = ws(reader, "core_completion_get_activities_completion_status", { courseid = activity.course.id, userid = person.id }).statuses
  return first(all, function(s) return s.cmid == activity.id end) or not_found("the completion of '" .. activity.name .. "' is not tracked")
end
local function complete(person, activity)
  undo("activity.reopen", { cmid = activity.id, userid = person.id })
  ws(person, "core_completion_update_activity_completion_status_manually", { cmid = activity.id, completed = 1 })
end
cleanup "activity.reopen" (function(a) ws(admin, "core_completion_override_activity_completion_status", { cmid = a.cmid, userid = a.userid, newstate = 0 }) end)
on("activity.completed", function(person, activity)
  complete(person, activity)
  world.completed = status(admin, activity, person).timecompleted
end)
on("activity.complete", function(actor, activity) complete(actor, activity) end)
  .watches(function(actor, activity) return status(admin, activity, actor).state end)
on("activity.seen", function(seconds, actor, person, activity)
  eventually({ within = seconds, every = 1 }, function() expect(status(actor, activity, person).state, "state of " .. activity.name).equals(1) end)
end)
on("activity.date_kept", function(actor, activity, _, person)
  local seen = status(actor, activity, person)
  expect(seen.state, "state of " .. activity.name).equals(1)
  expect(seen.timecompleted, "completion date").equals(world.completed)
end)

on("course.criterion", function(activity, course)
  web_form(admin, "/course/completion.php?id=" .. course.id, "input[name=_qf__course_completion_form]",
    { ["criteria_activity[" .. activity.id .. "]"] = 1, overall_aggregation = 1, activity_aggregation = 1 }, "submitbutton")
end)
local function course_status(course, person)
  return ws(admin, "core_completion_get_course_completion_status", { courseid = course.id, userid = person.id }).completionstatus
end
on("course.completed", function(seconds, course, person)
  eventually({ within = seconds, every = 1 }, function() expect(course_status(course, person).completed, "course complete").equals(true) end)
end)
on("course.not_completed", function(course, person) expect(course_status(course, person).completed, "course complete").equals(false) end)

---------------------------------------------------------------- tests
local function start(person, quiz) return ws(person, "mod_quiz_start_attempt", { quizid = quiz.instance }).attempt end
local function attempt_count(quiz, person)
  return #ws(admin, "mod_quiz_get_user_quiz_attempts", { quizid = quiz.instance, userid = person.id, status = "all" }).attempts
end
on("quiz.start", function(actor, quiz) start(actor, quiz) end).watches(function(actor, quiz) return attempt_count(quiz, actor) end)

-- Every question is a true statement: 1 is right, 0 is wrong.
on("quiz.take", function(actor, right, quiz)
  local attempt = start(actor, quiz)
  local data, asked, page = list {}, 0, 0
  while page >= 0 do
    local answer = ws(actor, "mod_quiz_get_attempt_data", { attemptid = attempt.id, page = page })
    for _, question in ipairs(answer.questions) do
      asked = asked + 1
      local name = ("q%d:%d_"):format(attempt.uniqueid, question.slot)
      data[#data + 1] = { name = name .. "answer", value = asked <= right and 1 or 0 }
      data[#data + 1] = { name = name .. ":sequencecheck", value = text.matches(question.html, name .. [[:sequencecheck" value="(\d+)"]]) }
    end
    page = answer.nextpage
  end
  if right > asked then broken(("the test has %d questions, not %d"):format(asked, right)) end
  expect(ws(actor, "mod_quiz_process_attempt", { attemptid = attempt.id, data = data, finishattempt = 1 }).state, "attempt").equals "finished"
end)
on("quiz.result", function(person, result, quiz)
  local best = ws(person, "mod_quiz_get_user_best_grade", { quizid = quiz.instance })
  expect(best.hasgrade, "there is a grade").equals(true)
  expect(best.gradetopass, "pass mark").at_least(0.1)
  expect(best.grade >= best.gradetopass and "passed" or "failed", ("grade %s, pass mark %s"):format(best.grade, best.gradetopass)).equals(result)
end)

---------------------------------------------------------------- assignments
local function grade_of(reader, assignment_, person)
  local found = first(ws(reader, "mod_assign_get_grades", { assignmentids = { assignment_.instance } }).assignments or {})
  local entry = found and first(found.grades, function(g) return g.userid == person.id end)
  return entry and tonumber(entry.grade)
end
local function is_released_by_hand(assignment_)
  local courses = ws(admin, "mod_assign_get_assignments", { courseids = { assignment_.course.id } }).courses
  local found = first(courses[1].assignments, function(a) return a.id == assignment_.instance end)
  return found ~= nil and found.markingworkflow == 1
end
local function save_grade(actor, assignment_, person, grade, state, feedback)
  ws(actor, "mod_assign_save_grade", {
    assignmentid = assignment_.instance, userid = person.id, grade = grade, attemptnumber = -1, addattempt = 0, workflowstate = state, applytoall = 0,
    plugindata = feedback and { assignfeedbackcomments_editor = { text = feedback, format = 1 } } })
end
on("assignment.submit", function(actor, words, assignment_)
  ws(actor, "mod_assign_save_submission", { assignmentid = assignment_.instance, plugindata = { onlinetext_editor = { text = words, format = 1, itemid = 0 } } })
end)
on("assignment.grade", function(actor, assignment_, _, person, grade)
  save_grade(actor, assignment_, person, grade, is_released_by_hand(assignment_) and "readyforrelease" or "")
end).watches(function(_, assignment_, _, person) return grade_of(admin, assignment_, person) or "no grade" end)
on("assignment.feedback", function(actor, feedback, assignment_, _, person)
  local grade = grade_of(actor, assignment_, person) or broken("there is no grade to write feedback with")
  save_grade(actor, assignment_, person, grade, "", feedback)
end)
on("assignment.release", function(actor, person, assignment_)
  local grade = grade_of(actor, assignment_, person) or broken("there is no grade to release")
  save_grade(actor, assignment_, person, grade, "released")
end)
local function feedback_shown(person, assignment_) return ws(person, "mod_assign_get_submission_status", { assignid = assignment_.instance }) end
on("assignment.reads_grade", function(actor, grade, assignment_)
  local feedback = feedback_shown(actor, assignment_).feedback
  expect(feedback and feedback.grade and tonumber(feedback.grade.grade), "grade").equals(grade)
end)
on("assignment.reads_feedback", function(actor, words, assignment_)
  local feedback = feedback_shown(actor, assignment_).feedback
  local comments = feedback and first(feedback.plugins or {}, function(p) return p.type == "comments" end)
  local field = comments and first(comments.editorfields or {})
  expect(field and field.text, "feedback").contains(words)
end)
on("assignment.reads_nothing", function(actor, assignment_)
  local shown = feedback_shown(actor, assignment_)
  expect(shown.lastattempt.submission.status, "the work").equals "submitted"
  expect(grade_of(admin, assignment_, actor), "grade as the administrator finds it").is_present()
  expect(shown.feedback and shown.feedback.grade, "grade").is_empty()
end)

---------------------------------------------------------------- evaluations
on("evaluation.send", function(actor, evaluation, _, answer)
  local item = first(ws(actor, "mod_feedback_get_items", { feedbackid = evaluation.instance }).items, function(i) return i.typ == "textfield" end)
    or broken("the evaluation has no text question")
  ws(actor, "mod_feedback_launch_feedback", { feedbackid = evaluation.instance })
  local sent = ws(actor, "mod_feedback_process_page", { feedbackid = evaluation.instance, page = 0, responses = { { name = "textfield_" .. item.id, value = answer } } })
  expect(sent.completed, "the evaluation was taken in").equals(true)
end)
local function analysis(reader, evaluation) return ws(reader, "mod_feedback_get_responses_analysis", { feedbackid = evaluation.instance }) end
local function answers(found)
  local all = list {}
  for _, group in ipairs { found.attempts, found.anonattempts } do
    for _, attempt in ipairs(group) do
      for _, response in ipairs(attempt.responses) do all[#all + 1] = response.rawval end
    end
  end
  return all
end
on("evaluation.answer", function(actor, answer, evaluation) expect(answers(analysis(actor, evaluation)), "answers").contains(answer) end)
on("evaluation.anonymous", function(actor, evaluation, _, person)
  local found = analysis(actor, evaluation)
  expect(#answers(found), "answers").at_least(1)
  expect(filter(found.attempts, function(a) return a.userid == person.id end), "answers with the number of the learner").is_empty()
  expect(json.encode(found), "what the actor reads").lacks(person.lastname, { beside = "responses" })
end)

manual "certificate.issued" "Moodle has no certificates of its own; which plug-in makes them differs from site to site"

---------------------------------------------------------------- competency steps
on("framework.read", function(actor, framework) of_framework(framework, actor) end)
on("framework.count", function(framework, count, clusters)
  local all = of_framework(framework)
  local below = filter(all, function(c) return c.parentid ~= 0 end)
  expect(#below, "competencies below a cluster").equals(count)
  expect(#all - #below, "clusters").equals(clusters)
end)
on("framework.scale", function(framework, count)
  expect(#ws(admin, "core_competency_get_scale_values", { scaleid = framework.scaleid }), "levels").equals(count)
end)
local function linked(course) return map(ws(admin, "core_competency_list_course_competencies", { id = course.id }), function(x) return x.competency.idnumber end) end
on("competency.link", function(competency, course)
  if not ws(admin, "core_competency_add_competency_to_course", { courseid = course.id, competencyid = competency.id }) then
    return already "it is linked"
  end
  undo("competency.unlink", { courseid = course.id, competencyid = competency.id })
end)
cleanup "competency.unlink" (function(link) ws(admin, "core_competency_remove_competency_from_course", link) end)
on("competency.learnable", function(competency, course) expect(linked(course), "competencies of " .. course.shortname).contains(competency.idnumber) end)
local function summary(competency, person)
  return ws(admin, "tool_lp_data_for_user_competency_summary", { userid = person.id, competencyid = competency.id })
end
on("competency.evidence", function(competency, person, course)
  local evidence = summary(competency, person).evidence or {}
  expect(table.concat(map(evidence, function(e) return e.description .. " " .. tostring(e.desca) end), "\n"), "evidence").contains(course.fullname)
end)
on("competency.no_level", function(competency, person)
  local found = summary(competency, person)
  expect(#(found.evidence or {}), "evidence").at_least(1)
  expect(found.usercompetency and found.usercompetency.grade, "level").is_empty()
end)

---------------------------------------------------------------- the site
local function site_fingerprint()
  local site = ws(admin, "core_webservice_get_site_info")
  local facts = { release = site.release, version = site.version, functions = tostring(#(site.functions or {})) }
  for _, feature in ipairs(site.advancedfeatures or {}) do facts["feature " .. feature.name] = tostring(feature.value) end
  return facts
end
fingerprint(site_fingerprint)
on("site.fingerprint", function() world.fingerprint = site_fingerprint() end)
on("site.same_fingerprint", function() expect(site_fingerprint(), "fingerprint").equals(world.fingerprint) end)

if built_in then
  clock {
    now = now,
    advance = function(seconds)
      local site = lms:as(admin)
      site:post("/lmsaccept/clock", { query = { advance = math.ceil(seconds), wstoken = site.session.token } })
    end,
  }
end

return { lms = lms, ws = ws, admin = admin, web_form = web_form }
