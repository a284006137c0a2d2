-- Classes, who takes part in them, and roles.
local kolibri = require "kolibri/site"
local as, admin, facility = kolibri.as, kolibri.admin, kolibri.facility
local users = require("kolibri/people").users

local function all_classes(person) return as(person or admin):get("/api/auth/classroom/", { query = { parent = facility() } }).json end
local function canonical_class(c) return c and { id = c.id, shortname = c.name, visible = true, learners = c.learner_count } end

entity "category" { left_out = { en = "Kolibri has no categories", nl = "Kolibri heeft geen categorieën" } }
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
    if c.visible == false then not_applicable { en = "Kolibri cannot hide a class", nl = "Kolibri kan een klas niet verbergen" } end
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

return {
  all_classes = all_classes, members = members, takes_part = takes_part, administers = administers, roles_of = roles_of,
}
