-- Work that Kolibri does by itself: it is asked for, waited for, and taken off the list of tasks again.
local kolibri = require "kolibri/site"
local as, admin, facility = kolibri.as, kolibri.admin, kolibri.facility

-- Kolibri forgets tasks by itself, too.
cleanup "task.clear" (function(task)
  local _, failure = try(function() return as(admin):post("/api/tasks/tasks/" .. task.id .. "/clear/", { json = {} }) end)
  if failure and failure.class ~= "not-found" then error(failure) end
end)

local function task(id) return as(admin):get("/api/tasks/tasks/" .. id .. "/").json end
local ended = { COMPLETED = true, FAILED = true, CANCELED = true }

-- The task after its end, and how long we waited for it, which is never less than it took. A file goes as a form.
local function run(kind, more, csv_file)
  local request = merge({ type = kind, facility = facility(), locale = "en" }, more)
  local options = { json = request }
  if csv_file then options = { multipart = merge(request, { csvfile = csv_file }) } end
  local began = time.now()
  local id = as(admin):post("/api/tasks/tasks/", options).json.id
  undo("task.clear", { id = id })
  local done
  eventually({ within = 3600, every = 0.2 }, function()
    done = task(id)
    if not ended[done.status] then not_found("Kolibri's task is still " .. done.status) end
  end)
  if done.status ~= "COMPLETED" then broken(("Kolibri ended its task as %s: %s"):format(done.status, tostring(done.exception))) end
  return done, time.now() - began
end

return { run = run, task = task }
