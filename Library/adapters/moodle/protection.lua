-- Sessions, guessing, headers and personal data.
local common = require "common"
local moodle = require "moodle/site"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

---------------------------------------------------------------- sessions
-- The cookies of browsers that signed out: what the next person at a shared computer has.
local left = {}
on("session.end", function(actor)
  local site = lms:sign_in(actor, "browser")
  if text.has(site:get("/my/").url, "/login/") then broken("the session did not work before signing out") end
  site:get("/login/logout.php", { query = { sesskey = site.session.sesskey } })
  left[actor.username] = site
end)
on("session.ended", function(person)
  local site = left[person.username] or broken "nobody signed out in this scenario"
  for _, path in ipairs { "/my/", "/user/profile.php?id=" .. person.id } do
    expect(site:get(path).url, "where " .. path .. " leads over that session").contains "/login/"
  end
end)

on("login.guess", function(times, person)
  world["guessed " .. person.username] = true
  common.guesses(times, person, function(password)
    return lms:nobody():post("/login/token.php", { check = false, form = {
      username = person.username, password = password, service = setting("service", "moodle_mobile_app") } })
  end)
end)

on("site.headers", function(rows)
  local answer = lms:nobody():get("/login/index.php")
  common.has_headers(answer, rows, "MoodleSession[^=]*")
end)

---------------------------------------------------------------- personal data
-- Moodle's numbers: 1 a copy of the data; 5 complete, 8 ready to download.
local function request_of(person)
  return first(ws(admin, "tool_dataprivacy_get_data_requests", { userid = person.id }).requests, function(r)
    return r.userid == person.id and r.type == 1
  end)
end
on("privacy.ask", function(actor)
  expect(ws(actor, "tool_dataprivacy_create_data_request", { type = 1, comments = moodle.mark }).datarequestid, "request").is_present()
end)
on("privacy.approve", function(actor, person)
  local request = request_of(person) or not_found("nobody asked for the data of " .. person.username)
  expect(ws(actor, "tool_dataprivacy_approve_data_request", { requestid = request.id }).result, "approved").equals(true)
end)
on("privacy.ready", function(seconds, person)
  eventually({ within = seconds, every = 30 }, function()
    local request = request_of(person)
    expect(request and request.status, "state of the request").equals(8)
    expect(request.downloadlink, "address of the copy").is_present()
  end)
end)

-- What Moodle keeps to work with an account; everything else says something about a person.
local technical = {}
for _, name in ipairs {
  "id", "auth", "suspended", "confirmed", "calendartype", "theme", "timezone", "mailformat", "trackforums", "firstaccess",
  "lastaccess", "descriptionformat", "profileimageurl", "profileimageurlsmall", "preferences",
} do technical[name] = true end
local function outside(user, allowed)
  local found = list {}
  for name, value in pairs(user) do
    local is_filled = value ~= "" and value ~= null and not (type(value) == "table" and next(value) == nil)
    -- the mark of a campaign, ours or another's, is no word about a person
    if name == "description" then is_filled = is_filled and not text.has(value, "[lmsaccept:") end
    -- a field of this site's own, by its short name; the project itself names the one with the line manager
    if name == "customfields" then
      is_filled = false
      for _, own in ipairs(value) do
        local is_named = allowed[own.shortname] or own.shortname == moodle.manager_field
        if not is_named and (own.value or "") ~= "" then found[#found + 1] = user.username .. ": " .. own.shortname end
      end
    end
    if is_filled and not technical[name] and not allowed[name] then found[#found + 1] = user.username .. ": " .. name end
  end
  return found
end
on("profile.only", function(count, rows)
  local allowed = {}
  for _, row in ipairs(rows) do allowed[row.field] = true end
  -- the guest is nobody
  local all = filter(ws(admin, "core_user_get_users", { criteria = { { key = "email", value = "%" } } }).users, function(u)
    return u.username ~= "guest"
  end)
  local ids, step = list {}, math.max(1, #all / count)
  for i = 1, math.min(count, #all) do ids[i] = all[math.min(#all, math.floor((i - 1) * step) + 1)].id end
  local read = ws(admin, "core_user_get_users_by_field", { field = "id", values = ids })
  expect(#read, "profiles read").equals(#ids)
  local found = list {}
  for _, user in ipairs(read) do
    for _, what in ipairs(outside(user, allowed)) do found[#found + 1] = what end
  end
  expect(found, "what is not on the list").is_empty()
end)
