-- Who is signed in where, and what proves that a session works.
local P, api = P, P.api
local call, fail, fault, handler, is_failure = P.call, P.fail, P.fault, P.handler, P.is_failure
local Target, Site, identity, name_of = P.Target, P.Site, P.identity, P.name_of
local rawget, rawset, setmetatable, type, next = rawget, rawset, setmetatable, type, next

---------------------------------------------------------------- sessions
local site_meta = { __name = "site" }
site_meta.__index = function(site, k)
  local m = Site[k]
  if m then return m end
  if k == "session" then return P.session_of(site) end
  if k == "person" or k == "kind" or k == "jar" or k == "password" or k == "signing_in" or k == "explicit" or k == "generation" then return nil end
  fault("a site has no '%s'%s", tostring(k), P.nearest(k, api.merge(Site, { session = 1, person = 1, pages = 1 })))
end

local function new_site(target, person, kind)
  return setmetatable({ target = target, person = person, kind = kind }, site_meta)
end

-- Runs the maker of a session. An implicit sign-in that fails is broken; only an explicit one can be refused.
local function make(site, person)
  local maker = site.target.makers[site.kind]
  local step = P.step
  rawset(site, "signing_in", true)
  local ok, made = xpcall(maker.make, handler, site, person)
  rawset(site, "signing_in", nil)
  if ok then return made or {} end
  if is_failure(made) then
    if made.class == "script" or made.class == "not-applicable" or rawget(site, "explicit") then
      made.judged = true -- an explicit sign-in needs no control
      made.who = site.person
      error(made, 0)
    end
    local account = site.person and rawget(site.person, "__account")
    fail("broken", ("the sign-in of '%s' failed: %s"):format(name_of(site.person), tostring(made)), {
      where = made.where, exchange = made.exchange, cause = made.class == "broken" and made.cause or "sign-in", ends_run = made.ends_run or account or nil, sign_in = name_of(site.person),
    })
  end
  error(made, 0)
end

local function remember(site, key, jar, generation, data)
  local s = { jar = jar, generation = generation, data = data }
  P.sessions[key] = s
  rawset(site, "jar", jar)
  rawset(site, "generation", generation)
  rawset(site, "session", data)
  return data
end

local function obtain(site, key, op, generation)
  local target, kind = site.target, site.kind
  local mode, jar, now, data = call(op, target.name, identity(site.person), kind, generation)
  if mode == "have" then return remember(site, key, jar, now, data) end
  rawset(site, "jar", jar)
  local ok, made = xpcall(make, handler, site, site.person)
  if not ok then
    call("session_failed", target.name, identity(site.person), kind)
    error(made, 0)
  end
  local plain = P.plain(made) or {}
  call("session_put", target.name, identity(site.person), kind, now, plain)
  return remember(site, key, jar, now, plain)
end

function P.session_of(site)
  if rawget(site, "signing_in") then return nil end
  local target, kind, person = site.target, site.kind, site.person
  if not person then return nil end
  if not kind or not target.makers[kind] then
    fault("target '%s' has no session '%s'%s", target.label, tostring(kind), P.nearest(kind, target.makers))
  end
  local key = target.name .. "|" .. identity(person) .. "|" .. kind
  local s = P.sessions[key]
  if s then
    rawset(site, "jar", s.jar)
    rawset(site, "generation", s.generation)
    rawset(site, "session", s.data)
    return s.data
  end
  return obtain(site, key, "session_get")
end

function P.renew(site)
  local key = site.target.name .. "|" .. identity(site.person) .. "|" .. site.kind
  local old = rawget(site, "generation")
  P.sessions[key] = nil
  rawset(site, "session", nil)
  obtain(site, key, "session_renew", old)
end

-- lms:as(person), lms:as(person, "browser")
function Target:as(person, kind)
  if type(person) ~= "table" then fault("%s:as wants a person or an account, it got %s", self.label, P.show(person)) end
  if kind and not self.makers[kind] then fault("target '%s' has no session '%s'%s", self.label, tostring(kind), P.nearest(kind, self.makers)) end
  return new_site(self, person, kind or rawget(self, "default"))
