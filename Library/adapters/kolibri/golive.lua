-- Whether the site is fit to open: how fast it answers and what is left on it.
local common = require "common"
local kolibri = require "kolibri/site"
local lms, as, admin, facility = kolibri.lms, kolibri.as, kolibri.admin, kolibri.facility
local people, classes = require "kolibri/people", require "kolibri/classes"

-- The page that each kind of person starts at, and what the page asks for first: an empty page is no answer yet.
local starts = {
  { kind = "superuser", page = "/device/", data = function() return "/api/public/info/" end },
  { kind = "admin", page = "/facility/", data = function()
    return "/api/auth/facilityuser/?page=1&page_size=30&member_of=" .. facility()
  end },
  { kind = "coach", also = "classroom assignable coach", page = "/coach/", data = function() return "/api/auth/classroom/?role=coach&parent=" .. facility() end },
  { kind = "learner", page = "/learn/", data = function() return "/learn/api/homehydrate/" end },
}
on("pages.request", function(actor, page, times)
  if page ~= "home" then
    not_automated { en = "the adapter requests the home page only", nl = "de adapter vraagt alleen de startpagina op" }
  end
  local site, took = as(actor), list {}
  local kinds = site:put("/api/auth/session/current/", { json = { active = false } }).json.kind
  local start = first(starts, function(s) return first(kinds, function(k) return k == s.kind or k == s.also end) ~= nil end)
    or broken("the session of " .. actor.username .. " is nobody's")
  for i = 1, times do
    local shell = site:get("/", { html = true })
    if text.has(shell.url, "/auth/") then broken "the home page sent us to the page to sign in" end
    expect(shell.url, "where the home page leads").contains(start.page)
    took[i] = shell.elapsed + site:get(start.data()).elapsed
  end
  world.took = took
end)
on("pages.within", common.answers_within)

on("stock.none", function(what, rows)
  local column = what == "people" and "username" or "shortname"
  local names = {}
  for _, one in ipairs(what == "people" and people.everybody() or classes.all_classes()) do names[(one.username or one.name):lower()] = true end
  -- Kolibri shows its administrator every account and every class, so an empty list of classes is an answer, too.
  if what == "people" then expect(names[admin.username:lower()], "the administrator among everybody").equals(true) end
  for _, row in ipairs(rows) do
    -- whatever the letters: who was to be taken out as ABC is not gone as abc
    local name = row[column] or broken("the table has no column " .. column)
    expect(names[name:lower()] and "there" or "not there", name).equals "not there"
  end
end)

-- With debugging on, Django shows its own page with the addresses that it knows. Kolibri has no maintenance mode: as long as
-- it changes its database it lets nobody in.
on("site.off", function(what)
  local visitor = lms:nobody()
  if what == "debugging" then
    local page = visitor:get("/no-such-page-" .. suffix() .. "/", { html = true, check = false })
    expect(page.status, "HTTP status of a page that is not there").equals(404)
    expect(page.text, "the page").excludes "DEBUG = True"
  else
    expect(visitor:get("/api/public/info/").json.application, "what answers").equals "kolibri"
    expect(visitor:get("/", { html = true }).url, "where a visitor is led").contains "/auth/"
  end
end)
