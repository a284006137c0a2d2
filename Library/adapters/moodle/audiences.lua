-- Audiences and the ways into a course that people use without an administrator.
local moodle = require "moodle/site"
local lms, ws, admin, web_form, is_copy = moodle.lms, moodle.ws, moodle.admin, moodle.web_form, moodle.is_copy

---------------------------------------------------------------- enrolment methods
-- The page of enrolment methods links each to its removal: that is where their numbers stand.
local function methods(course)
  local page = lms:as(admin, "browser"):get("/enrol/instances.php", { query = { id = course.id } })
  local numbers = {}
  for _, link in ipairs(page.html:select "a[href*='action=delete']") do
    local number = text.matches(link:attribute "href", [[instance=(\d+)]])
    if number then numbers[number] = true end
  end
  return numbers
end
local function add_method(course, kind, values)
  local before = is_copy(course) or methods(course)
  local answer = web_form(admin, "/enrol/editinstance.php?courseid=" .. course.id .. "&type=" .. kind,
    "input[name=_qf__enrol_instance_edit_form]", merge({ status = 0, roleid = role("learner").id }, values), "submitbutton")
  -- A form that comes back was not saved, whatever it says.
  if answer.status == 200 then broken("the enrolment method '" .. kind .. "' was not saved") end
  if before == true then return end
  for number in pairs(methods(course)) do
    if not before[number] then undo("course.close", { id = course.id, instance = tonumber(number) }) end
  end
end
cleanup "course.close" (function(method)
  local site = lms:as(admin, "browser")
  site:get("/enrol/instances.php", { query = {
    id = method.id, action = "delete", instance = method.instance, confirm = 1, sesskey = site.session.sesskey } })
end)

-- customint3: how many may come in; customint5: members of which cohort only; customint6: new people may come in.
on("cohort.course", function(course, admission, cohort)
  if admission == "mandatory" then add_method(course, "cohort", { ["customint1[]"] = cohort.id })
  else add_method(course, "self", { customint5 = cohort.id, customint6 = 1 }) end
end)
on("course.places", function(course, count) add_method(course, "self", { customint3 = count, customint6 = 1 }) end)

---------------------------------------------------------------- membership
local function members(cohort) return ws(admin, "core_cohort_get_cohort_members", { cohortids = { cohort.id } })[1].userids end

on("cohort.add", function(actor, person, cohort)
  expect(create("cohort member", { user = person, cohort = cohort }, actor).exists, "the membership").equals(true)
end)
on("cohort.take", function(actor, person, cohort)
  if not is_copy(cohort) then undo("cohort.back", { user = person.username, cohort = cohort.idnumber }) end
  ws(actor, "core_cohort_delete_cohort_members", { members = { { cohortid = cohort.id, userid = person.id } } })
end)
cleanup "cohort.back" (function(m)
  ws(admin, "core_cohort_add_cohort_members", { members = { {
    cohorttype = { type = "idnumber", value = m.cohort }, usertype = { type = "username", value = m.user } } } })
end)
on("cohort.member", function(seconds, person, cohort)
  eventually({ within = seconds, every = 5 }, function() expect(members(cohort), "members of " .. cohort.idnumber).contains(person.id) end)
end)
on("cohort.only", function(cohort, field, value)
  local ids = members(cohort)
  expect(#ids, "members").at_least(1)
  local found = ws(admin, "core_user_get_users_by_field", { field = "id", values = ids })
  expect(#found, "members looked up").equals(#ids)
  local others = filter(found, function(u) return (u[field] or "") ~= value end)
  expect(map(others, function(u) return u.username .. ": " .. (u[field] or "") end), "members with another " .. field).is_empty()
end)

---------------------------------------------------------------- who is in
local function active(course)
  return ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id, options = { { name = "onlyactive", value = 1 } } })
end
on("enrolment.within", function(seconds, person, course)
  local id = role("learner").id
  eventually({ within = seconds, every = 5 }, function()
    local found = filter(active(course), function(u) return u.id == person.id end)
    expect(#found, "active enrolments of " .. person.username).equals(1)
    expect(map(found[1].roles, function(r) return r.roleid end), "roles").contains(id)
  end)
end)
local function expect_ended(person, course)
  expect(map(active(course), function(u) return u.id end), "people with an active enrolment").excludes(person.id)
end
local function taking_part(course, person)
  return #filter(ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id }), function(u) return u.id == person.id end)
end
on("enrolment.ended", function(seconds, person, course)
  eventually({ within = seconds, every = 5 }, function() expect_ended(person, course) end)
  -- Who takes part all the same may only not be shown yet.
  if moodle.built_in or taking_part(course, person) == 0 then return end
  moodle.wait_for_rounding()
  expect_ended(person, course)
end)

---------------------------------------------------------------- taking a place oneself
-- Moodle answers a full course, one for others and one that is closed with a warning, not with an error.
local function enrolled_count(course) return #ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id }) end
on("place.take", function(actor, course)
  local taken = ws(actor, "enrol_self_enrol_user", { courseid = course.id })
  expect(taken.status, "the place").equals(true)
end).watches(function(_, course) return enrolled_count(course) end)
on("place.give_up", function(actor, course)
  local door = first(ws(actor, "core_enrol_get_course_enrolment_methods", { courseid = course.id }), function(m) return m.type == "self" end)
    or broken "the course has no way in for learners themselves, so nobody can have come in that way"
  if taking_part(course, actor) == 0 then broken(actor.username .. " takes no part, so there is no place to give up") end
  local site = lms:as(actor, "browser")
  site:post("/enrol/self/unenrolself.php", {
    form = { enrolid = door.id, confirm = 1, sesskey = site.session.sesskey }, html = true, follow = true })
  expect(taking_part(course, actor), "enrolments of " .. actor.username).equals(0)
end)
