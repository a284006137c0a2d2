-- Requests, who sends them, and what their answers mean.
local P, api = P, P.api
local call, fail, fault, handler, is_failure = P.call, P.fail, P.fault, P.handler, P.is_failure
local Target, Failure = P.Target, P.Failure
local rawget, rawset, setmetatable, type, next = rawget, rawset, setmetatable, type, next

local Site = {}
P.sessions = {} -- this scenario's view of the shared sessions, by target, person and kind

local function identity(person)
  return person and (rawget(person, "__account") and "account " .. person.handle or rawget(person, "__key") or rawget(person, "username") or rawget(person, "handle"))
end
local function name_of(person) return person and (rawget(person, "handle") or identity(person)) or "nobody" end
P.name_of = name_of

---------------------------------------------------------------- answers
local Answer = { __name = "answer" }
Answer.__index = function(answer, k)
  if k == "json" then
    local ok, value = call("answer_json", answer.id)
    if not ok then
      if answer.lenient then return nil end
      fail("broken", "the answer is not JSON but " .. tostring(value), { cause = "not-json", exchange = answer.id })
    end
    if value == null then value = nil end
    rawset(answer, "json", value)
    return value
  elseif k == "text" or k == "headers" then
    local value = call("answer_" .. k, answer.id)
    rawset(answer, k, value)
    return value
  elseif k == "html" then
    local value = P.page(answer)
    rawset(answer, "html", value)
    return value
  elseif k == "failure" or k == "next" then
    return nil
  end
  fault("an answer has no '%s'%s", tostring(k), P.nearest(k, { status = 1, headers = 1, text = 1, json = 1, html = 1, url = 1, elapsed = 1, failure = 1, type = 1 }))
end
P.Answer = Answer

-- Rules 2 and 3: whether an answer is a failure, and of which class.
local function classify(site, answer, request)
  local target, status = site.target, answer.status
  if target.speaks == "json" and answer.is_html and not request.html then
    local maker = site.kind and target.makers[site.kind]
    local speaks_html = maker and (maker.speaks == "html" or site.kind ~= target.default and maker.speaks == nil) or not site.person
    if not speaks_html or status >= 400 then
      return "broken", ("HTTP %d with an HTML page where data was asked: %s"):format(status, call("answer_summary", answer.id)), "not-json"
    end
  end
  local classes = request.classes
  if classes and classes[status] then return classes[status], ("HTTP %d %s"):format(status, call("answer_summary", answer.id)), nil, status == 404 or status == 410 end
  if target.failure then
    answer.lenient = true
    local class, message = target.failure(answer, request)
    answer.lenient = nil
    if class == false then return nil end
    if class then return class, message or ("HTTP %d"):format(status) end
  end
  if status >= 400 then
    local class = (status >= 500 or status == 407 or status == 408 or status == 429) and "broken" or "invalid"
    return class, ("HTTP %d %s"):format(status, call("answer_summary", answer.id))
  end
  if status >= 300 and status ~= 304 and target.speaks == "json" and not request.html and request.follow == nil then
    return "invalid", ("HTTP %d: redirected where data was asked"):format(status)
  end
end

---------------------------------------------------------------- requests
local reads = { GET = true, HEAD = true, OPTIONS = true }

local function prepared(site, method, path, options)
  local request = {}
  if options then
    for k, v in next, options do request[k] = v end
    if options.form then request.form = api.merge(options.form) end
    if options.query and type(options.query) == "table" then request.query = api.merge(options.query) end
    if options.headers then request.headers = api.merge(options.headers) end
  end
  request.method, request.path = method, path
  local prepare = site.target.prepare
  if prepare then prepare(site, request, method) end
  return request
end

-- @safe: no write leaves, whatever a body tries; signing in is not a write.
local function refuse_writes(site, request)
  local target = site.target
  local writes
  if target.writes then writes = target.writes(request) else writes = not reads[request.method] end
  if writes then
    fail("broken", ("@safe: %s %s would change something, so it was not sent"):format(request.method, request.path), { cause = "safe" })
  end
end

local option_names = {
  query = true, form = true, json = true, multipart = true, headers = true, body = true, timeout = true, follow = true, check = true,
  classes = true, html = true, type = true, pairs = true, method = true, path = true,
}

local function is_stale(target, answer)
  answer.lenient = true
  local stale = target.stale(answer)
  answer.lenient = nil
  return stale
end

