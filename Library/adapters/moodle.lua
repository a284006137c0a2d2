-- Moodle 5.1 over its REST web services, and its web forms where REST has nothing. Also drives the built-in LMS.
local moodle = require "moodle/site"
local lms, ws, admin, built_in = moodle.lms, moodle.ws, moodle.admin, moodle.built_in

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

provides {
  "catalogue", "categories", "completion", "grading", "assignments", "quiz", "evaluation", "competencies", "cohorts", "self-enrolment",
  "message-preferences", "reports",
}

require "moodle/people"
require "moodle/courses"
require "moodle/rights"
require "moodle/packages"
require "moodle/activities"
require "moodle/assessment"
require "moodle/competencies"
require "moodle/audiences"
require "moodle/messages"
require "moodle/reports"
require "moodle/migration"
require "moodle/golive"
require "moodle/jobs"
require "moodle/certificates"
require "moodle/imports"
require "moodle/protection"
require "common/http"(moodle.lms, "browser")

-- A stock Moodle has taken nothing over: `migration: yes` among the target's settings says that this one has.
if built_in or setting("migration", "no") == "yes" then provides { "migration" } end
-- No more is it set up as a customer agreed: `configured: yes`.
if built_in or setting("configured", "no") == "yes" then provides { "configured" } end

---------------------------------------------------------------- the site
-- A function has the version of the plug-in that it belongs to: how many functions there are of each version.
local function versions_of(functions)
  local count, all = {}, list {}
  for _, f in ipairs(functions) do count[tostring(f.version)] = (count[tostring(f.version)] or 0) + 1 end
  for version, number in pairs(count) do all[#all + 1] = ("%s (%d)"):format(version, number) end
  table.sort(all)
  return table.concat(all, ", ")
end
local function site_fingerprint()
  local site = ws(admin, "core_webservice_get_site_info")
  local facts = { release = site.release, version = site.version, functions = tostring(#(site.functions or {})),
    ["versions of functions"] = versions_of(site.functions or {}) }
  -- Whatever project it is tested from: nobody accepts the built-in LMS.
  if site.sitename == "lmsaccept demo" then facts["built-in"] = "yes" end
  for _, feature in ipairs(site.advancedfeatures or {}) do facts["feature " .. feature.name] = tostring(feature.value) end
  return facts
end
fingerprint(site_fingerprint)
on("site.fingerprint", function() world.fingerprint = site_fingerprint() end)
on("site.same_fingerprint", function() expect(site_fingerprint(), "fingerprint").equals(world.fingerprint) end)

if built_in then
  clock {
    now = moodle.now,
    advance = function(seconds)
      local site = lms:as(admin)
      site:post("/lmsaccept/clock", { query = { advance = math.ceil(seconds), token = site.session.token } })
    end,
  }
end

return moodle
