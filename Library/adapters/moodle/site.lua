-- The way to a Moodle: target, sessions, answers, web services and forms.
local lms = target "lms" { base = setting "base", speaks = "json" }
local built_in = setting "clock" == "built-in"

---------------------------------------------------------------- answers
-- Moodle reports errors inside HTTP 200. The message is translated; the code is not.
local classes = {
  nopermissions = "refused", nopermission = "refused", cannotviewreport = "refused", nopermissiontoviewgrades = "refused",
  criteriaerror = "refused", accessdenied = "refused", wsusercannotassign = "refused", missingrequiredcapability = "refused",
  errorreportview = "refused", canntenrol = "refused", privacyofficeronly = "refused",
  invalidlogin = "refused", wsaccessusersuspended = "refused", usernotconfirmed = "refused",
  shortnametaken = "conflict", courseidnumbertaken = "conflict", categoryidnumbertaken = "conflict", idnumbertaken = "conflict",
  useremailduplicate = "conflict", attemptstillinprogress = "conflict", attemptalreadyclosed = "conflict", attempterror = "conflict",
  this_feedback_is_already_submitted = "conflict", couldnotsubmitforgrading = "conflict", cannotmanualctrack = "conflict",
  -- a report of a course without rules: only who may read it is told so
  nocriteriaset = "conflict",
  -- a site whose privacy officer is not reached through it takes no requests
  contactdpoviaprivacypolicy = "conflict", errorrequestalreadyexists = "conflict",
  invalidrecordunknown = "not-found", invalidrecord = "not-found", invaliduser = "not-found", unknowncourseidnumber = "not-found",
  -- these say something about our token or the site, never about the person's rights
  accessexception = "broken", invalidtoken = "broken", servicenotavailable = "broken", sitemaintenance = "broken",
  upgraderunning = "broken", forcepasswordchangenotice = "broken", sitepolicynotagreed = "broken",
}
-- A warning whose code is a number means something else in each function. false: nothing went wrong; what no list has is
-- "invalid".
local numbered = {
  core_cohort_add_cohort_members = { ["2"] = "not-found", ["3"] = "conflict" },
  enrol_self_enrol_user = { ["1"] = "conflict", ["4"] = "conflict" },
  mod_quiz_start_attempt = { ["1"] = "conflict" },
  mod_assign_get_grades = { ["3"] = false }, -- nobody has a grade yet
}
-- These wrap another reason, readable only in their text (English, because we ask for it). What they say of the person's
-- rights is a refusal; of a session, a policy or a password it is not.
local reasons = { "Not enrolled", "Course is hidden", "Activity is hidden" }
local function class_of(code, message)
  if code == "errorcoursecontextnotvalid" or code == "requireloginerror" then
    if not text.has(message, "not accessible") then return "broken" end
    -- Most sites do not tell the reason: the session is then proven by itself (`control`).
    local reason = text.matches(message, [[not accessible\.?\s*\((.*)\)]])
    return (not reason or first(reasons, function(r) return r == reason end)) and "refused" or "broken"
  end
  return classes[code] or "invalid"
end

-- What these mean to somebody who does not administer the site.
local hints = {
  invalidtoken = " (the site does not know this token, or it has expired)",
  accessexception = " (the service of this token does not offer the function, or not to this account)",
  servicenotavailable = " (the site does not offer this service: see the setting service)",
}

function lms.failure(answer, request)
  local body = answer.json
  if type(body) ~= "table" then return end
  local code = body.errorcode
  if code and (body.exception or body.error) then
    local message = tostring(body.message or body.error)
    return class_of(code, message), code .. ": " .. message .. (hints[code] or "")
  end
  local warning = type(body.warnings) == "table" and body.warnings[1]
  if type(warning) == "table" and warning.warningcode then
    local code, message = tostring(warning.warningcode), tostring(warning.message)
    local class = (numbered[request.form and request.form.wsfunction] or {})[code]
    if class == nil then class = class_of(code, message) end
    return class, code .. ": " .. message
  end
end

-- The token goes in when the request is sent, so that a renewed one is used when the old one is stale.
function lms.prepare(site, request)
  if request.form and request.form.wsfunction then request.form.wstoken = site.session.token end
end
function lms.stale(answer)
  local body = answer.json
  return type(body) == "table" and body.errorcode == "invalidtoken"
