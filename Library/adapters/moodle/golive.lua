-- Whether the site is fit to open: how fast it answers and what is left switched on.
local common = require "common"
local moodle = require "moodle/site"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

local function own_course(person)
  local course = first(ws(person, "core_enrol_get_users_courses", { userid = person.id }))
  return course and course.id or broken(person.username .. " takes part in no course whose page could be requested")
end
local paths = {
  home = function() return "/my/" end,
  catalogue = function() return "/course/index.php" end,
  course = function(person) return "/course/view.php?id=" .. own_course(person) end,
  report = function(person) return "/report/completion/index.php?course=" .. own_course(person) end,
}
-- What answers is the page that was asked for only where it was asked for, without an error on it, and for this person; the
-- catalogue is everybody's, and names courses or categories.
local function expect_page(page, path, actor, answer)
  if text.has(answer.url, "/login/") then broken("the " .. page .. " page sent us to the login page") end
  moodle.page_says_no(answer)
  -- A site may have its people begin with their courses: that is a page of the same folder.
  local leads = moodle.path_of(answer.url)
  if page == "home" and leads:sub(1, 4) == "/my/" then leads = "/my/" end
  expect(leads, "where the " .. page .. " page leads").equals(moodle.path_of(path))
  if page == "catalogue" then
    expect(answer.html:one ".coursename, .category" ~= nil, "the catalogue names courses").equals(true)
  else
    expect(tonumber(text.matches(answer.text, [["userId":(\d+)]])), "whose " .. page .. " page it is").equals(actor.id)
  end
end
on("pages.request", function(actor, page, times)
  local path, site = paths[page](actor), lms:as(actor, "browser")
  local took = list {}
  for i = 1, times do
    local answer = site:get(path)
    expect_page(page, path, actor, answer)
    took[i] = answer.elapsed
  end
  world.took = took
end)
on("pages.within", common.answers_within)

on("site.off", function(what)
  if what == "maintenance" then
    expect(ws(admin, "tool_mobile_get_public_config").maintenanceenabled, "maintenance mode").equals(0)
  else
    local page = lms:as(admin, "browser"):get("/admin/settings.php", { query = { section = "debugging" } })
    local chosen = page.html:one "select[name=s__debug] option[selected]"
    expect(chosen and chosen:attribute "value", "debugging").equals "0"
  end
end)
