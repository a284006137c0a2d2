-- Kolibri 0.19.5 over the API that its own pages use. A course is a Kolibri class, a page is a lesson of one resource,
-- a quiz is a quiz.
local kolibri = require "kolibri/site"
local lms, as, admin, facility = kolibri.lms, kolibri.as, kolibri.admin, kolibri.facility

-- Who may see the results of a class and not change who is in it is a coach here, so an auditor is one.
roles {
  learner = { level = "course" }, trainer = { kind = "coach", level = "course" }, buyer = { level = "course" },
  auditor = { kind = "coach", level = "course" },
  tadmin = { kind = "admin", level = "system" }, fadmin = { kind = "admin", level = "system" }, sysadmin = { kind = "admin", level = "system" },
}
provides { "completion", "lessons", "quiz" }

require "kolibri/people"
require "kolibri/classes"
require "kolibri/rights"
require "kolibri/lessons"
require "kolibri/imports"
require "kolibri/golive"
require "kolibri/protection"
require "kolibri/lacks"
require "common/http"(lms, "main")

---------------------------------------------------------------- the site
local function site_fingerprint()
  local info = lms:nobody():get("/api/public/info/").json
  local facts = { version = info.kolibri_version, application = info.application }
  local settings = first(as(admin):get("/api/auth/facilitydataset/", { query = { facility_id = facility() } }).json) or {}
  for name, value in pairs(settings) do
    if type(value) ~= "table" then facts["setting " .. name] = tostring(value) end
  end
  return facts
end
fingerprint(site_fingerprint)
on("site.fingerprint", function() world.fingerprint = site_fingerprint() end)
on("site.same_fingerprint", function() expect(site_fingerprint(), "fingerprint").equals(world.fingerprint) end)

return kolibri