end
function Target:nobody()
  local site = new_site(self, nil, nil)
  rawset(site, "jar", (call("jar_new", self.name)))
  return site
end

-- An explicit sign-in: never the shared session, with a jar of its own; its refusal is a result.
function Target:sign_in(person, kind, password)
  if type(person) ~= "table" then fault("%s:sign_in wants a person, it got %s", self.label, P.show(person)) end
  local site = new_site(self, person, kind or rawget(self, "default"))
  if not self.makers[site.kind] then fault("target '%s' has no session '%s'", self.label, tostring(site.kind)) end
  rawset(site, "jar", (call("jar_new", self.name)))
  rawset(site, "explicit", true)
  rawset(site, "password", password)
  -- A stored token would sign nobody in: the maker sees a person without one.
  local shown = setmetatable({}, { __name = "person", __index = function(_, k)
    if k == "token" then return nil end
    if k == "password" and password ~= nil then return password end
    return person[k]
  end })
  local step = P.step
  local before = step and step.requests or 0
  local sent = call "count"
  local ok, session = xpcall(make, handler, site, shown)
  local asked = (call "count") ~= sent
  -- A refused sign-in was asked for, too: whoever guesses passwords sends nothing else.
  if step and asked then step.requests = before + 1 end
  if not ok then error(session, 0) end
  rawset(site, "session", session)
  if not asked then fail("broken", "the sign-in sent no request", { cause = "no-request" }) end
  api.forget_session(person)
  return site
end

-- After a change of the account: the next use signs in anew.
function api.forget_session(person)
  local who = identity(person)
  for key in next, P.sessions do
    if string.find(key, "|" .. who .. "|", 1, true) then P.sessions[key] = nil end
  end
  call("session_drop", who)
end

---------------------------------------------------------------- controls (rule 11)
-- Whether the control at work was answered well over the session it is to prove. What it asks as nobody, or as somebody
-- else, says nothing of that session.
function P.note_answered(site)
  local wanted = P.controlling
  if wanted and wanted.visitor == site then wanted.is_public = true end
  if wanted and site.target == wanted.target and rawget(site, "kind") == wanted.kind and not rawget(site, "explicit")
    and site.person and identity(site.person) == wanted.who then wanted.is_answered = true end
end
local function run_control(control, site, who)
  local before = P.controlling
  P.controlling = { target = site.target, kind = site.kind, who = identity(who) }
  local ok, e = xpcall(P.looking, handler, control, site, who)
  local is_answered = P.controlling.is_answered
  P.controlling = before
  if not ok then
    if is_failure(e) and (e.class == "script" or e.ends_run) then error(e, 0) end
    return {
      en = "a harmless request over the same session failed too: " .. tostring(e),
      nl = "een onschuldig verzoek over dezelfde sessie mislukte ook: " .. tostring(e),
    }
  end
  if not is_answered then
    return {
      en = "the adapter's control had no good answer over the session that it was given: a request as nobody or as somebody else shows nothing of it",
      nl = "de controle van de adapter kreeg geen goed antwoord over de sessie die zij kreeg: een verzoek als niemand of als iemand anders zegt daar niets over",
    }
  end
  return ""
end

-- A control that is answered well to whoever is not signed in shows nothing: a public page, or the page to sign in.
local function is_public(control, site, who)
  local key = site.target.name .. "||" .. tostring(site.kind)
  local known = call("control_get", key, 0)
  if known == nil then
    local before = P.controlling
    local visitor = site.target:nobody()
    P.controlling = { visitor = visitor }
    local ok, e = xpcall(P.looking, handler, control, visitor, who)
    local was_answered = ok and P.controlling.is_public
    P.controlling = before
    if not ok and is_failure(e) and e.ends_run then error(e, 0) end
    known = was_answered and {
      en = "the adapter's control is answered well to whoever is not signed in, too: it shows nothing",
      nl = "de controle van de adapter krijgt ook zonder aanmelding een goed antwoord: zij toont niets aan",
    } or ""
    call("control_put", key, 0, known)
  end
  return known
