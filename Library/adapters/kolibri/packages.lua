-- Packages: what an HTML5 resource stores of a learner. Kolibri gives its SCORM player a place for it (`contentState`) and
-- hands back whatever stands there; the package of a scenario is a lesson of one such resource.
local kolibri = require "kolibri/site"
local as, admin = kolibri.as, kolibri.admin

local function resources()
  local all = as(admin):get("/api/content/contentnode/", { query = { kind = "html5" } }).json
  return all.results or all
end
local function sample()
  return first(resources()) or not_automated {
    en = "no channel on this device has an HTML5 resource", nl = "geen kanaal op dit apparaat heeft HTML5-materiaal",
  }
end
local function is_one(resource)
  return first(resources(), function(r) return r.id == resource.contentnode_id end) ~= nil
end

-- Among the lessons of this learner, as the learner is shown them.
local function package_of(person, name)
  local all = list {}
  for _, class in ipairs(as(person):get("/learn/api/learnerclassroom/").json) do
    for _, lesson in ipairs(class.lessons) do
      if lesson.title == name then all[#all + 1] = lesson end
    end
  end
  if #all == 0 then not_found(("none of the classes of '%s' has a lesson '%s'"):format(person.username, name)) end
  if #all > 1 then broken(("%d lessons of '%s' are called '%s'"):format(#all, person.username, name)) end
  return all[1]
end
local function start(person, lesson)
  local r = lesson.resources[1]
  return as(person):post("/api/logger/trackprogress/", { json = {
    node_id = r.contentnode_id, content_id = r.content_id, channel_id = r.channel_id, kind = "html5", lesson_id = lesson.id } }).json
end
local function keep(person, session, values)
  as(person):put("/api/logger/trackprogress/" .. session.session_id .. "/", { json = values })
end

-- As a package of SCORM 1.2 names what it keeps.
local places = { status = "cmi.core.lesson_status", score = "cmi.core.score.raw", bookmark = "cmi.core.lesson_location", suspend = "cmi.suspend_data" }
local function state_of(session)
  local state = session.extra_fields.contentState
  return state and state.SCORM or {}
end
local is_done = { passed = true, completed = true }

-- What is left of an earlier attempt is wiped out first, so that nothing of it can be taken for what is stored now.
on("package.store", function(name, person, rows)
  local lesson = package_of(person, name)
  local session = start(person, lesson)
  local state, progress = {}, nil
  for _, row in ipairs(rows) do
    state[places[row.what]] = row.value
    if row.what == "status" and is_done[row.value] then progress = 1.0 end
  end
  -- what was complete before would be so whatever the package says
  if progress and session.complete then
    not_automated {
      en = ("%s completed the same resource before, and Kolibri tells coaches of the first time only"):format(person.username),
      nl = ("%s heeft hetzelfde materiaal eerder afgerond, en Kolibri meldt coaches alleen de eerste keer"):format(person.username),
    }
  end
  keep(person, session, { extra_fields = { contentState = { SCORM = {} } } })
  session = start(person, lesson)
  for element in pairs(state) do
    if state_of(session)[element] ~= nil then broken("a new attempt begins with the " .. element .. " of an earlier one") end
  end
  keep(person, session, { extra_fields = { contentState = { SCORM = state } }, progress = progress })
end)
on("package.returns", function(name, person, rows)
  local state = state_of(start(person, package_of(person, name)))
  for _, row in ipairs(rows) do expect(state[places[row.what]], row.what).equals(row.value) end
end)

return { sample = sample, is_one = is_one }
