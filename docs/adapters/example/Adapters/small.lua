-- The small LMS of docs/adapters.md, over its JSON API.
local common = require "common"

---------------------------------------------------------------- the connection
local lms = target "lms" { base = setting "base", speaks = "json" }

-- { error = "forbidden", message = "…" }: the code says what kind of no it is, never the sentence.
local classes = {
  forbidden = "refused", bad_login = "refused", unauthenticated = "broken",
  taken = "conflict", no_such_user = "not-found", no_such_course = "not-found",
}
function lms.failure(answer)
  if answer.status < 400 then return end
  local body = answer.json
  if type(body) ~= "table" or not body.error then return end
  return classes[body.error] or "invalid", body.error .. ": " .. tostring(body.message)
end

-- Every request after signing in carries the token.
function lms.prepare(site, request)
  if site.session then request.headers = merge(request.headers, { Authorization = "Bearer " .. site.session.token }) end
end
function lms.stale(answer)
  return answer.status == 401 and type(answer.json) == "table" and answer.json.error == "unauthenticated"
end

local admin = account { username = setting "admin_user", password = setting "admin_password" }

-- Whom the text gives no password gets one that can be made again: with a random one "cannot sign in" is true of everybody.
local function password_of(person) return person.password or "Pw." .. setting "admin_password" .. person.username end

session(lms, "main", function(site, person)
  local answer = site:post("/api/login", { json = { user = person.username, password = password_of(person) } })
  return { token = secret(answer.json.token) }
end)
-- Everybody may ask who they are, and whoever is not signed in may not: without it a refusal could be a token that does
-- not work.
control(lms, function(site) site:get "/api/me" end)

local function as(person) return lms:as(person) end

fingerprint(function() return { version = lms:nobody():get("/api/version").json.version } end)

---------------------------------------------------------------- the people
roles {
  learner = { id = "student", level = "course" }, trainer = { id = "teacher", level = "course" },
  tadmin = { id = "admin", level = "system" }, fadmin = { id = "admin", level = "system" }, sysadmin = { id = "admin", level = "system" },
}

-- A note that nobody reads says of everything that it was made by this project.
local function ours(path)
  return filter(as(admin):get(path).json, function(x) return x.note == setting "mark" end)
end

local function canonical_user(u)
  return u and {
    id = u.id, username = u.user, firstname = u.first, lastname = u.last, fullname = u.first .. " " .. u.last,
    email = u.email, idnumber = u.staff_no,
  }
end
local function user_called(name, reader)
  return first(as(reader or admin):get("/api/users", { query = { user = name } }).json, function(u) return u.user == name end)
end

entity "user" {
  accepts = { "username", "firstname", "lastname", "email", "password", "idnumber" },
  find = function(user) return canonical_user(user_called(user.username)) end,
  marked = function() return map(ours "/api/users", canonical_user) end,
  create = function(user, by)
    return as(by or admin):post("/api/users", { json = {
      user = user.username, password = password_of(user), first = user.firstname, last = user.lastname,
      email = user.email, staff_no = user.idnumber, note = setting "mark" } }).json
  end,
  update = function(found, changes)
    as(admin):patch("/api/users/" .. found.id, { json = {
      first = changes.firstname, last = changes.lastname, email = changes.email, staff_no = changes.idnumber } })
  end,
  remove = function(found) as(admin):delete("/api/users/" .. found.id) end,
}

entity "role assign" {
  find = function(a)
    return user_called(a.user.username).right == role(a.role).id and { user = a.user, role = a.role } or nil
  end,
  create = function(a, by) as(by or admin):patch("/api/users/" .. a.user.id, { json = { right = role(a.role).id } }) end,
  remove = function(a) as(admin):patch("/api/users/" .. a.user.id, { json = { right = "member" } }) end,
}

---------------------------------------------------------------- courses and who takes part
local function canonical_course(c) return c and { id = c.id, shortname = c.code, fullname = c.title, summary = c.about } end
local function course_called(code)
  return first(as(admin):get("/api/courses", { query = { code = code } }).json, function(c) return c.code == code end)
end

entity "course" {
  -- No dates and nothing hidden: what a scenario with those says would not be tested here.
  accepts = { "shortname", "fullname", "summary" },
  ignores = { "category" },
  find = function(c) return canonical_course(course_called(c.shortname)) end,
  marked = function() return map(ours "/api/courses", canonical_course) end,
  create = function(c, by)
    return as(by or admin):post("/api/courses", { json = {
      code = c.shortname, title = c.fullname, about = c.summary, note = setting "mark" } }).json
  end,
  update = function(found, changes)
    as(admin):patch("/api/courses/" .. found.id, { json = { title = changes.fullname, about = changes.summary } })
  end,
  remove = function(found) as(admin):delete("/api/courses/" .. found.id) end,
  -- A code holds letters, digits and hyphens only; without this an own copy would be called AVG-01~xwx1q4.
  new_key = function(code, suffix) return code .. "-" .. suffix end,
}
entity "category" { left_out = "the small LMS has no categories" }

