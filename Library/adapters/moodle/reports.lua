-- Reports, logs and grade history: what REST has not is read from the files that the pages offer.
local moodle = require "moodle/site"
local activities = require "moodle/activities"
local jobs = require "moodle/jobs"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

---------------------------------------------------------------- files
local function cells(line)
  local found = list {}
  for _, cell in ipairs(text.all(line .. ",", [[("(?:[^"]|"")*"|[^",]*),]])) do
    if cell:sub(1, 1) == '"' then cell = text.replace(cell:sub(2, -2), '""', '"') end
    found[#found + 1] = cell
  end
  return found
end
-- A file as its head and its rows. No cell of these reports holds a line break.
local function table_file(actor, path, query)
  local answer = lms:as(actor, "browser"):get(path, { query = query, check = false })
  if answer.status ~= 200 or answer.is_html then
    if answer.is_html then moodle.page_says_no(answer) end
    if text.has(answer.url, "/enrol/") then refused("the course is not accessible: " .. answer.url) end
    broken(("no file at %s (HTTP %d)"):format(path, answer.status))
  end
  local rows = list {}
  for _, line in ipairs(text.split(text.replace(answer.text, "^\u{FEFF}|\r", ""), "\n")) do
    if line ~= "" then rows[#rows + 1] = cells(line) end
  end
  local head = rows[1] or broken("the file at " .. path .. " is empty")
  local body = list {}
  for i = 2, #rows do body[i - 1] = rows[i] end
  return head, body
end

---------------------------------------------------------------- completion
local function completion_report(actor, course)
  local head, rows = table_file(actor, "/report/completion/index.php", { course = course.id, format = "csv" })
  -- Each activity has two columns: its state, and "its name - Completion date".
  local activities_at = list {}
  for i = 1, #head - 1 do
    local name = head[i]
    if name ~= "" and head[i + 1]:sub(1, #name + 3) == name .. " - " then activities_at[#activities_at + 1] = { name = name, date = i + 1 } end
  end
  return map(rows, function(row)
    local dates = list {}
    for _, a in ipairs(activities_at) do
      if (row[a.date] or "") ~= "" then dates[#dates + 1] = { name = a.name, date = row[a.date] } end
    end
    local is_complete = (row[#head] or "") ~= ""
    return { id = tonumber(row[1]), name = row[2], dates = dates, progress = is_complete and "completed" or #dates > 0 and "busy" or "untouched" }
  end)
end
on("report.completion", function(actor, course)
  completion_report(actor, course)
  world.reader = actor
end).watches(function(_, course) return activities.participants(course) end)
on("report.counts", function(course, count, progress)
  local rows = completion_report(world.reader, course)
  if progress ~= "all" then
    expect(#filter(rows, function(r) return r.progress == progress end), "learners " .. progress).equals(count)
    return
  end
  expect(#rows, "rows").equals(count)
  local learners = filter(ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id }), function(u)
    return first(u.roles or {}, function(r) return r.roleid == role("learner").id end) ~= nil
  end)
  local function sorted(names)
    table.sort(names)
    return names
  end
  expect(sorted(map(rows, function(r) return r.id .. " " .. r.name end)), "people in the report").equals(
    sorted(map(learners, function(u) return u.id .. " " .. u.fullname end)))
end)
on("report.dates", function(course)
  local compared = 0
  local modules = activities.modules(course)
  for _, row in ipairs(completion_report(world.reader, course)) do
    for _, entry in ipairs(row.dates) do
      local m = first(modules, function(m) return m.name == entry.name end) or broken("no activity '" .. entry.name .. "' in the course")
      local kept = activities.status(admin, { id = m.id, name = m.name, course = course }, row).timecompleted
      local shown = time.unix(text.replace(entry.date, " ", "T") .. "Z")
      local behind = shown - jobs.zone(world.reader, kept) - kept
      expect(behind, ("seconds between the report (%s) and what is kept for %s"):format(entry.date, row.name)).equals(0)
      compared = compared + 1
    end
  end
  if compared == 0 then broken "the report shows no completion date at all" end
end)

---------------------------------------------------------------- history and log
local function number(cell) return tonumber((text.replace(cell, ",", "."))) end
on("grade.history", function(actor, changer, assignment_, course, learner, from, to)
  local head, rows = table_file(actor, "/grade/report/history/index.php", { id = course.id, download = "csv" })
  -- A whole cell, for one name may begin with another; before that of the activity Moodle writes of what kind it is.
  local function holds(row, words)
    return first(row, function(cell) return cell == words or text.matches(cell, "^[^:]*: (.*)$") == words end) ~= nil
  end
  local about = filter(rows, function(row) return holds(row, assignment_.name) and holds(row, learner.fullname) end)
  -- The newest first. Moodle leaves the original grade out when both were given within one second: then the line below has it.
  local function grades_of(row) return filter(map(row, function(cell) return number(cell) or null end), function(n) return n ~= null end) end
  local found = list {}
  for i, row in ipairs(about) do
    local here, below = grades_of(row), about[i + 1] and grades_of(about[i + 1]) or {}
    local original = #here > 1 and here[#here - 1] or below[#below]
    if here[#here] == to and original == from and holds(row, changer.fullname) then found[#found + 1] = row end
  end
  expect(#found, ("changes from %s to %s by %s among %d lines (%s)"):format(from, to, changer.fullname, #rows, table.concat(head, ", "))).equals(1)
  expect(text.matches(found[1][1], [[\d+[:.]\d\d]]), "moment of the change").is_present()
end)

local events = { enrolled = "User enrolled in course", role_taken = "Role unassigned" }
on("log.names", function(actor, event, person, doer, course)
  local head, rows = table_file(actor, "/report/log/index.php", { id = course.id, chooselog = 1, download = "csv", logreader = "logstore_standard" })
  local at = {}
  for i, name in ipairs(head) do at[name] = i end
  local who, whom, what = at["User full name"], at["Affected user"], at["Event name"]
  if not (who and whom and what) then broken("the log has other columns: " .. table.concat(head, ", ")) end
  local found = filter(rows, function(row) return row[what] == events[event] and row[who] == doer.fullname and row[whom] == person.fullname end)
  expect(#found, ("lines '%s' about %s by %s"):format(events[event], person.fullname, doer.fullname)).equals(1)
  expect(text.matches(found[1][1], [[\d+:\d\d]]), "moment").is_present()
end)

---------------------------------------------------------------- custom reports
local sources = {
  participants = [[core_course\reportbuilder\datasource\participants]],
  users = [[core_user\reportbuilder\datasource\users]],
  courses = [[core_course\reportbuilder\datasource\courses]],
}
local function reports(person) return ws(person, "core_reportbuilder_list_reports", { perpage = 1000 }).reports end
local function source_word(class)
  for word, name in pairs(sources) do
    if name == class then return word end
  end
  return class
end

-- A form that Moodle shows in a window of its own: what it says when it has taken the fields.
local function dynamic_form(class, fields)
  local sent = list {}
  local marker = "_qf__" .. text.replace(class, [[\\]], "_")
  for name, value in pairs(merge(fields, { sesskey = lms:as(admin, "browser").session.sesskey, [marker] = 1 })) do
    sent[#sent + 1] = text.url(name) .. "=" .. text.url(value)
  end
  local data = moodle.ajax(admin, "core_form_dynamic_form", { form = class, formdata = table.concat(sent, "&") })
  if not data.submitted then broken("the form " .. class .. " was not taken: " .. json.encode(data)) end
  return data.data
end

local function canonical_report(x) return x and { id = x.id, name = x.name, source = source_word(x.source) } end
-- A report has no field for a mark but its tags, which nobody tests. A tag goes with the last report that has it, and
-- Moodle cuts one off after 50 letters: then it might be somebody else's mark.
local tag = setting "mark"
if utf8.len(tag) > 50 then tag = "_qf__force_multiselect_submission" end
local function is_tagged(x) return first(x.tags or {}, function(t) return text.has(json.encode(t), json.encode(tag)) end) ~= nil end

entity "report" {
  find = function(r) return canonical_report(first(reports(admin), function(x) return x.name == r.name end)) end,
  find_many = function(wanted)
    local all = reports(admin)
    return map(wanted, function(r) return canonical_report(first(all, function(x) return x.name == r.name end)) or null end)
  end,
  marked = function() return map(filter(reports(admin), is_tagged), canonical_report) end,
  create = function(r)
    local class = sources[r.source] or not_applicable {
      en = ("this adapter knows no source '%s' of reports"):format(r.source),
      nl = ("deze adapter kent geen bron '%s' van rapporten"):format(r.source),
    }
    local page = dynamic_form([[core_reportbuilder\form\report]], { id = "", name = r.name, source = class,
      includedefaultsetup = 1, uniquerows = 0, ["tags[]"] = tag })
    local id = tonumber(text.matches(page, [[id=(\d+)]])) or broken("the report was not made: " .. page)
    for _, field in ipairs(r.fields and r.fields ~= "" and text.split(r.fields, ",") or {}) do
      ws(admin, "core_reportbuilder_columns_add", { reportid = id, uniqueidentifier = text.trim(field) })
    end
    dynamic_form([[core_reportbuilder\form\audience]], { id = "", reportid = id, ["roles[]"] = role(r.reader or "tadmin").id,
      classname = [[core_reportbuilder\reportbuilder\audience\systemrole]] })
    return { id = id, name = r.name, source = r.source }
  end,
  remove = function(found) ws(admin, "core_reportbuilder_reports_delete", { reportid = found.id }) end,
}
on("report.list", function(actor)
  reports(actor)
  world.lister = actor
end)
on("report.columns", function(report, columns)
  expect(map(reports(world.lister), function(r) return r.name end), "reports").contains(report.name)
  local shown = ws(world.lister, "core_reportbuilder_retrieve_report", { reportid = report.id, perpage = 1 })
  expect(table.concat(shown.data.headers, ", "), "columns of " .. report.name).equals(columns)
end)
