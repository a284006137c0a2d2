-- Sessions, guessing, headers and personal data.
local common = require "common"
local kolibri = require "kolibri/site"
local lms, as, admin, facility = kolibri.lms, kolibri.as, kolibri.admin, kolibri.facility
local people = require "kolibri/people"

-- Whose session it is, as Kolibri says; everybody may ask, and nobody's session says "anonymous".
local function whose(site) return site:put("/api/auth/session/current/", { json = { active = false } }).json end

-- The cookies of browsers that signed out: what the next person at a shared computer has.
local left = {}
on("session.end", function(actor)
  local site = lms:sign_in(actor)
  if whose(site).user_id ~= actor.id then broken "the session did not work before signing out" end
  site:delete "/api/auth/session/current/"
  left[actor.username] = site
end)
on("session.ended", function(person)
  local site = left[person.username] or broken "nobody signed out in this scenario"
  expect(whose(site).kind, "whose session it is").equals(list { "anonymous" })
  expect(people.user_now(admin, person).username, "the profile as the administrator reads it").equals(person.username)
  expect(site:get("/api/auth/facilityuser/" .. person.id .. "/", { check = false }).status, "the own profile over that session").equals(404)
end)

on("login.guess", function(times, person)
  common.guesses(times, person, function(password)
    return lms:nobody():post("/api/auth/session/", { check = false, json = { username = person.username, password = password, facility = facility() } })
  end)
end)

on("site.headers", function(rows)
  local answer = lms:nobody():get("/", { html = true })
  expect(answer.url, "where a visitor is led").contains "/auth/"
  local function is_of_cookies(row) return row.header:lower() == "set-cookie" end
  common.has_headers(answer, filter(rows, function(row) return not is_of_cookies(row) end))
  -- A visitor gets no cookie before signing in.
  local cookies = filter(rows, is_of_cookies)
  if #cookies > 0 then
    local signed = lms:nobody():post("/api/auth/session/", { json = {
      username = setting "admin_user", password = setting "admin_password", facility = facility() } })
    common.has_headers(signed, cookies, "kolibri")
  end
end)

---------------------------------------------------------------- personal data
-- What Kolibri keeps to work with an account; everything else says something about a person.
local technical = {}
for _, name in ipairs { "id", "facility", "date_joined", "is_superuser", "roles", "picture_password" } do technical[name] = true end
-- What Kolibri writes for a detail that nobody gave.
local withheld = { NOT_SPECIFIED = true, DEFERRED = true }
local function outside(user, allowed)
  local found = list {}
  for name, value in pairs(user) do
    local is_filled = value ~= "" and value ~= null and not withheld[value] and not (type(value) == "table" and next(value) == nil)
    if is_filled and not technical[name] and not allowed[name] then found[#found + 1] = user.username .. ": " .. name end
  end
  return found
end
on("profile.only", function(count, rows)
  local allowed = {}
  for _, row in ipairs(rows) do allowed[people.columns[row.field] or row.field] = true end
  local all = people.everybody() -- with everything that a profile by itself shows
  expect(map(all, function(u) return u.username end), "everybody").contains(admin.username)
  local step, found = math.max(1, #all / count), list {}
  for i = 1, math.min(count, #all) do
    local user = all[math.min(#all, math.floor((i - 1) * step) + 1)]
    for _, what in ipairs(outside(user, allowed)) do found[#found + 1] = what end
  end
  expect(found, "what is not on the list").is_empty()
end)
