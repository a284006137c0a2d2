-- Imports of people and of who follows what, where they are Moodle's own upload of users: `hr_import: upload`, or
-- `students_import: upload`, among the target's settings. The built-in LMS has it for both.
local moodle = require "moodle/site"
local jobs = require "moodle/jobs"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

local function is_uploaded(job)
  return setting(job .. "_import", moodle.built_in and job ~= "members" and "upload" or "") == "upload"
end
local manager_field = moodle.manager_field

---------------------------------------------------------------- the file
local function existing(rows)
  local names, by_name = list {}, {}
  for _, row in ipairs(rows) do names[#names + 1] = row.user.username end
  for _, u in ipairs(ws(admin, "core_user_get_users_by_field", { field = "username", values = names })) do by_name[u.username] = u end
  return by_name
end
-- What Moodle calls what a row says; a column that the file has is taken from it for everybody, so only named ones are in it.
local called = { firstname = "firstname", lastname = "lastname", idnumber = "idnumber", department = "department", active = "suspended" }
if manager_field ~= "" then called.manager = "profile_field_" .. manager_field end
local function columns_of(rows)
  -- A file of an HR system has no passwords; who comes in with it is to sign in as everybody here does. The address has to
  -- be there. The description holds our mark, and of whoever was there before it stays as it is: who is marked can be removed.
  local columns, named = list { "username", "password", "email", "description" }, {}
  for _, row in ipairs(rows) do
    for column in pairs(row) do named[column] = true end
  end
  for column, name in pairs(called) do
    if named[column] then columns[#columns + 1] = name end
  end
  if named.course then
    for _, name in ipairs { "course1", "role1", "group1" } do columns[#columns + 1] = name end
  end
  return columns
end
local function line(row, there)
  local name = row.user.username
  local cells = {
    username = name, password = setting "password", email = there and there.email or name .. "@example.com",
    description = there and (there.description or "") or moodle.mark,
    course1 = row.course and thing("course", row.course).shortname, role1 = row.course and role("learner").id, group1 = row.group or "",
  }
  for column, field in pairs(called) do cells[field] = row[column] or "" end
  -- who is active is not suspended; an empty cell leaves it as it is
  cells.suspended = row.active == nil and "" or row.active and "0" or "1"
  return cells
end

local function manager_of(u)
  local field = first(u.customfields or {}, function(f) return f.shortname == manager_field end)
  return field and text.trim(field.value) or ""
end
-- Who was there is put back as they were, who was not is removed.
local function remember(rows, there)
  local seen = world_has "imported" and world.imported or {}
  local new = list {}
  for _, row in ipairs(rows) do
    local name, u = row.user.username, there[row.user.username]
    if not seen[name] then
      if u then
        undo("user.put_back", {
          id = u.id, firstname = u.firstname, lastname = u.lastname, idnumber = u.idnumber or "", department = u.department or "",
          suspended = u.suspended and 1 or 0,
          customfields = manager_field ~= "" and list { { type = manager_field, value = manager_of(u) } } or nil }, "user", u)
        if row.active == false then forget_session(row.user) end
      else
        new[#new + 1] = { username = name }
      end
      seen[name] = true
    end
  end
  if #new > 0 then made("user", new) end
  for _, row in ipairs(rows) do
    if row.course then made("course enrolment", { user = row.user, course = thing("course", row.course), role = "learner" }) end
  end
  world.imported = seen
end

---------------------------------------------------------------- the upload
local function upload(content, makes_people)
  local people = moodle.draft("people.csv", "text/csv", content)
  local answer = moodle.web_form(admin, "/admin/tool/uploaduser/index.php?lang=en", "input[name=_qf__admin_uploaduser_form1]", {
    userfile = people, delimiter_name = "comma", encoding = "UTF-8", previewrows = 10 }, "submitbutton")
  moodle.forget_draft(people)
  local form = answer.html:form "input[name=_qf__admin_uploaduser_form2]"
  if not form then
    moodle.page_says_no(answer)
    broken("the file was not taken: " .. (answer.html:one ".alert, .error" or answer.html):text():sub(1, 500))
  end
  -- 2: add new people and update those who are there, 3: only update; from the file (1); nobody has to change a password.
  local page = form:submit({
    uutype = makes_people and 2 or 3, uupasswordnew = 0, uuupdatetype = 1, uupasswordold = 0, uuforcepasswordchange = 0, uumatchemail = 0, uuallowrenames = 0,
    uuallowdeletes = 0, uuallowsuspends = 1, uustandardusernames = 1, uubulk = 0 }, { button = "submitbutton", extra = true })
  for _, node in ipairs(page.html:select "[id^=id_error_]") do
    if node:text() ~= "" then broken("the upload was not taken: " .. node:text()) end
  end
  return page
end
-- The page after it is the log: a line for each row, and sums below.
local function log_of(page, makes_people)
  if not page.html:one "#uuresults" then broken("no results of the upload at " .. page.url) end
  local log = { read = 0, deactivated = 0, rejects = list {}, people = list {} }
  for _, row in ipairs(page.html:select "#uuresults tr") do
    local number = row:one "td.c1"
    if number then
      log.read = log.read + 1
      log.people[log.read] = text.trim((row:one "td.c3" or row):text())
      local trouble = row:one "td.c0 .uuerror"
      if trouble then
        log.rejects[#log.rejects + 1] = { row = tonumber(text.trim(number:text())) - 1, reason = text.trim(trouble:text()) }
      end
      local change = row:one "td.c10 .uuinfo"
      if change and text.has(change:text(), "No-->Yes") then log.deactivated = log.deactivated + 1 end
    end
  end
  local sums = (page.html:one ".generalbox p" or broken "the upload shows no sums"):text()
  local function sum(name, is_told)
    local number = text.matches(sums, name .. [[:\s*(\d+)]])
    if not number and is_told then broken(("the sums of the upload say nothing of '%s': %s"):format(name, sums)) end
    return tonumber(number or 0)
  end
  -- Moodle leaves out who was skipped when nobody was, and who was new when nobody could be.
  log.created, log.changed = sum("Users created", makes_people), sum("Users updated", true)
  log.rejected = sum("Errors", true) + sum("Users skipped", false)
  log.processed = log.read - log.rejected
  return log
end

local is_any = is_uploaded "hr" or is_uploaded "students"
local function must_be_uploaded(job)
  if not is_uploaded(job) then
    not_automated {
      en = ("what reads such a file differs from site to site; the setting %s_import may say that it is Moodle's upload of users"):format(job),
      nl = ("wat zo'n bestand leest verschilt per site; de instelling %s_import kan zeggen dat het Moodles upload van gebruikers is"):format(job),
    }
  end
end
if is_any then
  on("import.read", function(job, rows)
    must_be_uploaded(job)
    local there = existing(rows)
    local content = csv(map(rows, function(row) return line(row, there[row.user.username]) end), columns_of(rows))
    remember(rows, there)
    local makes_people = first(rows, function(row) return row.lastname ~= nil end) ~= nil
    local page = upload(content, makes_people)
    local log = log_of(page, makes_people)
    if log.read ~= #rows then broken(("the file has %d rows, the log speaks of %d"):format(#rows, log.read)) end
    for i, row in ipairs(rows) do
      if not text.has(log.people[i], row.user.username) then broken(("row %d of the log is about somebody else: %s"):format(i, log.people[i])) end
    end
    for _, reject in ipairs(log.rejects) do reject.idnumber = rows[reject.row].idnumber or "" end
    jobs.ran(job, { seconds = page.elapsed, log = log })
  end)
  local function log(job)
    if not is_uploaded(job) then
      not_automated {
        en = "the only log that counts rows is that of an upload of users",
        nl = "alleen het logboek van een upload van gebruikers telt regels",
      }
    end
    return jobs.how_it_ran(job).log
  end
  on("job.counts", function(job, rows)
    local found = log(job)
    local counted, wanted = list {}, list {}
    for i, row in ipairs(rows) do
      local number = found[row.what]
      if type(number) ~= "number" then broken("the log of an upload counts nothing as " .. row.what) end
      counted[i], wanted[i] = row.what .. ": " .. number, row.what .. ": " .. row.number
    end
    expect(counted, "log of the upload").equals(wanted)
  end)
  on("job.rejects", function(job, rows)
    local function said(r) return ("%d %s: %s"):format(r.row, r.idnumber or "", r.reason) end
    expect(map(log(job).rejects, said), "rejected rows").equals(map(rows, said))
  end)
end

---------------------------------------------------------------- line managers
-- Everybody who can sign in, with or without a personnel number, but for the account of this tool and the guest. Whom a
-- campaign made for its scenarios is in no file of an HR system.
local no_person = { nologin = true, webservice = true }
local function staff()
  local imported, staff = world.imported, {}
  for _, u in ipairs(ws(admin, "core_user_get_users", { criteria = { { key = "email", value = "%" } } }).users) do
    local is_extra = text.has(u.description or "", "[lmsaccept:") and not imported[u.username]
    local is_account = u.username == "guest" or u.username == setting "admin_user" or no_person[u.auth]
    if not u.suspended and not is_extra and not is_account then
      staff[u.username] = manager_of(u)
    end
  end
  return staff
end
-- nil when the chain from here upwards reaches one of these; else what is wrong with it.
local function stray(name, staff, tops)
  local seen, at = {}, name
  while not tops[at] do
    seen[at] = true
    local above = staff[at]
    if above == "" then return ("%s has no line manager"):format(at) end
    if not staff[above] then return ("%s, line manager of %s, is no active person"):format(above, at) end
    if seen[above] then return ("%s is the own line manager"):format(above) end
    at = above
  end
end
if is_uploaded "hr" and manager_field ~= "" then
  on("hierarchy.ends", function(rows)
    local all, tops = staff(), {}
    for _, row in ipairs(rows) do
      local name = row.user
      expect(all[name], "line manager of " .. name .. ", who is active").equals ""
      tops[name] = true
    end
    -- whom the table names is active, so there is somebody to look at
    if next(tops) == nil then broken "the table names nobody" end
    local strays = list {}
    for name in pairs(all) do strays[#strays + 1] = stray(name, all, tops) end
    expect(strays, "chains that end elsewhere").is_empty()
  end)
end
