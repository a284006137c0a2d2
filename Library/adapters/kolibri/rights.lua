-- What people may do and see: enrolments, roles, classes, results, and visitors without an account.
local kolibri = require "kolibri/site"
local lms, as, admin, facility = kolibri.lms, kolibri.as, kolibri.admin, kolibri.facility
local people, classes = require "kolibri/people", require "kolibri/classes"
local fresh, tried = people.fresh, people.tried
local all_classes, members, takes_part, administers = classes.all_classes, classes.members, classes.takes_part, classes.administers

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
  local kind = role(name).kind or not_applicable {
    en = "a learner of a Kolibri class is a member, not somebody with a role",
    nl = "een cursist van een klas in Kolibri is lid, niet iemand met een rol",
  }
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
  eventually({ within = seconds, every = 1 }, function()
    local learners = map(members(course), function(u) return u.id end)
    expect(#learners, "learners").at_least(1)
    expect(learners, "learners").excludes(person.id)
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
-- Coaches and administrators open a class at one address, its learners at another; each answers everybody else "not there".
on("course.open", function(actor, course)
  local answer, failure = try(function() return as(actor):get("/api/auth/classroom/" .. course.id .. "/") end)
  if failure and failure.class ~= "not-found" then error(failure) end
  answer = answer or as(actor):get("/learn/api/learnerclassroom/" .. course.id .. "/", { classes = { [404] = "refused" } })
  expect(answer.json.name, "name of the class").equals(course.shortname)
end).watches(function(_, course) return class_now(course) end)
on("course.detail", function(course, detail, value)
  if detail ~= "shortname" then
    not_applicable {
      en = ("a Kolibri class has a code and no '%s'"):format(detail),
      nl = ("een klas in Kolibri heeft een code en geen '%s'"):format(word("detail", detail, "nl")),
    }
  end
  expect(class_now(course).name, detail).equals(value)
end)
on("course.holds", function(course, rows)
  if first(rows, function(r) return r.section ~= nil end) then
    not_applicable { en = "a Kolibri class has no sections", nl = "een klas in Kolibri heeft geen onderdelen" }
  end
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