end

-- A *refused* counts only when over the same session a harmless request has succeeded in this run.
function P.prove(failure)
  if failure.class ~= "refused" or failure.judged or not failure.who then return end
  local site = failure.site
  if not site or rawget(site, "explicit") then return end
  if failure.hides then
    P.check_hidden(failure)
    P.check_path(failure)
    if failure.class ~= "refused" then return end
  end
  local target, kind = site.target, site.kind
  local control = kind and target.controls[kind] or target.controls["*"]
  local function unproven(why)
    fail("unproven", {
      en = ("'%s' was refused, but %s (%s)"):format(name_of(failure.who), P.in_language(why, "en"), failure.message),
      nl = ("'%s' werd geweigerd, maar %s (%s)"):format(name_of(failure.who), P.in_language(why, "nl"), failure.message),
    }, { cause = "no-control", exchange = failure.exchange, where = failure.where })
  end
  if not control then
    return unproven {
      en = "nothing shows that a permitted request would have succeeded over this session: the adapter has no control",
      nl = "niets toont aan dat een toegestaan verzoek over deze sessie was gelukt: de adapter heeft geen controle",
    }
  end
  local key = target.name .. "|" .. identity(failure.who) .. "|" .. tostring(kind)
  local generation = rawget(site, "generation") or 0
  local proven = call("control_get", key, generation)
  if proven == nil then
    local own = new_site(target, failure.who, kind)
    proven = is_public(control, own, failure.who)
    if proven == "" then proven = run_control(control, own, failure.who) end
    call("control_put", key, generation, proven)
  end
  if proven ~= "" then return unproven(proven) end
end

-- 404 that the adapter reads as "hidden" is a refusal only of something that is there.
function P.check_hidden(failure)
  local missing = P.missing_argument()
  if missing then
    failure.class = "not-found"
    failure.message = failure.message .. " (" .. missing .. " does not exist)"
  end
end

-- A look that came to nothing says that a thing is hidden only when somebody who may see it finds it at that very path: the
-- tool's own account asks once more. Nobody is hidden from by a path that nobody finds. Where an LMS has one path for each kind
-- of person, the account finds the thing at another of those that the actor tried in this step.
local reads = { GET = true, HEAD = true }
local gone = { [404] = true, [410] = true }
-- Whether the account, too, is told that there is nothing.
local function finds_nothing(site, account, request)
  local options = api.merge(request.options, { check = false })
  options.classes = nil
  local answer = P.looking(P.send, new_site(site.target, account, site.kind), request.method, request.path, options)
  return answer.failure and (gone[answer.status] or answer.failure.class == "not-found")
end
-- Reads of the actor that found nothing, while a step is at work.
function P.note_nothing_found(step, request, status, class)
  if not reads[request.method] or not (gone[status] or class == "not-found") then return end
  step.nothing_at = step.nothing_at or {}
  step.nothing_at[#step.nothing_at + 1] = request
end
function P.check_path(failure)
  local request, site = failure.request, failure.site
  if not request or not reads[request.method] or not site or not P.step or P.missing_argument() then return end
  local account = site.target.context.accounts[1]
  if not account or failure.who == nil or identity(failure.who) == identity(account) or not finds_nothing(site, account, request) then return end
  for _, other in ipairs(P.step.nothing_at or {}) do
    if other.path ~= request.path and not finds_nothing(site, account, other) then
      P.note(("%s finds at %s what %s found neither there nor at %s"):format(name_of(account), other.path, name_of(failure.who), request.path))
      return
    end
  end
  fail("broken", ("'%s' was told that there is nothing at %s %s, and so is '%s', whose look-up finds all that the step is about: the path is wrong"):format(
    name_of(failure.who), request.method, request.path, name_of(account)), { where = failure.where, exchange = failure.exchange, cause = "path" })
end
