-- Enrolments and roles, and who may read what.
local moodle = require "moodle/site"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

local function enrolled(course, person) return ws(person or admin, "core_enrol_get_enrolled_users", { courseid = course.id }) end
local function has_role(user, id) return first(user.roles or {}, function(r) return r.roleid == id end) ~= nil end
-- A thing that is looked up knows its key only: what else was asked for is there or not, without looking again.
local function as_enrolment(e, user)
  if not user then return nil end
  local wanted = rawget(e, "role") or "learner"
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
local function assignments(context, role_number)
  local page = lms:as(admin, "browser"):get("/admin/roles/assign.php", { query = { contextid = context, roleid = role_number } })
  if not page.html:one "#removeselect" then broken("no list of role assignments at " .. page.url) end
  return page
end
local function is_among(page, user) return page.html:one("#removeselect option[value='" .. user.id .. "']") ~= nil end
local function assigned(context, role_number, user) return is_among(assignments(context, role_number), user) end
-- Every page of Moodle names the number of its context; the built-in LMS makes it of the instance and its level.
local places = { user = { page = "/user/profile.php?id=", digit = 3 }, coursecat = { page = "/course/index.php?categoryid=", digit = 4 } }
local function context_of(level, instance)
  local place = places[level]
  if moodle.built_in then return instance * 10 + place.digit end
  return text.matches(lms:as(admin, "browser"):get(place.page .. instance).text, [["contextid":(\d+)]])
    or broken("no context number on " .. place.page .. instance)
end
local function assignment(user, role_number, level, instance)
  return { { userid = user.id, roleid = role_number, contextlevel = level, instanceid = instance } }
end

entity "role assign" {
  find = function(a) return assigned(1, role(a.role).id, a.user) and { user = a.user, role = a.role } or nil end,
  find_many = function(wanted)
    local pages = {}
    return map(wanted, function(a)
      local id = role(a.role).id
      pages[id] = pages[id] or assignments(1, id)
      return is_among(pages[id], a.user) and { user = a.user, role = a.role } or null
    end)
  end,
  create = function(a, by) ws(by or admin, "core_role_assign_roles", { assignments = assignment(a.user, role(a.role).id, "system", 0) }) end,
  create_many = function(as)
    ws(admin, "core_role_assign_roles", { assignments = map(as, function(a) return assignment(a.user, role(a.role).id, "system", 0)[1] end) })
  end,
  remove = function(a) ws(admin, "core_role_unassign_roles", { unassignments = assignment(a.user, role(a.role).id, "system", 0) }) end,
  remove_many = function(as)
    ws(admin, "core_role_unassign_roles", { unassignments = map(as, function(a) return assignment(a.user, role(a.role).id, "system", 0)[1] end) })
  end,
}
entity "category admin" {
  find = function(a)
    return assigned(context_of("coursecat", a.category.id), role("tadmin").id, a.user) and { user = a.user, category = a.category } or nil
  end,
  create = function(a) ws(admin, "core_role_assign_roles", { assignments = assignment(a.user, role("tadmin").id, "coursecat", a.category.id) }) end,
  remove = function(a) ws(admin, "core_role_unassign_roles", { unassignments = assignment(a.user, role("tadmin").id, "coursecat", a.category.id) }) end,
}

local function cohort_fields(c)
  return { categorytype = { type = "system", value = "" }, name = c.name, idnumber = c.idnumber, description = moodle.mark }
end
local function cohort_member(m)
  return { cohorttype = { type = "idnumber", value = m.cohort.idnumber }, usertype = { type = "username", value = m.user.username } }
end
entity "cohort" {
  takes = { "cohort member" },
  find = function(c) return first(ws(admin, "core_cohort_get_cohorts"), function(x) return x.idnumber == c.idnumber end) end,
  find_many = function(wanted)
    local all = ws(admin, "core_cohort_get_cohorts")
    return map(wanted, function(c) return first(all, function(x) return x.idnumber == c.idnumber end) or null end)
  end,
  create = function(c) return first(ws(admin, "core_cohort_create_cohorts", { cohorts = { cohort_fields(c) } })) end,
  create_many = function(cs) return ws(admin, "core_cohort_create_cohorts", { cohorts = map(cs, cohort_fields) }) end,
  marked = function()
    return filter(ws(admin, "core_cohort_get_cohorts"), function(c) return moodle.is_marked(c.description) end)
  end,
  remove = function(found) ws(admin, "core_cohort_delete_cohorts", { cohortids = { found.id } }) end,
  remove_many = function(found) ws(admin, "core_cohort_delete_cohorts", { cohortids = map(found, function(c) return c.id end) }) end,
}
entity "cohort member" {
  find = function(m)
    local ids = ws(admin, "core_cohort_get_cohort_members", { cohortids = { m.cohort.id } })[1].userids
    if first(ids, function(id) return id == m.user.id end) then return { user = m.user, cohort = m.cohort } end
  end,
  find_many = function(wanted)
    local of_cohort = {}
    return map(wanted, function(m)
      local id = m.cohort.id
      of_cohort[id] = of_cohort[id] or ws(admin, "core_cohort_get_cohort_members", { cohortids = { id } })[1].userids
      return first(of_cohort[id], function(user) return user == m.user.id end) and { user = m.user, cohort = m.cohort } or null
    end)
  end,
  create = function(m, by) ws(by or admin, "core_cohort_add_cohort_members", { members = { cohort_member(m) } }) end,
  create_many = function(ms) ws(admin, "core_cohort_add_cohort_members", { members = map(ms, cohort_member) }) end,
  remove = function(m) ws(admin, "core_cohort_delete_cohort_members", { members = { { cohortid = m.cohort.id, userid = m.user.id } } }) end,
}

