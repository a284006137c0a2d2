-- Activities: making them, completing them.
local moodle = require "moodle/site"
local packages = require "moodle/packages"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin
local web_form = moodle.web_form

local function modules(course, person)
  local all = list {}
  for _, section in ipairs(ws(person or admin, "core_course_get_contents", { courseid = course.id })) do
    for _, m in ipairs(section.modules) do all[#all + 1] = m end
  end
  return all
end
local function module_of(a, all)
  local wanted = rawget(a, "activity") -- a thing that is looked up knows its key only
  local m = first(all or modules(a.course), function(m) return m.name == a.name and (wanted == nil or m.modname == wanted) end)
  return m and { id = m.id, instance = m.instance, name = m.name, activity = m.modname, course = a.course }
end

-- Statements that are true: their answer is the same word in every language, the value 1. A bank may hold those of other
-- tests: the name says of which test they are.
local function add_questions(cmid, count)
  local lines, ours = list {}, "(" .. cmid .. ")"
  for i = 1, count do lines[i] = ("::Stelling %02d %s:: Stelling %d is waar. {TRUE}\n"):format(i, ours, i) end
  local questions = moodle.draft("stellingen.txt", "text/plain", table.concat(lines, "\n"))
  web_form(admin, "/question/bank/importquestions/import.php?cmid=" .. cmid,
    "input[name=_qf__qbank_importquestions_form_question_import_form]", { newfile = questions, format = "gift" }, "submitbutton")
  moodle.forget_draft(questions)
  local site = lms:as(admin, "browser")
  local chosen = { cmid = cmid, sesskey = site.session.sesskey, add = 1, addonpage = 0 }
  local found = 0
  for _, row in ipairs(site:get("/question/edit.php", { query = { cmid = cmid } }).html:select "tr") do
    local box = row:one "input[name^=q]"
    local name = box and box:attribute "name"
    if name and text.matches(name, [[^q\d+$]]) and text.has(row:text(), ours) then
      chosen[name] = 1
      found = found + 1
    end
  end
  if found ~= count then broken(("%d questions were imported, %d of them are in the question bank of the test"):format(count, found)) end
  site:post("/mod/quiz/edit.php", { form = chosen, html = true, follow = true })
end
local function add_text_question(cmid)
  web_form(admin, "/mod/feedback/edit_item.php?cmid=" .. cmid .. "&typ=textfield&position=1&id=0",
    "input[name=_qf__feedback_textfield_form]", { name = "Wat vond u ervan?", label = "oordeel", required = 1 }, "save_item")
end

local fields_of = {
  page = function() return { ["page[text]"] = "<p>Lees dit.</p>", completion = 1 } end,
  assign = function(a)
    local fields = {
      assignsubmission_onlinetext_enabled = 1, submissiondrafts = 0, ["grade[modgrade_type]"] = "point", ["grade[modgrade_point]"] = 10,
      assignfeedback_comments_enabled = 1, markingworkflow = a.release and 1 or 0, sendnotifications = a.notify and 1 or 0,
    }
    -- Who has to reach a grade has completed the assignment with it, and not before.
    if a.gradepass then
      fields = merge(fields, { gradepass = a.gradepass, completion = 2, completionusegrade = 1, completionpassgrade = 1 })
    end
    return fields
  end,
  scorm = packages.fields,
  feedback = function(a) return { anonymous = a.anonymous and 1 or 2 } end,
  quiz = function(a)
    local fields = { grade = 10, gradepass = a.gradepass, attempts = a.attempts or 0, questionsperpage = 0 }
    if a.timelimit then
      fields["timelimit[enabled]"], fields["timelimit[number]"], fields["timelimit[timeunit]"] = 1, a.timelimit, 60
    end
    return fields
  end,
}

-- The activity of the same course that must be complete first, as Moodle keeps such a rule.
local function after(a)
  if not a.requires or a.requires == "" then return nil end
  local before = first(modules(a.course), function(m) return m.name == a.requires end)
    or broken("'" .. a.name .. "' requires '" .. a.requires .. "', which is not in the course")
  return json.encode { op = "&", c = list { { type = "completion", cm = before.id, e = 1 } }, showc = list { true } }
end

local function fill_form(a)
  local fields_for = fields_of[a.activity] or not_applicable {
    en = ("this adapter makes no '%s'"):format(a.activity), nl = ("deze adapter maakt geen '%s' aan"):format(a.activity),
  }
  local fields = fields_for(a)
  local answer = web_form(admin, "/course/modedit.php?add=" .. a.activity .. "&type&course=" .. a.course.id .. "&section=" .. (a.section or 1) .. "&return=0&beforemod=0",
    "input[name=_qf__mod_" .. a.activity .. "_mod_form]", merge({ name = a.name, cmidnumber = a.idnumber, availabilityconditionsjson = after(a) }, fields), "submitbutton2")
  -- A form that comes back was not saved, whatever it says.
  if answer.status == 200 then broken("the activity '" .. a.name .. "' was not saved") end
  if fields.packagefile then moodle.forget_draft(fields.packagefile) end
end
-- Moodle leads to another page when it has saved, and does not name the new module: it is looked up.
local function finished(a, all)
  local made = module_of(a, all) or broken("the activity '" .. a.name .. "' was saved and is not in the course")
  if a.activity == "quiz" then add_questions(made.id, a.questions or 1) end
  if a.activity == "feedback" then add_text_question(made.id) end
  if a.activity == "scorm" then packages.made_here(made.id) end
  return made
end

-- Made with its form alone.
local is_whole = { page = true, assign = true }

entity "activity" {
  stable = { "id", "instance" },
  find = function(a) return module_of(a) end,
  find_many = function(wanted)
    local of_course = {}
    return map(wanted, function(a)
      of_course[a.course.id] = of_course[a.course.id] or modules(a.course)
      return module_of(a, of_course[a.course.id]) or null
    end)
  end,
  create = function(a)
    fill_form(a)
    -- Whoever asks for its number looks it up; to be removed it needs none, for it goes with its course.
    if is_whole[a.activity] and moodle.is_copy(a.course) then return nil end
    return finished(a)
  end,
  create_many = function(as)
    for _, a in ipairs(as) do fill_form(a) end
    local of_course = {}
    return map(as, function(a)
      of_course[a.course.id] = of_course[a.course.id] or modules(a.course)
      return finished(a, of_course[a.course.id])
    end)
  end,
  remove = function(found) ws(admin, "core_course_delete_modules", { cmids = { found.id } }) end,
}

---------------------------------------------------------------- steps
local function status(reader, activity, person)
  local all = ws(reader, "core_completion_get_activities_completion_status", { courseid = activity.course.id, userid = person.id }).statuses
  return first(all, function(s) return s.cmid == activity.id end) or not_found("the completion of '" .. activity.name .. "' is not tracked")
end
local function complete(person, activity)
  if not moodle.is_copy(activity.course) then undo("activity.reopen", { cmid = activity.id, userid = person.id }) end
  ws(person, "core_completion_update_activity_completion_status_manually", { cmid = activity.id, completed = 1 })
end
cleanup "activity.reopen" (function(a) ws(admin, "core_completion_override_activity_completion_status", { cmid = a.cmid, userid = a.userid, newstate = 0 }) end)
on("activity.completed", function(person, activity)
  complete(person, activity)
  world.completed = status(admin, activity, person).timecompleted
end)
on("activity.complete", function(actor, activity) complete(actor, activity) end)
  .watches(function(actor, activity) return status(admin, activity, actor).state end)
on("activity.attended", function(actor, person, activity)
  if not moodle.is_copy(activity.course) then undo("activity.reopen", { cmid = activity.id, userid = person.id }) end
  ws(actor, "core_completion_override_activity_completion_status", { cmid = activity.id, userid = person.id, newstate = 1 })
  expect(status(admin, activity, person).state, "state of " .. activity.name).equals(1)
end)
on("activity.seen", function(seconds, actor, person, activity)
  eventually({ within = seconds, every = 1 }, function() expect(status(actor, activity, person).state, "state of " .. activity.name).equals(1) end)
end)
on("activity.date_kept", function(actor, activity, _, person)
  local seen = status(actor, activity, person)
  expect(seen.state, "state of " .. activity.name).equals(1)
  expect(seen.timecompleted, "completion date").equals(world.completed)
end)

on("course.criterion", function(activity, course)
  web_form(admin, "/course/completion.php?id=" .. course.id, "input[name=_qf__course_completion_form]",
    { ["criteria_activity[" .. activity.id .. "]"] = 1, overall_aggregation = 1, activity_aggregation = 1 }, "submitbutton")
end)
local function course_status(course, person)
  return ws(admin, "core_completion_get_course_completion_status", { courseid = course.id, userid = person.id }).completionstatus
end
on("course.completed", function(seconds, course, person)
  eventually({ within = seconds, every = 1 }, function() expect(course_status(course, person).completed, "course complete").equals(true) end)
end)
on("course.not_completed", function(course, person) expect(course_status(course, person).completed, "course complete").equals(false) end)

-- As the last one who opened the course is shown it. The general section stands above all courses, whether it is used or not.
on("course.holds", function(course, rows)
  local reader = world_has "opener" and world.opener or admin
  local with_sections = first(rows, function(r) return r.section ~= nil end) ~= nil
  local found, wanted = list {}, list {}
  for _, s in ipairs(ws(reader, "core_course_get_contents", { courseid = course.id })) do
    local place = with_sections and s.name .. ": " or ""
    for _, m in ipairs(s.modules) do
      -- An administrator is also shown what learners are not.
      local is_hidden = reader == admin and (s.visible == 0 or m.visible == 0 or m.visibleoncoursepage == 0)
      found[#found + 1] = place .. m.name .. (is_hidden and " (hidden from learners)" or "")
    end
    if with_sections and #s.modules == 0 and s.section > 0 and s.component ~= "mod_subsection" then found[#found + 1] = place end
  end
  for i, r in ipairs(rows) do wanted[i] = (with_sections and (r.section or "") .. ": " or "") .. (r.activity or "") end
  expect(found, "contents of " .. course.shortname).equals(wanted)
end)

-- The numbers of all who take part.
local function participants(course)
  return map(ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id }), function(u) return u.id end)
end
return { modules = modules, status = status, participants = participants }
