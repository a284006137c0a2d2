-- What an adapter declares: target, sessions, entities, step bodies, clean-up.
local P, api = P, P.api
local fault = P.fault

-- The adapter at work: the one that is being loaded, whose entity or clean-up runs, whose step runs, the main one.
function P.current_context() return P.context or P.working or (P.step and P.step.context) or P.main end

-- f with its own adapter at work, whoever calls it: a step of one target may make things on another.
P.unbound = {} -- such a function -> what the adapter wrote
local function bound(c, f)
  if type(f) ~= "function" then return f end
  local function with_its_own(...)
    if P.current_context() == c then return f(...) end
    return P.at_work(c, f, ...)
  end
  P.unbound[with_its_own] = f
  return with_its_own
end
function P.at_work(c, f, ...)
  local was = P.working
  P.working = c
  local r = table.pack(xpcall(f, P.handler, ...))
  P.working = was
  if r[1] then return table.unpack(r, 2, r.n) end
  error(r[2], 0)
end

-- One context for each loaded adapter: targets may share an adapter file with other settings.
function P.new_context(target_name, settings)
  return {
    name = target_name, settings = settings, targets = {}, entities = {}, bodies = {}, cleanups = {}, roles = nil,
    unsupported = {}, manual = {}, said = {}, provides = {}, accounts = {}, modules = {}, secret_fields = {},
  }
end

local function loading(what)
  local c = P.context
  if not c then fault("%s belongs into an adapter, not into a step body or the vocabulary", what) end
  return c
end
P.loading = loading

local Target = { __name = "target" }
Target.__index = Target
P.Target = Target
function api.target(name)
  return function(t)
    local c = loading "target"
    t = type(t) == "table" and t or {}
    t.name, t.label = c.name, name
    t.makers, t.controls = {}, {}
    t.context = c
    c.targets[name] = setmetatable(t, Target)
    c.target = c.target or t
    return t
  end
end

-- A setting of the target in the project file. Unknown ones are nil here and a fault with `required`.
function api.setting(name, otherwise)
  local c = P.current_context()
  if not c then fault "there are no settings in the vocabulary" end
  local v = c.settings[name]
  if v == nil then return otherwise end
  return v
end