local function members(course, reader) return as(reader or admin):get("/api/courses/" .. course.id .. "/members").json end
local function takes_part(course, user, as_what)
  return first(members(course), function(m) return m.id == user.id and (as_what == nil or m["as"] == as_what) end) ~= nil
end

entity "course enrolment" {
  find = function(e)
    return takes_part(e.course, e.user, role(e.role).id) and { user = e.user, course = e.course, role = e.role } or nil
  end,
  create = function(e, by)
    as(by or admin):post("/api/courses/" .. e.course.id .. "/members", { json = { id = e.user.id, as = role(e.role).id } })
  end,
  remove = function(e) as(admin):delete("/api/courses/" .. e.course.id .. "/members/" .. e.user.id) end,
}

---------------------------------------------------------------- steps
on("enrolment.role", function(person, name, course) ensure("course enrolment", { user = person, course = course, role = name }) end)
on("enrolment.add", function(actor, person, course)
  create("course enrolment", { user = person, course = course, role = "learner" }, actor)
  expect(takes_part(course, person, "student"), person.username .. " takes part").equals(true)
end).watches(function(_, _, course) return members(course) end)
on("course.participants", function(course, count)
  local learners = filter(members(course), function(m) return m["as"] == "student" end)
  expect(#learners, "learners of " .. course.shortname).equals(count)
end)

-- Scenarios run at once: an attempt to make something watches the names that this scenario tried, not everybody's things.
local function next_name(prefix)
  local name = common.fresh(prefix)
  world.tried = merge(world_has "tried" and world.tried or nil, { [name] = true })
  return name
end
local function tried_and_there(find)
  local there = {}
  for name in pairs(world_has "tried" and world.tried or {}) do there[name] = find(name) and true end
  return there
end

-- "tries to create a user" names no detail.
on("user.create", function(actor, field, value)
  if field and field ~= "idnumber" then not_automated("only the personnel number is automated, not " .. field) end
  local name = next_name "new"
  local made = create("user", merge(
    { username = name, firstname = "New", lastname = "User" }, field and { [field] = value }), actor)
  expect(made.exists, "the account").equals(true)
  if field then expect(canonical_user(user_called(name))[field], field).equals(value) end
end).watches(function() return tried_and_there(user_called) end)
on("user.count_with", function(count, field, value)
  local all = map(as(admin):get("/api/users").json, canonical_user)
  expect(#filter(all, function(u) return u[field] == value end), "users with " .. field .. " " .. value).equals(count)
end)

on("course.create", function(actor)
  local code = next_name "X-"
  expect(create("course", { shortname = code, fullname = "Extra " .. code }, actor).exists, "the course").equals(true)
end).watches(function() return tried_and_there(course_called) end)
on("course.open", function(actor, course)
  expect(as(actor):get("/api/courses/" .. course.id).json.code, "the course that opens").equals(course.shortname)
end).watches(function(_, course) return members(course) end)
on("course.rename", function(actor, course, name)
  undo("course.title", { id = course.id, title = course.fullname })
  as(actor):patch("/api/courses/" .. course.id, { json = { title = name } })
  expect(as(admin):get("/api/courses/" .. course.id).json.title, "title").equals(name)
end).watches(function(_, course) return as(admin):get("/api/courses/" .. course.id).json.title end)
cleanup "course.title" (function(c) as(admin):patch("/api/courses/" .. c.id, { json = { title = c.title } }) end)

on("login.works", function(person) expect(lms:sign_in(person):get("/api/me").json.user, "who is signed in").equals(person.username) end)

on("profile.read", function(actor, person) world.profile = { reader = actor, of = user_called(person.username, actor) } end)
on("profile.shows", function(field, value)
  expect(canonical_user(user_called(world.profile.of.user, world.profile.reader))[field], field).equals(value)
end)
on("profile.hides", function(field)
  -- What is empty would be hidden from nobody.
  expect(canonical_user(user_called(world.profile.of.user))[field], field .. " as the administrator finds it").is_present()
  expect(canonical_user(user_called(world.profile.of.user, world.profile.reader))[field], field).is_empty()
end)

unsupported { ["category.admin"] = "the small LMS has no categories" }
manual "user.deactivate" "the small LMS can only remove an account"

-- For Steps/own.lua.
return { as = as }
