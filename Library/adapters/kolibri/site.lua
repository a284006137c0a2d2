-- The way to a Kolibri: target, answers, sessions, and the facility that is tested.
local lms = target "lms" { base = setting "base", speaks = "json" }

---------------------------------------------------------------- answers
local classes = {
  PERMISSION_DENIED = "refused", INVALID_CREDENTIALS = "refused", NOT_AUTHENTICATED = "broken",
  NOT_FOUND = "not-found", DOES_NOT_EXIST = "not-found",
  UNIQUE = "conflict", USERNAME_ALREADY_EXISTS = "conflict",
}
-- Errors are [{ id, metadata }], ["a sentence"] or { detail }; a list that is an answer has status 200.
function lms.failure(answer)
  if answer.status < 400 then return end
  local body = answer.json
  if type(body) ~= "table" then return end
  if body.detail then return "invalid", tostring(body.detail) end
  local problem = body[1]
  if type(problem) == "string" then return "invalid", problem end
  if type(problem) ~= "table" or not problem.id then return end
  local about = problem.metadata or {}
  return classes[problem.id] or "invalid", problem.id .. " " .. tostring(about.field or about.view or "")
end

-- Every write repeats the CSRF cookie as a header; without it the answer is the same as without a right.
function lms.prepare(site, request, method)
  if method == "GET" then return end
  local token = site:cookie "kolibri_csrftoken"
  if token then request.headers = merge(request.headers, { ["X-CSRFToken"] = token }) end
end
function lms.stale(answer)
  local body = answer.json
  return answer.status == 403 and type(body) == "table" and type(body[1]) == "table" and body[1].id == "NOT_AUTHENTICATED"
end
function lms.writes(request)
  return request.method ~= "GET" and not text.has(request.path, "/api/auth/session/")
end

---------------------------------------------------------------- who asks
local admin = account { username = setting "admin_user", password = setting "admin_password" }

-- By id or name when the project names one, else the first: a device has one nearly always.
local facility_found
local function facility()
  if not facility_found then
    local wanted = setting "facility"
    facility_found = first(lms:nobody():get("/api/public/v1/facility/").json, function(f)
      return wanted == nil or f.id == wanted or f.name == wanted
    end) or broken("no facility " .. tostring(wanted or "") .. " on this device")
  end
  return facility_found.id
end

session(lms, "main", function(site, person)
  local signed = site:post("/api/auth/session/", { json = {
    username = person.username, password = person.password or setting "password", facility = facility() } }).json
  return { user = signed.user_id }
end)
-- A request with the same CSRF proof as a write, which everybody may send; nobody's session is answered, too.
control(lms, function(site)
  local session = site:put("/api/auth/session/current/", { json = { active = false } }).json
  if session.kind[1] == "anonymous" then broken "not signed in" end
end)

local function as(person) return lms:as(person) end

return { lms = lms, as = as, admin = admin, facility = facility }
