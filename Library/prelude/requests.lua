-- Requests, who sends them, and what their answers mean.
local P, api = P, P.api
local call, fail, fault = P.call, P.fail, P.fault
local Failure = P.Failure
local rawget, rawset, setmetatable, type, next = rawget, rawset, setmetatable, type, next

local Site = {}
P.sessions = {} -- this scenario's view of the shared sessions, by target, person and kind

local function identity(person)
  return person and (rawget(person, "__account") and "account " .. person.handle or rawget(person, "__key") or rawget(person, "username") or rawget(person, "handle"))
end
local function name_of(person) return person and (rawget(person, "handle") or identity(person)) or "nobody" end
P.identity, P.name_of, P.Site = identity, name_of, Site

---------------------------------------------------------------- answers
local Answer = { __name = "answer" }
Answer.__index = function(answer, k)
  if k == "json" then
    local ok, value = call("answer_json", answer.id)
    if not ok then
      if rawget(answer, "lenient") then return nil end
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

-- What an answer can be. Anything else is a misspelling, which would be as broken as what it stands for and say nothing of it.
local answer_classes = { refused = true, conflict = true, ["not-found"] = true, invalid = true, broken = true }
local function known_class(class, whose)
  if answer_classes[class] then return class end
  fault("%s gave the class %s, and there is none%s: %s", whose, P.show(class), P.nearest(class, answer_classes), "refused, conflict, not-found, invalid or broken")
end

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
  if classes and classes[status] then return known_class(classes[status], "the option classes"), ("HTTP %d %s"):format(status, call("answer_summary", answer.id)), nil, status == 404 or status == 410 end
  if target.failure then
    answer.lenient = true
    local class, message = target.failure(answer, request)
    answer.lenient = nil
    if class == false then return nil end
    if class then return known_class(class, target.label .. ".failure"), message or ("HTTP %d"):format(status) end
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

local function is_write(site, request)
  local target = site.target
  if target.writes then return target.writes(request) end
  return not reads[request.method]
end
-- @safe: no write leaves, whatever a body tries; signing in is not a write.
local function refuse_writes(site, request)
  if is_write(site, request) then
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

-- What was sent over a person's own session, and by whom: a stored session or an explicit sign-in, never the making of a
-- session in passing, which says nothing of what comes after it.
local function count_request(step, site, person, signing)
  if step.looking > 0 then return end
  if not signing then step.requests = step.requests + 1 end
  if step.acting and person and identity(person) == identity(step.acting) and (not signing or rawget(site, "explicit")) then
    step.sent_as_actor = true
  end
end

-- A look-up that asks once more for what was the last thing that this scenario asked for, as when a step watches what its body
-- looks for next, gets that answer: nothing lies between the two. In one step, one look of `eventually`, of the account only.
local function last_asked(step, site, request, options)
  local person = site.person
  if not (step and person and rawget(person, "__account")) or P.controlling or rawget(site, "explicit") or is_write(site, request) then return nil end
  local copy = P.plain(options or {})
  if not P.same(copy, options or {}) then return nil end -- what cannot be copied cannot be compared
  return { step = step, epoch = P.epoch, target = site.target, kind = site.kind, who = identity(person), method = request.method, path = request.path, options = copy }
end
local function is_asked_again(asked)
  local before = P.asked
  if not (asked and before) or asked.step.looking == 0 then return nil end
  for _, name in ipairs { "step", "epoch", "target", "kind", "who", "method", "path" } do
    if asked[name] ~= before[name] then return nil end
  end
  return P.same(asked.options, before.options) and before.answer or nil
end
local function answered_again(answer, site)
  return setmetatable({ id = answer.id, status = answer.status, url = answer.url, elapsed = answer.elapsed, type = answer.type, is_html = answer.is_html, site = site }, Answer)
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
    local asked = not signing and last_asked(step, site, request, options) or nil
    local known = is_asked_again(asked)
    if known then return answered_again(known, site) end
    P.asked = nil
    if step then
      step.last_who, step.last_site, step.last_request = person, site, { method = method, path = path, options = options }
      count_request(step, site, person, signing)
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
          {
            class = class, message = message or "?", exchange = id, who = person, site = site, cause = cause, hides = hides, where = P.where(),
            request = { method = method, path = path, options = options },
          }, Failure)
        if step and step.acting and step.looking == 0 and person and identity(person) == identity(step.acting) then
          P.note_nothing_found(step, answer.failure.request, status, class)
        end
        if (options == nil or options.check ~= false) then error(answer.failure, 0) end
        if step then P.note_own_failure(answer.failure) end
      elseif not signing then P.note_answered(site)
      end
      if asked and not class then
        asked.answer = answer
        P.asked = asked
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

-- transfer { url = "sftp://...", ... }: the other schemes of libcurl.
function api.transfer(t)
  local c = P.current_context()
  local step = P.step
  if step and step.looking == 0 then step.requests = step.requests + 1 end
  if P.safe and (t.upload or t.body or t.text) then fail("broken", "@safe: a transfer that writes was not sent", { cause = "safe" }) end
  P.asked = nil
  local id, status, url, elapsed = call("transfer", c.name, t)
  return setmetatable({ id = id, status = status, url = url, elapsed = elapsed, type = "" }, Answer)
end
