-- What runs by itself. A job is one or more of Moodle's scheduled tasks: its own, or those that the project names
-- (`task_recurrence: \tool_recompletion\task\check_recompletion` among the target's settings, with commas between several).
local moodle = require "moodle/site"
local lms, admin = moodle.lms, moodle.admin

local own_tasks = {
  audiences = { [[\enrol_cohort\task\enrol_cohort_sync]] },
  reports = { [[\core_reportbuilder\task\send_schedules]] },
  retention = { [[\tool_dataprivacy\task\expired_retention_period]], [[\tool_dataprivacy\task\delete_expired_contexts]] },
  mail = { [[\mod_forum\task\cron_task]], [[\core\task\send_new_user_passwords_task]] },
  index = { [[\core\task\search_index_task]] },
}
-- What else a project may name tasks for.
local other_jobs = { "hr", "students", "members", "recurrence", "history", "load", "restore", "backout" }
local function tasks_of(job)
  local named = setting("task_" .. job, "")
  local tasks = named ~= "" and map(text.split(named, ","), text.trim) or own_tasks[job]
  return tasks or not_automated {
    en = ("Moodle has no task of its own for this job; the setting task_%s may name those of this site"):format(job),
    nl = ("Moodle heeft hiervoor geen eigen taak; de instelling task_%s kan de taken van deze site noemen"):format(job),
  }
end

---------------------------------------------------------------- starting one
-- A page of its own runs a task at once and shows what it printed: these lines are English in every language.
local function run(task)
  local site = lms:as(admin, "browser")
  local query = { task = task, confirm = 1, sesskey = site.session.sesskey }
  local page = site:get("/admin/tool/task/schedule_task.php", { query = query, timeout = 600, check = false })
  local output = page.html:one ".task-output"
  if not output then
    if text.has(page.text, "/cannotfindthepathtothecli") then
      not_automated {
        en = "the site does not know its path to PHP (system paths), so that no page can start a task",
        nl = "de site kent haar pad naar PHP niet (systeempaden), zodat geen pagina een taak kan starten",
      }
    end
    if text.has(page.text, "/cannotfindinfo") then broken("the site has no task " .. task) end
    moodle.page_says_no(page)
    broken("no output of " .. task .. " at " .. page.url)
  end
  local printed = output:text()
  attach(task .. ".txt", printed, "text/plain")
  if not text.has(printed, "Scheduled task complete: ") then broken(task .. " did not come to its end: " .. printed:sub(1, 500)) end
  return tonumber(text.matches(printed, [[\.\.\. used ([\d.]+) seconds]])) or broken(task .. " does not say how long it took")
end

-- How a job went that was run in this scenario, by whatever step ran it.
local function ran(job, how) world["ran " .. job] = how end
local function how_it_ran(job)
  return world_has("ran " .. job) and world["ran " .. job] or not_automated {
    en = "somebody else ran it, so that its log is not known here", nl = "iemand anders heeft dit uitgevoerd, zodat het logboek hier niet bekend is",
  }
end

on("job.run", function(job)
  local seconds = 0
  for _, task in ipairs(tasks_of(job)) do seconds = seconds + run(task) end
  ran(job, { seconds = seconds })
end)
on("job.within", function(job, seconds) expect(how_it_ran(job).seconds, "seconds from start to end").at_most(seconds) end)

---------------------------------------------------------------- the schedule
local months = {}
for i, name in ipairs(text.split("January February March April May June July August September October November December", " ")) do months[name] = i end
-- Pages show the time of the zone of whoever reads them: how far that is from UTC on a day, by where that day begins there.
local zones = {}
local function zone(person, seconds)
  if moodle.built_in then return 0 end
  local year, month, day = text.matches(time.iso(seconds), [[^(\d+)-(\d+)-(\d+)]])
  local key = ("%s %s-%s-%s"):format(person.username, year, month, day)
  if not zones[key] then
    local shown = moodle.ajax(person, "core_calendar_get_calendar_day_view", { year = tonumber(year), month = tonumber(month), day = tonumber(day) })
    zones[key] = time.unix(("%s-%s-%sT00:00:00Z"):format(year, month, day)) - shown.date.timestamp
  end
  return zones[key]
end
-- "Thursday, 26 November 2026, 10:58 AM", to the minute; nil when it never was.
local function moment(shown, offset)
  local day, month, year, hour, minute, half = text.matches(shown, [[(\d+) (\w+) (\d{4}), (\d+):(\d+) ([AP]M)]])
  if not day then return nil end
  local number = months[month] or broken("no date: " .. shown)
  local hours = tonumber(hour) % 12 + (half == "PM" and 12 or 0)
  return time.unix(("%s-%02d-%02dT%02d:%s:00Z"):format(year, number, tonumber(day), hours, minute)) - offset
end

-- Every task by its class: when it ran last, and whether it failed then (Moodle waits longer after each failure).
local function schedule(now)
  local page = lms:as(admin, "browser"):get("/admin/tool/task/scheduledtasks.php", { query = { lang = "en" } })
  local offset, tasks, count = zone(admin, now), {}, 0
  for _, row in ipairs(page.html:select "tr") do
    local class, last, delay = row:one "th .task-class", row:one "td.c4", row:one "td.c11"
    if class and last and delay then
      local is_off = text.has(row:attribute "class" or "", "disabled")
      tasks[text.trim(class:text())] = { last = moment(last:text(), offset), failed = text.trim(delay:text()) ~= "0", is_off = is_off }
      count = count + 1
    end
  end
  if count == 0 then broken("no tasks at " .. page.url) end
  return tasks
end
-- What is to be done once, outside the schedule, and went wrong.
local function failed_at_once()
  local page = lms:as(admin, "browser"):get("/admin/tool/task/adhoctasks.php", { query = { lang = "en" } })
  if not page.html:one "table.admintable th.c4" then broken("no table of tasks at " .. page.url) end
  local names = list {}
  for _, row in ipairs(page.html:select "table.admintable tbody tr") do
    local name, failed = row:one ".c0", row:one "td.c4"
    if failed and text.matches(failed:text(), "[1-9]") then names[#names + 1] = text.trim(name:text()) end
  end
  return names
end
local function is_searched()
  local page = lms:as(admin, "browser"):get("/admin/settings.php", { query = { section = "optionalsubsystems" } })
  local box = page.html:one "input[type=checkbox][name=s__enableglobalsearch]" or broken("no setting of the search at " .. page.url)
  return box:attribute "checked" ~= nil
end
-- The newest run that the clock alone started: a job that a scenario starts would hide that nothing else does.
local function last_by_itself(all)
  local ours, newest = {}, nil
  for job, named in pairs(own_tasks) do
    for _, name in ipairs(named) do ours[name] = true end
    for _, name in ipairs(tasks_of(job)) do ours[name] = true end
  end
  for _, job in ipairs(other_jobs) do
    for _, name in ipairs(text.split(setting("task_" .. job, ""), ",")) do ours[text.trim(name)] = true end
  end
  for name, task in pairs(all) do
    if task.last and not ours[name] and not (newest and newest > task.last) then newest = task.last end
  end
  return newest
end

on("job.recent", function(job, seconds)
  -- A task that has nothing to do runs as well.
  if job == "index" then expect(is_searched(), "global search is on").equals(true) end
  -- Another scenario that waits may turn the clock of the built-in LMS while the schedule is read: what ran after the first
  -- look at the clock is not late, what ran after the second would be in the future.
  local before = moodle.now()
  local all = schedule(before)
  local after = moodle.now()
  local late, failed = list {}, list {}
  local function look(name, last)
    if last and last > after + 120 then broken(name .. " ran in the future: " .. time.iso(last)) end
    if not last or before - last > seconds then late[#late + 1] = name .. ": " .. (last and time.iso(last) or "never") end
  end
  look("what runs by itself", last_by_itself(all))
  if job == "tasks" then
    -- The task service is all of it: none that is on has failed.
    for name, task in pairs(all) do
      if task.failed and not task.is_off then failed[#failed + 1] = name end
    end
  else
    for _, name in ipairs(tasks_of(job)) do
      local task = all[name] or broken("the site has no task " .. name)
      look(name, task.last)
      if task.failed then failed[#failed + 1] = name end
    end
  end
  if job == "tasks" or job == "mail" then
    for _, name in ipairs(failed_at_once()) do failed[#failed + 1] = name end
  end
  expect(late, ("last run more than %d seconds ago"):format(seconds)).is_empty()
  expect(failed, "tasks that failed").is_empty()
end)

return { ran = ran, how_it_ran = how_it_ran, zone = zone }
