-- The import of people, where it is Kolibri's own import of users and classes (`hr_import: upload` among the target's
-- settings; also students_import and members_import), and what Kolibri says about it afterwards.
local kolibri = require "kolibri/site"
local as, admin, facility = kolibri.as, kolibri.admin, kolibri.facility
local people, classes, tasks = require "kolibri/people", require "kolibri/classes", require "kolibri/tasks"

local columns = {
  "UUID", "USERNAME", "PASSWORD", "FULL_NAME", "USER_TYPE", "IDENTIFIER", "BIRTH_YEAR", "GENDER", "ENROLLED_IN", "ASSIGNED_TO",
}
local function is_uploaded(job) return setting(job .. "_import", "") == "upload" end

local function by_username()
  local found = {}
  for _, u in ipairs(people.everybody()) do found[u.username] = u end
  return found
end
local function classes_of(user)
  local names, held = {}, list {}
  for _, c in ipairs(classes.all_classes()) do names[c.id] = c.name end
  for _, m in ipairs(as(admin):get("/api/auth/membership/", { query = { user = user.id } }).json) do
    if m.user == user.id and names[m.collection] then held[#held + 1] = names[m.collection] end
  end
  return held
end

-- The file takes somebody out of every class that the row does not name, so the row names all but the one it is about. Who
-- is in no group of a class any longer is no longer in the source's list for it.
local function enrolled_in(user, row)
  local course = row.course and thing("course", row.course)
  local names = filter(user and classes_of(user) or list {}, function(name) return not course or name ~= course.shortname end)
  if course and course.exists and (row.group or "") ~= "" then names[#names + 1] = course.shortname end
  for _, name in ipairs(names) do
    if text.has(name, ",") then
      not_automated {
        en = ("the class %s has a comma in its name, which separates classes in Kolibri's file"):format(name),
        nl = ("de klas %s heeft een komma in haar naam, en die scheidt klassen in het bestand van Kolibri"):format(name),
      }
    end
  end
  return table.concat(names, ",")
end

-- Kolibri's file has no column for department, manager, group, or whether somebody is active: these stay with the source.
-- A person who is there already is meant by the id that Kolibri gave; without it the row would be "duplicated".
local function line(row, user)
  if user and #user.roles > 0 then
    not_automated {
      en = ("Kolibri's import would take classes away from %s, who is no learner"):format(user.username),
      nl = ("de import van Kolibri zou klassen afnemen van %s, die geen cursist is"):format(user.username),
    }
  end
  local name = text.trim((row.firstname or "") .. " " .. (row.lastname or ""))
  if name == "" then name = user and user.full_name or "" end
  return {
    UUID = user and user.id or "", USERNAME = row.user.username, PASSWORD = user and "*" or setting "password", FULL_NAME = name,
    USER_TYPE = "LEARNER", IDENTIFIER = row.idnumber or user and user.id_number or "",
    BIRTH_YEAR = user and user.birth_year or "", GENDER = user and user.gender or "", ENROLLED_IN = enrolled_in(user, row), ASSIGNED_TO = "",
  }
end

-- In the ledger before the file leaves: who is new, who changes, who comes into a class.
local function announce(row, user)
  if not user then made("user", { username = row.user.username, firstname = row.firstname, lastname = row.lastname, idnumber = row.idnumber })
  else undo("user.put_back", { id = user.id, columns = { full_name = user.full_name, id_number = user.id_number } }) end
  if row.course then made("course enrolment", { user = row.user, course = thing("course", row.course), role = "learner" }) end
end

local function read(job, rows)
  if not is_uploaded(job) then
    not_automated {
      en = ("what reads such a file differs from site to site; the setting %s_import may say that it is Kolibri's import of users"):format(job),
      nl = ("wat zo'n bestand leest verschilt per site; de instelling %s_import kan zeggen dat het Kolibri's import van gebruikers is"):format(job),
    }
  end
  local known = by_username()
  local lines = map(rows, function(row) return line(row, known[row.user.username]) end)
  for _, row in ipairs(rows) do announce(row, known[row.user.username]) end
  local people_csv = file { name = "people.csv", type = "text/csv", text = csv(lines, columns) }
  local task = tasks.run("kolibri.core.auth.tasks.importusersfromcsv", nil, people_csv)
  expect(task.extra_metadata.overall_error, "what is wrong with the whole file").is_empty()
  -- Without passwords: what a scenario knows is kept as long as it waits for a person.
  world["import_" .. job] = { task = task.id, rows = map(lines, function(l)
    return { username = l.USERNAME, full_name = l.FULL_NAME, idnumber = l.IDENTIFIER }
  end) }
end
if is_uploaded "hr" or is_uploaded "students" or is_uploaded "members" then on("import.read", read) end

---------------------------------------------------------------- its log
-- The log is the task; it names rows that were not taken over, and counts accounts. How many rows were read it does not say:
-- a row counts as processed when no error names it and the person is there as the row says.
local function log_of(job)
  if not world_has("import_" .. job) then
    not_automated {
      en = "Kolibri keeps a log of imports that this scenario started",
      nl = "Kolibri houdt een logboek bij van imports die dit scenario startte",
    }
  end
  local import = world["import_" .. job]
  local about = tasks.task(import.task).extra_metadata
  local rejected, errors = {}, list {}
  for _, e in ipairs(about.per_line_errors) do
    if not rejected[e.row] then errors[#errors + 1] = e end
    rejected[e.row] = true
  end
  local there, processed = by_username(), 0
  for i, row in ipairs(import.rows) do
    local user = there[row.username]
    if not rejected[i] and user and user.full_name == row.full_name and user.id_number == row.idnumber then processed = processed + 1 end
  end
  return {
    rows = import.rows, errors = errors, read = processed + #errors, processed = processed, rejected = #errors,
    created = about.users.created, changed = about.users.updated, deactivated = about.users.deleted,
  }
end
local is_change = { created = true, changed = true, deactivated = true }
on("job.counts", function(job, rows)
  local log = log_of(job)
  for _, row in ipairs(rows) do
    local count = log[row.what] or not_automated {
      en = ("Kolibri's import does not count '%s'"):format(row.what), nl = ("de import van Kolibri telt '%s' niet"):format(row.what),
    }
    -- Of a file that was taken over in no part it would be true that nothing changed.
    if row.number == 0 and is_change[row.what] then expect(log.processed, "rows taken over").at_least(1) end
    expect(count, row.what).equals(row.number)
  end
end)
on("job.rejects", function(job, rows)
  local log = log_of(job)
  local named = map(log.errors, function(e) return { row = e.row, idnumber = log.rows[e.row].idnumber, reason = e.message } end)
  expect(named, "rejected rows").equals(map(rows, function(r) return { row = r.row, idnumber = r.idnumber or "", reason = r.reason } end))
end)

---------------------------------------------------------------- other work
-- Kolibri's reports as files: what learners did, summed up and visit by visit, of all times.
local reports = { summary = "kolibri.core.logger.tasks.exportsummarylogcsv", session = "kolibri.core.logger.tasks.exportsessionlogcsv" }
on("job.run", function(job)
  if job == "audiences" then not_applicable { en = "Kolibri has no audiences", nl = "Kolibri heeft geen doelgroepen" } end
  if job ~= "reports" then not_automated { en = "Kolibri has no such task", nl = "Kolibri heeft zo'n taak niet" } end
  local took = 0
  for name, kind in pairs(reports) do
    local _, seconds = tasks.run(kind, { start_date = "2000-01-01T00:00:00", end_date = time.iso(time.now() + 86400) })
    took = took + seconds
    local report = as(admin):get("/facility/api/downloadcsvfile/" .. name .. "/" .. facility() .. "/").text
    expect(report, "the " .. name .. " report").contains "Username,"
  end
  world.job_reports = took
end)
on("job.within", function(job, seconds)
  if not world_has("job_" .. job) then
    not_automated { en = "Kolibri does not say when a task began", nl = "Kolibri zegt niet wanneer een taak begon" }
  end
  expect(world["job_" .. job], "seconds until its end was seen").at_most(seconds)
end)
manual "job.recent" {
  en = "Kolibri says when a task is due, not when it ran last", nl = "Kolibri zegt wanneer een taak aan de beurt is, niet wanneer zij het laatst liep",
}
