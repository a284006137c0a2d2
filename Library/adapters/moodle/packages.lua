-- SCORM packages: a small one of our own where a scenario's is not there, and what a package stores and is given back.
local moodle = require "moodle/site"
local migration = require "moodle/migration"
local ws, admin = moodle.ws, moodle.admin

---------------------------------------------------------------- a package
-- A zip file whose entries are stored as they are: each with a header before it, and all listed at the end.
local crcs = {}
for i = 0, 255 do
  local c = i
  for _ = 1, 8 do c = c & 1 == 1 and 0xEDB88320 ~ (c >> 1) or c >> 1 end
  crcs[i] = c
end
local function crc32(text)
  local c = 0xFFFFFFFF
  for i = 1, #text do c = crcs[(c ~ text:byte(i)) & 0xFF] ~ (c >> 8) end
  return c ~ 0xFFFFFFFF
end
-- Numbers of two or four bytes, the least one first.
local function bytes(size, ...)
  local out = {}
  for _, n in ipairs { ... } do
    for i = 0, size - 1 do out[#out + 1] = string.char((n >> (8 * i)) & 0xFF) end
  end
  return table.concat(out)
end
local function zip(files)
  local bodies, listing, at = {}, {}, 0
  for i, f in ipairs(files) do
    -- version 2.0, no flags, stored, midnight of 1 January 1980; no extra field
    local common = bytes(2, 20, 0, 0, 0, 33) .. bytes(4, crc32(f.text), #f.text, #f.text) .. bytes(2, #f.name, 0)
    bodies[i] = "PK\3\4" .. common .. f.name .. f.text
    listing[i] = "PK\1\2" .. bytes(2, 20) .. common .. bytes(2, 0, 0, 0) .. bytes(4, 0, at) .. f.name
    at = at + #bodies[i]
  end
  local all = table.concat(listing)
  return table.concat(bodies) .. all .. "PK\5\6" .. bytes(2, 0, 0, #files, #files) .. bytes(4, #all, at) .. bytes(2, 0)
end
local manifest = [[<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="lmsaccept" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="all"><organization identifier="all"><title>E-learning</title>
<item identifier="one" identifierref="page"><title>E-learning</title></item></organization></organizations>
<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>
</manifest>
]]
local function sample()
  return zip { { name = "imsmanifest.xml", text = manifest }, { name = "index.html", text = "<!DOCTYPE html><title>E-learning</title><p>E-learning</p>\n" } }
end

-- For the form that makes the activity, which is complete when the package says "passed" or "completed".
local function fields()
  return {
    packagefile = moodle.draft("sample.zip", "application/zip", sample()), completion = 2,
    ["completionstatusrequired[2]"] = 1, ["completionstatusrequired[4]"] = 1,
  }
end

---------------------------------------------------------------- as a package does
-- Where each version keeps what a package remembers; a status that speaks of success stands apart in the newer one.
local places = {
  ["SCORM_1.2"] = {
    status = "cmi.core.lesson_status", score = "cmi.core.score.raw", bookmark = "cmi.core.lesson_location", suspend = "cmi.suspend_data",
  },
  ["SCORM_1.3"] = { score = "cmi.score.raw", bookmark = "cmi.location", suspend = "cmi.suspend_data" },
}
local function place_of(package, what, value)
  local known = places[package.version] or not_automated {
    en = ("no adapter for packages of version %s"):format(package.version), nl = ("geen adapter voor pakketten van versie %s"):format(package.version),
  }
  local place = known[what]
  if place then return place end
  return (value == "passed" or value == "failed") and "cmi.success_status" or "cmi.completion_status"
end

-- Those that this scenario made: others keep copies of the same name for people to look at.
local function made_here(cmid) world["package " .. cmid] = true end

-- Among the courses of this person, as the person is shown them.
local function package_of(person, name)
  local all = filter(ws(person, "mod_scorm_get_scorms_by_courses").scorms, function(p) return p.name == name end)
  local own = filter(all, function(p) return world_has("package " .. p.coursemodule) end)
  if #own > 0 then all = own end
  if #all == 0 then not_found(("none of the courses of '%s' has a package '%s'"):format(person.username, name)) end
  if #all > 1 then broken(("%d packages among the courses of '%s' are called '%s'"):format(#all, person.username, name)) end
  return all[1]
end
local function parts_of(package, person)
  return filter(ws(person, "mod_scorm_get_scorm_scoes", { scormid = package.id }).scoes, function(s) return s.scormtype == "sco" end)
end
local function attempts(package, person)
  return ws(person, "mod_scorm_get_scorm_attempt_count", { scormid = package.id, userid = person.id }).attemptscount
end
-- What the package is given when it starts: element -> value.
local function given(package, person, part, attempt)
  local all = ws(person, "mod_scorm_get_scorm_user_data", { scormid = package.id, attempt = attempt }).data
  local mine = first(all, function(d) return d.scoid == part.id end) or broken "the package is given nothing for its first part"
  local values = {}
  for _, pair in ipairs(mine.userdata) do values[pair.element] = pair.value end
  return values
end

-- What was complete before would be so whatever the package says.
local function was_complete(package, person)
  local all = ws(admin, "core_completion_get_activities_completion_status", { courseid = package.course, userid = person.id }).statuses
  local tracked = first(all, function(s) return s.cmid == package.coursemodule end)
  return tracked ~= nil and tracked.state ~= 0
end
-- A new attempt, so that nothing of an earlier one can be taken for what is stored now.
on("package.store", function(name, person, rows)
  local package = package_of(person, name)
  local part = first(parts_of(package, person)) or broken "the package has no part that can be started"
  local attempt = attempts(package, person) + 1
  ws(person, "mod_scorm_launch_sco", { scormid = package.id, scoid = part.id })
  local before = given(package, person, part, attempt)
  local tracks = list {}
  for _, row in ipairs(rows) do
    local element = place_of(package, row.what, row.value)
    if before[element] == row.value then broken(("a new attempt begins with the %s that was to be stored"):format(row.what)) end
    if row.what == "status" and row.value ~= "incomplete" and was_complete(package, person) then
      broken(("'%s' has completed '%s' before: choose somebody else"):format(person.username, name))
    end
    tracks[#tracks + 1] = { element = element, value = row.value }
  end
  undo("package.forget", { cmid = package.coursemodule, attempt = attempt, userid = person.id })
  local stored = ws(person, "mod_scorm_insert_scorm_tracks", { scoid = part.id, attempt = attempt, tracks = tracks }).trackids
  if #stored ~= #tracks then broken(("%d of %d values were stored"):format(#stored, #tracks)) end
end)
-- The report of the package is where an administrator removes attempts.
cleanup "package.forget" (function(a)
  local site = moodle.lms:as(admin, "browser")
  site:post("/mod/scorm/report.php", { query = { id = a.cmid, mode = "basic" }, html = true, follow = true, form = {
    action = "delete", sesskey = site.session.sesskey, ["attemptid[]"] = a.userid .. ":" .. a.attempt } })
end)

on("package.returns", function(name, person, rows)
  local package = package_of(person, name)
  local part = first(parts_of(package, person)) or broken "the package has no part that can be started"
  local attempt = attempts(package, person)
  expect(attempt, "attempts of " .. person.username).at_least(1)
  ws(person, "mod_scorm_launch_sco", { scormid = package.id, scoid = part.id })
  local values = given(package, person, part, attempt)
  for _, row in ipairs(rows) do expect(values[place_of(package, row.what, row.value)], row.what).equals(row.value) end
end)

---------------------------------------------------------------- all packages of a category
local versions = { ["SCORM_1.3"] = "SCORM_2004" }
on("package.list", function(code, rows)
  local courses = migration.courses_below(code)
  local found = list {}
  local by_id = {}
  for _, c in ipairs(courses) do by_id[c.id] = c.shortname end
  local ids = map(courses, function(c) return c.id end)
  local packages = #ids > 0 and ws(admin, "mod_scorm_get_scorms_by_courses", { courseids = ids }).scorms or {}
  for _, p in ipairs(packages) do
    found[#found + 1] = ("%s | %s | %s | %d"):format(by_id[p.course], p.name, versions[p.version] or p.version, #parts_of(p, admin))
  end
  local wanted = map(rows, function(r) return ("%s | %s | %s | %d"):format(r.course, r.name, r.version, r.parts) end)
  table.sort(found)
  table.sort(wanted)
  expect(found, "packages in " .. code).equals(wanted)
end)

return { fields = fields, made_here = made_here }
