-- Lessons and what learners did with them.
local kolibri = require "kolibri/site"
local as, admin = kolibri.as, kolibri.admin
local quizzes = require "kolibri/quizzes"
local packages = require "kolibri/packages"

local function lesson_of(a)
  local l = first(as(admin):get("/api/lessons/lesson/", { query = { collection = a.course.id } }).json, function(l)
    return l.title == a.name and l.collection == a.course.id
  end)
  if not l then return nil end
  -- A thing that is looked up knows its key only: what it is of is asked where a package is wanted.
  local is_package = rawget(a, "activity") == "scorm" and l.resources[1] and packages.is_one(l.resources[1])
  return { id = l.id, name = l.title, course = a.course, activity = is_package and "scorm" or "page", resources = l.resources }
end
local function document()
  local page = as(admin):get("/api/content/contentnode/", { query = { kind = "document" } }).json
  return first(page.results or page) or broken "no channel with a document is on this device"
end
local resource_for = { page = document, scorm = packages.sample }
entity "activity" {
  accepts = { "activity", "name", "course", "questions" },
  ignores = { "idnumber", "gradepass" },
  find = function(a) return lesson_of(a) or quizzes.find(a) end,
  create = function(a)
    if a.activity == "quiz" then return quizzes.create(a) end
    local resource = resource_for[a.activity] or not_applicable {
      en = ("Kolibri has no '%s'"):format(a.activity), nl = ("Kolibri heeft geen '%s'"):format(a.activity),
    }
    local r = resource()
    return as(admin):post("/api/lessons/lesson/", { json = {
      title = a.name, collection = a.course.id, assignments = list { a.course.id }, learner_ids = list {}, active = true,
      resources = list { { content_id = r.content_id, channel_id = r.channel_id, contentnode_id = r.id } } } }).json
  end,
  remove = function(found)
    if found.activity == "quiz" then quizzes.remove(found)
    else as(admin):delete("/api/lessons/lesson/" .. found.id .. "/") end
  end,
}

---------------------------------------------------------------- progress
-- What Kolibri tells coaches about a learner who completed a lesson. It comes some seconds later, and with the lesson named;
-- the report of the class knows documents only, and takes one that was completed in another class for completed here.
local function told(reader, activity, person)
  local all = as(reader):get("/coach/api/notifications/", { query = { classroom_id = activity.course.id, limit = 50 } }).json
  return filter(all.results or all, function(n)
    return n.user_id == person.id and n.object == "Lesson" and n.event == "Completed" and n.lesson_id == activity.id
  end)
end
local function seen(reader, activity, person, seconds)
  local found
  eventually({ within = seconds, every = 0.5 }, function()
    found = told(reader, activity, person)
    if #found == 0 then not_found("coaches are not told that " .. person.username .. " completed " .. activity.name) end
  end)
  expect(#found, "notifications that " .. person.username .. " completed " .. activity.name).at_least(1)
  return found[#found]
end

-- False when it was complete before: the same document was completed in another class, by whoever keeps the account.
local function complete(person, activity)
  local r = activity.resources[1]
  local started = as(person):post("/api/logger/trackprogress/", { json = {
    node_id = r.contentnode_id, content_id = r.content_id, channel_id = r.channel_id, kind = "document", lesson_id = activity.id } }).json
  if started.complete then return false end
  as(person):put("/api/logger/trackprogress/" .. started.session_id .. "/", { json = { progress = 1.0, time_spent_delta = 30 } })
  return true
end
local function first_time_only(person)
  not_automated {
    en = ("%s completed the same document in another class, and Kolibri tells coaches of the first time only"):format(person.username),
    nl = ("%s heeft hetzelfde document in een andere klas afgerond, en Kolibri meldt coaches alleen de eerste keer"):format(person.username),
  }
end
on("activity.completed", function(person, activity)
  if complete(person, activity) then world.completed = seen(admin, activity, person, 30).timestamp end
end)
on("activity.complete", function(actor, activity)
  if not complete(actor, activity) then first_time_only(actor) end
end)
on("activity.seen", function(seconds, actor, person, activity) seen(actor, activity, person, seconds) end)
on("activity.date_kept", function(actor, activity, _, person)
  if not world_has "completed" then first_time_only(person) end
  local found = told(actor, activity, person)
  expect(#found, "notifications that " .. person.username .. " completed " .. activity.name).at_least(1)
  expect(found[#found].timestamp, "completion date").equals(world.completed)
end)
manual "log.names" {
  en = "Kolibri's log can be read on the device only", nl = "het logboek van Kolibri is alleen op het apparaat te lezen",
}
manual "course.notified" {
  en = "Kolibri tells coaches of what learners do in a class, not of a course",
  nl = "Kolibri meldt coaches wat cursisten in een klas doen, niets over een cursus",
}