end
-- Reading is POST as well: the function's name tells.
function lms.writes(request)
  local name = request.form and request.form.wsfunction
  if name then
    return text.matches(name, [[_(get|list|count|search|read|data_for|retrieve)_]]) == nil
  end
  return request.method ~= "GET"
end

---------------------------------------------------------------- who asks
local admin = account { username = setting "admin_user", password = setting "admin_password", token = setting "admin_token" }

session(lms, "token", function(site, person)
  if person.token then return { token = secret(person.token) } end
  local answer = site:post("/login/token.php", { form = {
    username = person.username, password = person.password or setting "password", service = setting("service", "moodle_mobile_app") } })
  return { token = secret(answer.json.token) }
end)

session(lms, "browser", function(site, person)
  local page = site:get("/login/index.php")
  local answer = page.html:form("#login"):submit(
    { username = person.username, password = person.password or setting "password" }, { follow = false })
  -- Whoever is signed in is led to some page over one that only tries whether the cookie came back. Any page has the key.
  local led_to = answer.headers.location
  if led_to then answer = site:get(text.has(led_to, "testsession=") and "/my/" or led_to) end
  -- Once signed in, what stands in red is news of the site.
  local alert = answer.html:one "#login" and answer.html:one ".alert-danger"
  if alert then refused(alert:text()) end
  local sesskey = text.matches(answer.text, [["sesskey":"([^"]+)"]])
  if not sesskey then broken("no session key on the page after signing in") end
  return { sesskey = secret(sesskey) }
end, { speaks = "html" })

-- moodlewssettingraw: names as they are stored, not HTML-escaped.
local function asked(person, name, arguments)
  return lms:as(person, "token"):post("/webservice/rest/server.php", { check = false, form = merge(
    { wsfunction = name, moodlewsrestformat = "json", moodlewssettingraw = 1, moodlewssettinglang = "en" }, arguments) })
end

-- What a function was called in versions before 5.0, with the same parameters and the same answer.
local former = { mod_quiz_get_user_quiz_attempts = "mod_quiz_get_user_attempts" }
-- The functions in the service of a token; whether its owner has the right to use them is another matter.
local function functions_of(person)
  local answer, names = asked(person, "core_webservice_get_site_info"), {}
  if answer.failure then error(answer.failure) end
  for _, f in ipairs(answer.json.functions) do names[f.name] = true end
  return names
end

-- What an answer says of a function that the service of the token lacks and of one that the site lacks; the first is also
-- said of tokens, the second of any other record.
local lack = [[^(?:accessexception|invalidrecord|invalidrecordunknown):]]
local called = {} -- by name of today: the name that this site has
local function ws(person, name, arguments)
  local answer = asked(person, called[name] or name, arguments)
  local failure = answer.failure
  if failure and text.matches(failure.message, lack) then
    local offered = functions_of(person)
    if not offered[name] and offered[former[name]] and not called[name] then
      called[name] = former[name]
      return ws(person, name, arguments)
    end
    if not offered[called[name] or name] then
      not_automated {
        en = ("the web service of '%s' does not offer %s (%s)"):format(person.username, name, failure.message),
        nl = ("de webservice van '%s' biedt %s niet (%s)"):format(person.username, name, failure.message),
      }
    end
  end
  if failure then error(failure) end
  return answer.json
end
offers {
  what = "web-service functions",
  hint = "add it to the token's service (Site administration, External services)",
  call = [[\bws\(([^,]+), "(\w+)"]],
  ask = function(person)
    local offered, names = functions_of(person), list {}
    for name, older in pairs(former) do offered[name] = offered[name] or offered[older] end
    for name in pairs(offered) do names[#names + 1] = name end
    return names
  end,
}

-- Every course, the site itself among them. Moodle lists them and then looks at each: one that another scenario made or removed
-- meanwhile ends the whole answer, so it is asked again.
local function all_courses()
  for _ = 1, 5 do
    local answer = asked(admin, "core_course_get_courses")
    if not answer.failure then return answer.json end
    if not text.has(answer.failure.message, "errorcoursecontextnotvalid") then break end
  end
  return ws(admin, "core_course_get_courses")
end

control(lms, "token", function(_, person) ws(person, "core_webservice_get_site_info") end)
-- Signed out this page leads to the one to sign in, which is a good answer, too.
control(lms, "browser", function(site)
  if text.has(site:get("/my/").url, "/login/") then broken "not signed in" end
end)

-- Opens a form, fills it, submits it. Moodle leads to another page when it has saved and answers 200 with the form again
-- when it did not like something; some forms go on with another form. The page it leads to is not asked for.
local function web_form(person, path, css, values, button)
  local page = lms:as(person, "browser"):get(path)
  local form = page.html:form(css)
  if not form then
    local message = page.html:one "p.errormessage, .alert-danger"
    if text.has(page.url, "/login/") then broken(path .. " sent us to the login page") end
    broken("no form " .. css .. " at " .. path .. (message and ": " .. message:text() or ""))
  end
  local answer = form:submit(values, { button = button, extra = true, follow = false })
  if text.has(answer.headers.location or "", "/login/") then broken(path .. " sent us to the login page") end
  for _, node in ipairs(answer.html:select "[id^=id_error_]") do
    if node:text() ~= "" then broken(path .. ": " .. node:text()) end
  end
  return answer
end

-- A file that a form will take: it lies among the administrator's own until that is saved, and longer if nobody removes it.
local drafts = {}
local function draft(name, media_type, content)
  local site = lms:as(admin, "token")
  local item = site:post("/webservice/upload.php", { multipart = {
    token = site.session.token, filepath = "/", itemid = 0, file_1 = file { name = name, type = media_type, text = content } } }).json[1].itemid
  drafts[item] = name
  return item
end
local function forget_draft(item)
  ws(admin, "core_files_delete_draft_files", { draftitemid = item, files = { { filepath = "/", filename = drafts[item] } } })
  drafts[item] = nil
end
if built_in then forget_draft = function() end end -- it keeps no drafts once the form is saved

-- What Moodle's own pages ask for in the background, over a person's browser session.
local function ajax(person, name, arguments, info)
  local site = lms:as(person, "browser")
  local answer = site:post("/lib/ajax/service.php", {
    query = { sesskey = site.session.sesskey, info = info or name }, json = list { { index = 0, methodname = name, args = arguments } } }).json[1]
  if answer.error then broken(name .. " was not answered: " .. json.encode(answer)) end
  return answer.data
end

-- Where an address leads on its host: what follows ? or # says more about it.
local function path_of(url) return text.matches(url, [[^(?:https?://[^/]+)?([^?#]*)]]) end

-- A page that says no names its code in the link to Moodle's documentation. Only a code that speaks of rights is a refusal;
-- the built-in LMS has pages for those alone.
local function page_says_no(page)
  local message = page.html:one "p.errormessage"
  if not message then return end
  local link = page.html:one ".errorcode a"
  local code = link and text.matches(link:attribute "href", [[/error/\w+/(\w+)]]) or (built_in and "nopermissions" or "?")
  local class, words = class_of(code, message:text()), code .. ": " .. message:text()
  if class == "refused" then refused(words) end
  if class == "not-found" then not_found(words) end
  if code == "nocriteriaset" then conflict(words) end
  broken(page.url .. ": " .. words)
end

-- What says, in a field that nobody tests, that this campaign made a thing: `clean --orphans` looks for it.
local mark = "[" .. setting "mark" .. "]"
local function is_marked(text_of_field) return type(text_of_field) == "string" and text.has(text_of_field, mark) end

-- Own copies go with all that hangs on them: nothing of them needs to be put back.
local function is_copy(thing) return text.has(thing.shortname or thing.idnumber, "~") end

local function now()
  if not built_in then return time.now() end
  return lms:as(admin):get("/lmsaccept/clock", { query = { token = lms:as(admin).session.token } }).json.now
end

-- Where Moodle asks who takes part now, it rounds the present to a hundred seconds: an enrolment is shown up to fifty seconds
-- after it began. So what is there and not shown is looked for again after that time.
local function wait_for_rounding()
  if built_in then return end
  local begun = now()
  eventually({ within = 120, every = 10 }, function() expect(now() - begun, "seconds since the first look").at_least(60) end)
end

-- A field of the profile that holds the line manager's user name: `hr_manager_field: manager` among the target's settings.
local manager_field = setting("hr_manager_field", built_in and "manager" or "")

return { path_of = path_of, manager_field = manager_field, wait_for_rounding = wait_for_rounding, lms = lms, ws = ws, all_courses = all_courses, admin = admin, ajax = ajax, draft = draft, forget_draft = forget_draft, web_form = web_form, page_says_no = page_says_no, built_in = built_in, now = now, mark = mark, is_marked = is_marked, is_copy = is_copy }