local function send(site, method, path, options)
  if options then
    for k in next, options do
      if not option_names[k] then fault("a request has no option '%s'%s", tostring(k), P.nearest(k, option_names)) end
    end
  end
  local target, step = site.target, P.step
  local person = site.person
  local signing = rawget(site, "signing_in")
  -- The session is made before the request is, so that a helper's failure is never taken for the request's.
  if person and not signing and target.makers[site.kind] then local _ = site.session end
  local renewed = false
  while true do
    local request = prepared(site, method, path, options)
    if P.safe and not signing then refuse_writes(site, request) end
    if step then
      step.last_who, step.last_site = person, site
      if step.looking == 0 and not signing then step.requests = step.requests + 1 end
    end
    local id, status, url, elapsed, media, is_html = call("http", target.name, site.jar or 0, name_of(person), request)
    if step then step.last_exchange = id end
    local answer = setmetatable(
      { id = id, status = status, url = url, elapsed = elapsed, type = media, is_html = is_html, site = site }, Answer)
    local class, message, cause, hides = classify(site, answer, request)
    if not renewed and not signing and person and target.stale and not rawget(site, "explicit") and rawget(site, "generation")
      and is_stale(target, answer) then
      renewed = true
      P.renew(site)
      P.note("the session of " .. name_of(person) .. " was stale and renewed once")
    else
      if class then
        answer.failure = setmetatable(
          { class = class, message = message or "?", exchange = id, who = person, site = site, cause = cause, hides = hides, where = P.where() }, Failure)
        if (options == nil or options.check ~= false) then error(answer.failure, 0) end
        if step then P.note_own_failure(answer.failure) end
      end
      return answer
    end
  end
end
P.send = send

for _, method in ipairs { "get", "post", "put", "patch", "delete", "head" } do
  local upper = method:upper()
  Site[method] = function(site, path, options)
    if type(path) ~= "string" then fault("site:%s wants a path, it got %s", method, type(path)) end
    return send(site, upper, path, options)
  end
end
function Site.cookie(site, name) return call("cookie", site.target.name, site.jar or 0, name) end

-- for answer in site:pages(path, options, next) do: `next(answer, n)` gives nil at the end, else a path or a query.
function Site.pages(site, path, options, next_page)
  local n, done = 0, false
  options = options or {}
  return function()
    if done then return nil end
    n = n + 1
    if n > 10000 then fail("broken", "more than 10000 pages of " .. path, { cause = "pages" }) end
    local answer = send(site, "GET", path, options)
    local go
    if next_page then go = next_page(answer, n) else go = call("answer_next", answer.id) end
    if not go then done = true
    elseif type(go) == "string" then path, options = go, api.merge(options, { query = {} })
    else options = api.merge(options, { query = api.merge(options.query, go) }) end
    return answer
  end
end

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
  local session = make(site, shown)
  rawset(site, "session", session)
  if (call "count") == sent then fail("broken", "the sign-in sent no request", { cause = "no-request" }) end
  if step then step.requests = before + 1 end
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
-- A *refused* counts only when over the same session a harmless request has succeeded in this run.
function P.prove(failure)
  if failure.class ~= "refused" or failure.judged or not failure.who then return end
  local site = failure.site
  if not site or rawget(site, "explicit") then return end
  if failure.hides then P.check_hidden(failure) end
  local target, kind = site.target, site.kind
  local control = kind and target.controls[kind] or target.controls["*"]
  local function unproven(why)
    fail("unproven", ("'%s' was refused, but %s (%s)"):format(name_of(failure.who), why, failure.message), {
      cause = "no-control", exchange = failure.exchange, where = failure.where })
  end
  if not control then return unproven "nothing shows that a permitted request would have succeeded over this session: the adapter has no control" end
  local key = target.name .. "|" .. identity(failure.who) .. "|" .. tostring(kind)
  local generation = rawget(site, "generation") or 0
  local proven = call("control_get", key, generation)
  if proven == nil then
    local before = call "count"
    local same = new_site(target, failure.who, kind)
    local ok, e = xpcall(P.looking, handler, control, same, failure.who)
    if ok and (call "count") == before then ok, e = false, "the control sent no request" end
    if not ok and is_failure(e) and (e.class == "script" or e.ends_run) then error(e, 0) end
    proven = ok and "" or tostring(e)
    call("control_put", key, generation, proven)
  end
  if proven ~= "" then return unproven("a harmless request over the same session failed too: " .. proven) end
end

-- 404 that the adapter reads as "hidden" is a refusal only of something that is there.
function P.check_hidden(failure)
  local missing = P.missing_argument()
  if missing then
    failure.class = "not-found"
    failure.message = failure.message .. " (" .. missing .. " does not exist)"
  end
end

-- transfer { url = "sftp://...", ... }: the other schemes of libcurl.
function api.transfer(t)
  local c = P.current_context()
  local step = P.step
  if step and step.looking == 0 then step.requests = step.requests + 1 end
  if P.safe and (t.upload or t.body or t.text) then fail("broken", "@safe: a transfer that writes was not sent", { cause = "safe" }) end
  local id, status, url, elapsed = call("transfer", c.name, t)
  return setmetatable({ id = id, status = status, url = url, elapsed = elapsed, type = "" }, Answer)
end