---------------------------------------------------------------- steps
on("enrolment.role", function(person, name, course) ensure("course enrolment", { user = person, course = course, role = name }) end)
on("enrolment.add", function(actor, person, course)
  local enrolment = create("course enrolment", { user = person, course = course, role = "learner" }, actor)
  expect(enrolment.exists, "the enrolment").equals(true)
end).watches(function(_, _, course) return #enrolled(course) end)
on("enrolment.only_role", function(person, name, course)
  local user = first(enrolled(course), function(u) return u.id == person.id end)
  expect(user and map(user.roles, function(r) return r.roleid end), "roles").equals(list { role(name).id })
end)
on("enrolment.withdraw_role", function(actor, name, person, course)
  local id = role(name).id
  if not moodle.is_copy(course) then undo("enrolment.role_back", { userid = person.id, roleid = id, courseid = course.id }) end
  ws(actor, "core_role_unassign_roles", { unassignments = assignment(person, id, "course", course.id) })
end)
cleanup "enrolment.role_back" (function(e)
  ws(admin, "core_role_assign_roles", { assignments = { { userid = e.userid, roleid = e.roleid, contextlevel = "course", instanceid = e.courseid } } })
end)
on("course.participants", function(course, count)
  local id = role("learner").id
  expect(#filter(enrolled(course), function(u) return has_role(u, id) end), "learners").equals(count)
end)
local function mine(person) return map(ws(person, "core_enrol_get_users_courses", { userid = person.id }), function(c) return c.shortname end) end
-- Moodle shows an enrolment up to fifty seconds after its beginning (site.lua).
local function in_time(f)
  if moodle.built_in then f() else eventually({ within = 60, every = 5 }, f) end
end
on("course.mine", function(actor, course)
  in_time(function() expect(#filter(mine(actor), function(code) return code == course.shortname end), "times in the list of courses").equals(1) end)
end)
on("course.only_mine", function(actor, course, hidden)
  expect(hidden.exists, hidden.shortname .. " as the administrator finds it").equals(true)
  in_time(function() expect(mine(actor), "list of courses").contains(course.shortname) end)
  if not moodle.built_in and first(enrolled(hidden), function(u) return u.id == actor.id end) then moodle.wait_for_rounding() end
  expect(mine(actor), "list of courses").lacks(hidden.shortname, { beside = course.shortname })
end)
on("role.give", function(actor, person, name)
  expect(create("role assign", { user = person, role = name }, actor).exists, "the role").equals(true)
end).watches(function(_, person, name) return assigned(1, role(name).id, person) end)
on("category.admin", function(person, category) ensure("category admin", { user = person, category = category }) end)
on("manager.of", function(person, employee)
  local id = role("manager").id
  if assigned(context_of("user", employee.id), id, person) then return already("the role is given") end
  undo("manager.take", { userid = person.id, roleid = id, employee = employee.id }, "user", employee)
  ws(admin, "core_role_assign_roles", { assignments = assignment(person, id, "user", employee.id) })
end)
-- With the employee the place of the role has gone.
cleanup "manager.take" (function(m)
  local unassigned = { { userid = m.userid, roleid = m.roleid, contextlevel = "user", instanceid = m.employee } }
  local _, failure = try(ws, admin, "core_role_unassign_roles", { unassignments = unassigned })
  if failure and failure.class ~= "not-found" then error(failure) end
end)
local function grades(person, course, user)
  return ws(person, "gradereport_user_get_grade_items", { courseid = course.id, userid = user.id }).usergrades
end
-- Web services answer only who takes part in the course. The page with somebody's grades also answers who may look at
-- that person, as a line manager does.
local function page_shows_grades(actor, person, course)
  if moodle.built_in then return false end
  local query = { mode = "grade", id = course.id, user = person.id }
  local page = lms:as(actor, "browser"):get("/course/user.php", { query = query, check = false })
  return page.html:one "table.user-grade" ~= nil
end
on("results.read", function(actor, person, course)
  local _, failure = try(grades, actor, course, person)
  if not failure then return end
  local is_outsider = text.matches(failure.message, "^(?:requireloginerror|errorcoursecontextnotvalid):") ~= nil
  if not (failure.class == "refused" and is_outsider and page_shows_grades(actor, person, course)) then error(failure) end
end)
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
-- However a page writes a letter, it is shown. What the administrator is shown there is what there is to hide.
on("visitor.sees_nothing", function()
  for _, asked in ipairs(world.visits) do
    local there = text.decode_entities(lms:as(admin, "browser"):get(asked.path).text)
    if not text.has(there, asked.words[1]) then broken(("the administrator is not shown '%s' at %s"):format(asked.words[1], asked.path)) end
    local page = text.decode_entities(lms:nobody():get(asked.path).text)
    for _, word in ipairs(asked.words) do
      -- a page that shows it is not the one to sign in on, and wrong all the same
      expect(page, asked.path).lacks(word, { beside = text.has(page, word) and word or "logintoken" })
    end
  end
end)