-- An account of the tool itself, not a person of the scenarios.
function api.account(t)
  local c = loading "account"
  t = type(t) == "table" and t or {}
  t.handle = t.name or "admin"
  t.__account = true
  c.accounts[#c.accounts + 1] = t
  return t
end

-- session(lms, "token", function(site, person) ... end): made at the first use, shared by the whole run.
function api.session(target, kind, maker, more)
  if getmetatable(target) ~= Target or type(kind) ~= "string" or type(maker) ~= "function" then
    fault 'session wants a target, a name and a function: session(lms, "token", function(site, person) ... end)'
  end
  if target.makers[kind] then fault("session %q is defined twice", kind) end
  target.default = rawget(target, "default") or kind
  target.makers[kind] = { make = bound(target.context, maker), speaks = more and more.speaks }
end

-- control(lms, f) or control(lms, "browser", f): a harmless request that this person may do (rule 11).
function api.control(target, kind, f)
  if type(kind) == "function" then kind, f = "*", kind end
  if getmetatable(target) ~= Target or type(f) ~= "function" then
    fault "control wants a target and a function: control(lms, function(site, person) ... end)"
  end
  target.controls[kind] = bound(target.context, f)
end

-- `course`: given with an enrolment; `system`: given to somebody on the whole site. A role without one is given by a step.
local levels = { course = true, system = true }
function api.roles(t)
  loading("roles").roles = t
  local words = P.words.role and P.words.role.data
  for name, r in next, t do
    if words and not words[name] then
      P.declaration_problem("library.unknown-name", ("no word of role is %q%s"):format(tostring(name), P.nearest(name, words)), name)
    end
    local level = type(r) == "table" and r.level
    if level and not levels[level] then
      P.declaration_problem("library.unknown-name", ("the role %q has no level %q%s: course or system"):format(tostring(name), tostring(level), P.nearest(level, levels)), level)
    end
  end
end

-- on("enrolment.add", function(actor, person, course) ... end).watches(function(...) ... end)
function api.on(id, body)
  local c = loading "on"
  local known = P.steps[id]
  if not known then
    P.declaration_problem("library.unknown-step", ("no vocabulary step %q%s"):format(tostring(id), P.nearest(id, P.steps)), id)
  elseif type(body) ~= "function" then
    P.declaration_problem("library.declaration", ("on %q wants a function"):format(id), id)
  elseif c.bodies[id] then
    P.declaration_problem("library.twice", ("step %q has two bodies"):format(id), id, "the other stands at " .. c.bodies[id].place)
  elseif c.said[id] and c.said[id].file == (P.declaring_line()) then
    -- A project's own file may bring a body for what its adapter leaves to people.
    P.declaration_problem("library.twice", ("step %q has a body, so what %s says of it never counts"):format(id, c.said[id].what), id)
  end
  local entry = { run = body, context = c, place = ("%s:%d"):format(P.declaring_line()) }
  if type(body) == "function" then c.bodies[id] = c.bodies[id] or entry end
  local handle = {}
  function handle.watches(f)
    entry.watch = bound(c, f)
    return handle
  end
  -- The account does this for the actor, and why nobody else can; every record of the step says so.
  function handle.by_account(why)
    if type(why) ~= "string" or why == "" then
      P.declaration_problem("library.declaration", ("by_account of %q wants the reason"):format(tostring(id)), "by_account")
    end
    entry.by_account = tostring(why)
    return handle
  end
  return handle
end

-- A body wins over a statement: whoever hands a step that has one to people, or says that the LMS cannot do it, is not heard.
local function says_beside(c, what, id)
  local body = c.bodies[id]
  if body then
    P.declaration_problem("library.twice", ("step %q has a body, so what %s says of it never counts"):format(id, what), id, "the body stands at " .. body.place)
  end
  c.said[id] = c.said[id] or { what = what, file = (P.declaring_line()) }
end
-- The reason that an adapter gives people, looked at while it is loaded.
local function reason_of(what, id, v)
  local wrong = P.wrong_reason(v)
  if not wrong then return v end
  P.declaration_problem("library.reason", ("%s of %q: %s"):format(what, tostring(id), wrong), id)
  return (P.english(v))
end
-- unsupported { ["id"] = "reason" }, of a step or a kind of things.
function api.unsupported(t)
  local c = loading "unsupported"
  for k, v in next, t do
    if not P.steps[k] and not P.kinds[k] then
      P.declaration_problem("library.unknown-step", ("no vocabulary step or kind %q%s"):format(tostring(k), P.nearest(k, api.merge(P.steps, P.kinds))), k)
    end
    says_beside(c, "unsupported", k)
    c.unsupported[k] = reason_of("unsupported", k, v)
  end
end
-- manual "id" "reason", or manual { ["id"] = "reason" }.
function api.manual(id)
  local c = loading "manual"
  local function say(k, v)
    if not P.steps[k] then
      P.declaration_problem("library.unknown-step", ("no vocabulary step %q%s"):format(tostring(k), P.nearest(k, P.steps)), k)
    end
    says_beside(c, "manual", k)
    c.manual[k] = reason_of("manual", k, v)
  end
  if type(id) == "table" then
    for k, v in next, id do say(k, v) end
    return
  end
  return function(why) say(id, why) end
end
function api.provides(t)
  local c = loading "provides"
  for _, name in ipairs(type(t) == "table" and t or { t }) do
    -- A name of the project's own is no mistake, one letter beside a known one is.
    local near = not P.capabilities[name] and P.nearest(name, P.capabilities) or ""
    if near ~= "" then P.declaration_problem("library.unknown-name", ("no scenario needs %q%s"):format(tostring(name), near), name) end
    c.provides[name] = true
  end
end

-- Names of fields whose values are masked in everything recorded, beside the usual ones.
function api.secret_fields(t)
  local c = loading "secret_fields"
  for _, name in ipairs(t) do c.secret_fields[#c.secret_fields + 1] = tostring(name) end
end

local functions = { "find", "find_many", "marked", "needs", "create", "create_many", "update", "remove", "remove_many", "half_removed", "new_key" }
local entity_fields = { accepts = true, ignores = true, write_only = true, left_out = true, batch = true, stable = true, takes = true, key = true, name = true }
for _, f in ipairs(functions) do entity_fields[f] = true end
local function set_of(values)
  if values == nil then return nil end
  local set = {}
  for _, v in ipairs(values) do set[v] = true end
  return set
end
function api.entity(name)
  return function(t)
    local c = loading "entity"
    if not P.kinds[name] then
      P.declaration_problem("library.unknown-kind", ("no vocabulary kind %q%s"):format(tostring(name), P.nearest(name, P.kinds)), name)
      return
    end
    for k in next, t do
      if not entity_fields[k] then
        P.declaration_problem("library.unknown-name", ("entity %q knows no %q%s"):format(name, tostring(k), P.nearest(k, entity_fields)), name)
      end
    end
    for _, list_name in ipairs { "accepts", "ignores", "write_only" } do
      for _, column in ipairs(t[list_name] or {}) do
        local columns = P.kind(name).columns
        if not columns[column] then
          P.declaration_problem("library.unknown-column", ("kind %q has no column %q%s"):format(name, tostring(column), P.nearest(column, columns)), column)
        end
      end
    end
    for _, kind in ipairs(t.takes or {}) do
      if not P.kinds[kind] then
        P.declaration_problem("library.unknown-kind", ("no vocabulary kind %q%s"):format(tostring(kind), P.nearest(kind, P.kinds)), kind)
      end
    end
    local left_out = t.left_out and reason_of("left_out", name, t.left_out)
    if not t.left_out and not t.find and not t.find_many then
      P.declaration_problem("library.declaration", ("entity %q has no find"):format(name), name)
    end
    local e = { name = name, context = c, accepts = set_of(t.accepts), ignores = set_of(t.ignores), write_only = set_of(t.write_only), left_out = left_out, batch = t.batch, stable = set_of(t.stable) or { id = true }, takes = set_of(t.takes) }
    e.stable.id = true
    e.place = ("%s:%d"):format(P.declaring_line())
    for _, f in ipairs(functions) do e[f] = bound(c, t[f]) end
    c.entities[name] = e
  end
end

-- cleanup "user.put_back" (function(data) ... end).many(function(list_of_data) ... end): several in their order, where one request
-- will do; when it fails each is put back by itself.
function api.cleanup(name)
  return function(f)
    local c = loading "cleanup"
    if c.cleanups[name] then P.declaration_problem("library.twice", ("cleanup %q is defined twice"):format(name), name) end
    local entry = { run = bound(c, f), context = c }
    c.cleanups[name] = entry
    return { many = function(g) entry.many = bound(c, g) end }
  end
end

-- What the site is: version, plug-ins, readable settings; a table of texts.
function api.fingerprint(f) loading("fingerprint").fingerprint = f end
-- A clock that the LMS lets us turn: clock { now = f, advance = f(seconds) }.
function api.clock(t) loading("clock").clock = t end

-- The column that maps a role: its level decides whether it is given with the person or with an enrolment.
function api.role(name)
  local roles = P.current_context().roles
  if type(name) == "table" then name = name.role or name.__key end
  local r = roles and roles[name]
  if not r then
    P.fail("not-applicable", {
      en = ("role '%s' has no counterpart on this LMS"):format(tostring(name)),
      nl = ("de rol '%s' heeft op dit LMS geen tegenhanger"):format(api.word("role", name, "nl")),
    }, { cause = "role" })
  end
  return r
end

-- An entity, body or cleanup: of the context at work first, then the main target's, then any other's.
local function lookup(field, name)
  local c = P.current_context()
  local found = c and c[field][name]
  if found == nil and P.main then found = P.main[field][name] end
  if found == nil then
    for _, other in ipairs(P.contexts) do
      found = other[field][name]
      if found ~= nil then break end
    end
  end
  return found
end
function P.entity(kind)
  local e = lookup("entities", kind)
  if e then return e end
  P.kind(kind)
  local why = lookup("unsupported", kind)
  P.fail("not-applicable", why or {
    en = ("this LMS has no '%s'"):format(kind), nl = ("dit LMS heeft geen '%s'"):format(P.dutch(P.kinds[kind].data, kind)),
  }, { cause = "unsupported" })
end
function P.has_entity(kind) return lookup("entities", kind) end
function P.body(id) return lookup("bodies", id) end
function P.cleanup_of(name) return lookup("cleanups", name) end
function P.context_named(name)
  for _, c in ipairs(P.contexts) do
    if c.name == name then return c end
  end
end

-- For the host: what became of every step and kind.
function P.automation()
  local r = { bodies = {}, manual = {}, unsupported = {}, provides = list {}, roles = {}, secret_fields = list {}, left_out = {} }
  for _, c in ipairs(P.contexts) do
    for id, b in next, c.bodies do r.bodies[id] = r.bodies[id] or b.place end
    for id, why in next, c.manual do r.manual[id] = r.manual[id] or why end
    for id, why in next, c.unsupported do r.unsupported[id] = r.unsupported[id] or why end
    for kind, e in next, c.entities do r.left_out[kind] = r.left_out[kind] or e.left_out end
    for name in next, c.provides do r.provides[#r.provides + 1] = name end
    for _, name in ipairs(c.secret_fields) do r.secret_fields[#r.secret_fields + 1] = name end
  end
  r.has_roles = P.main and P.main.roles ~= nil
  for name, role in next, P.main and P.main.roles or {} do r.roles[name] = type(role) == "table" and role.level or "course" end
  return r
end
