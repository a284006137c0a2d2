-- Running steps: attempts, outcomes and the rules against passing wrongly.
local P, api = P, P.api
local call, fail, fault, handler, is_failure = P.call, P.fail, P.fault, P.handler, P.is_failure
local rawget, type, next, select = rawget, type, next, select

P.notes = {}

---------------------------------------------------------------- between steps
local world_values = {}
P.world_values = world_values
api.world = setmetatable({}, {
  __index = function(_, k)
    local v = world_values[k]
    if v == nil then P.must_be_kept("world." .. tostring(k)) end
    if v == nil then fault("no step set world.%s%s", tostring(k), P.nearest(k, world_values)) end
    return v
  end,
  __newindex = function(_, k, v)
    P.lost["world." .. tostring(k)] = nil
    world_values[k] = v
  end,
  __metatable = false,
})
-- world_has "profile": whether an earlier step set it.
function api.world_has(k)
  if world_values[k] == nil then P.must_be_kept("world." .. tostring(k)) end
  return world_values[k] ~= nil
end

-- Before a scenario (or outside of any: people, clean-up).
function P.reset(scenario, safe, patience)
  P.scenario, P.safe, P.patience = scenario, safe, patience
  for k in next, world_values do world_values[k] = nil end
  P.things, P.people, P.alias, P.ids, P.made, P.sessions = {}, {}, {}, {}, {}, {}
  P.making, P.has_waited, P.working, P.foreseen, P.upcoming, P.collecting = {}, false, nil, {}, {}, nil
  P.touched, P.claiming = false, false
  P.lost = {}
  P.outcome, P.unjudged, P.step, P.asked, P.notes, P.epoch = nil, {}, nil, nil, {}, P.epoch + 1
  P.body_place, P.context = nil, nil
end

---------------------------------------------------------------- arguments
-- Whether the step at work says of a column that what it names need not be seeded or declared.
local function may_lack(column)
  local definition = P.step and P.steps[P.step.id]
  for _, name in ipairs(definition and definition.data.absent or {}) do
    if name == column then return true end
  end
  return false
end
-- A cell of a typed column is a thing. People whom nobody declares are looked for by their user name where the step allows it.
local function resolve_cell(column, v)
  if type(v) ~= "table" then return v end
  if v[1] == "person" and may_lack(column) then return P.named("user", v[2]) end
  return P.resolve(v)
end
local function resolve(a)
  if type(a) ~= "table" then return a end
  local what = a[1]
  if what == "person" then return P.resolve_person(a[2] ~= "" and a[2] or nil, a[3] ~= "" and a[3] or nil) end
  if what == "thing" then return P.named(a[2], a[3]) end
  if what == "part" then return P.named_part(a[2], a[3]) end
  if what == "none" then return nil end
  if what == "rows" then -- a step's table
    local rows = list {}
    for i, cells in ipairs(a[2]) do
      local row = {}
      for c, v in next, cells do row[c] = resolve_cell(c, v) end
      rows[i] = row
    end
    return rows
  end
  return a
end
P.resolve = resolve

---------------------------------------------------------------- outcomes
-- What the last attempt came to: class, message, hidden; judged from now on.
function api.outcome()
  local o = P.outcome
  if not o then P.must_be_kept "outcome()" end
  if not o then fault "no step of this scenario tried anything yet" end
  o.judged = true
  return o
end
function api.nothing_changed()
  local o = api.outcome()
  P.counted()
  if not o.watch then
    fail("unproven", {
      en = ("the adapter does not say what '%s' could have changed"):format(o.id),
      nl = ("de adapter zegt niet wat '%s' had kunnen veranderen"):format(o.id),
    }, { cause = "not-automated" })
  end
  local after = P.looking(o.watch, table.unpack(o.args, 1, o.n))
  if after == nil then fail("broken", ("what '%s' watches gave nothing to compare"):format(o.id), { cause = "script" }) end
  if not P.same(o.before, P.snapshot(after)) then
    fail("wrong", ("something has changed: before %s, after %s"):format(P.show(o.before), P.show(after)), {
      expected = P.show(o.before), actual = P.show(after), cause = "expectation" })
  end
end
-- A value of its own, so that a body cannot change what was seen.
function P.snapshot(v)
  if type(v) ~= "table" then return v end
  return P.plain(v) or {}
end

-- The words for an argument of the attempt that the functional account does not find at this moment; nil when all are.
function P.missing_argument()
  local step = P.step
  for i = 1, step and step.n or 0 do
    local a = step.args[i]
    if type(a) == "table" and rawget(a, "__key") then
      if not P.at_home(a, P.find, rawget(a, "__kind"), a) then return rawget(a, "__kind") .. ' "' .. rawget(a, "__key") .. '"' end
    end
  end
end

-- What somebody does is done with that person's own rights: a body that worked with another account shows nothing of them.
-- `by_account` is for what nobody can do over the LMS's own way in; no outcome of an attempt rests on it.
local function must_have_acted(step, body, is_attempt)
  if not step.acting or step.sent_as_actor or step.already or step.requests == 0 and not step.ensured then return end
  if body.by_account and not is_attempt then
    P.note(("the account did it for %s: %s"):format(P.name_of(step.acting), body.by_account))
    return
  end
  fail("broken", ("nothing was sent as %s: the body worked for that person with another account"):format(P.name_of(step.acting)), {
    cause = "not-the-actor", where = body.place })
end

local outcomes = { refused = true, conflict = true, ["not-found"] = true, invalid = true }

-- Rule 4: only a failure of the actor's own request is an outcome.
local function attempt(body, step)
  local watch = body.watch
  local before
  if watch then
    before = P.snapshot(P.looking(watch, table.unpack(step.args, 1, step.n)))
    if before == nil then fail("broken", ("what '%s' watches gave nothing to compare"):format(step.id), { cause = "script" }) end
  end
  if not step.acting then fault("'%s' has an attempt wording but no {actor}", step.id) end
  local ok, e = xpcall(body.run, handler, table.unpack(step.args, 1, step.n))
  local o
  if ok then
    must_have_acted(step, body, true)
    o = { class = "accepted", message = "" }
    if step.own_failure then P.note("on the way an own request failed: " .. tostring(step.own_failure)) end
  elseif is_failure(e) and outcomes[e.class] then
    if e.who ~= step.acting then
      fail("broken", ("not the actor's own request failed but one of %s: %s (a no that the body says is of whoever asked last: say it before another account asks)"):format(
        e.who and P.name_of(e.who) or "nobody", tostring(e)), { where = e.where, exchange = e.exchange, cause = "helper" })
    end
    if e.judged and not P.steps[step.id].data.signs_in then
      fail("unproven", {
        en = ("signing in '%s' anew was refused, which says nothing of what was to be tried then (%s)"):format(P.name_of(step.acting), e.message),
        nl = ("'%s' opnieuw aanmelden werd geweigerd, wat niets zegt over wat daarna te proberen was (%s)"):format(P.name_of(step.acting), e.message),
      }, { where = e.where, exchange = e.exchange, cause = "no-control" })
    end
    P.prove(e)
    if e.class == "not-found" then P.check_path(e) end
    o = { class = e.class, message = e.message, where = e.where, exchange = e.exchange }
    if e.class == "not-found" then o.hidden = P.missing_argument() == nil end
  else
    error(e, 0)
  end
  o.id, o.judged, o.text = step.id, false, step.text
  o.watch, o.before, o.args, o.n = watch, before, step.args, step.n
  if P.outcome and not P.outcome.judged then P.unjudged[#P.unjudged + 1] = P.outcome.text end
  P.outcome, P.lost["outcome()"] = o, nil
  step.attempt = o.class
  P.note(o.class == "accepted" and "outcome: accepted" or ("outcome: " .. o.class .. (o.hidden and " (hidden: it is there)" or "") .. ", " .. tostring(o.message)))
end

-- already "reason": this state holds without a request.
function api.already(why)
  if P.step then P.step.already = tostring(why) end
  P.note("already so: " .. tostring(why))
end

---------------------------------------------------------------- results
local function new_step(id, text, acting)
  local step = { id = id, text = text, requests = 0, checks = 0, looking = 0, notes = {}, attachments = {}, acting = acting, n = 0, args = {} }
  P.step = step
  P.epoch = P.epoch + 1
  return step
end

-- A step that is only looked at: its adapter is at work, nothing is counted.
function P.begin_step(id, text, body)
  new_step(id, text, nil).context = body.context
end

local function plain_failure(e)
  return {
    class = e.class, message = tostring(e.message), said = e.said, where = e.where, exchange = e.exchange, cause = e.cause, expected = e.expected, actual = e.actual,
    ends_run = e.ends_run and true or nil, sign_in = e.sign_in, who = e.who and P.name_of(e.who) or nil,
  }
end
-- true, checks when nothing is to be said; else a table.
local function result(ok, e, step)
  P.step = nil
  if ok and #step.notes == 0 and #step.attachments == 0 then return true, step.checks end
  local r = { checks = step.checks, attempt = step.attempt, notes = #step.notes > 0 and list(step.notes) or nil, attachments = #step.attachments > 0 and list(step.attachments) or nil }
  if not ok then r.failure = plain_failure(is_failure(e) and e or handler(e)) end
  return false, r
end

local function run_body(id, kind, is_attempt, step, body)
  if is_attempt then attempt(body, step)
  else body.run(table.unpack(step.args, 1, step.n)) end
  if kind == "action" and not is_attempt then must_have_acted(step, body, false) end
  -- Rule 10: a check that compared nothing, an action that sent nothing.
  if kind == "check" then
    if step.checks == 0 then fail("broken", "this check compared nothing (no expect was evaluated)", { cause = "no-check", where = body.place }) end
  elseif (kind == "action" or kind == "state") and step.requests == 0 and not step.ensured and not step.already then
    if not (P.outcome and is_attempt and P.outcome.class ~= "accepted") then
      fail("broken", "this step sent no request and did nothing", { cause = "no-request", where = body.place })
    end
  end
end

-- Runs the body of a matched step. `acting`: index of the actor among the arguments, 0 for none.
function P.run(id, text, kind, is_attempt, acting, changes, ...)
  local step = new_step(id, text, nil)
  if kind ~= "state" then
    if next(P.foreseen) then P.foreseen, P.upcoming = {}, {} end
    P.touched = true
  end
  local n = select("#", ...)
  local raw = { ... }
  -- What the step changes is no longer what was ensured.
  local function drop_changed()
    for _, i in ipairs(changes) do
      local a = step.args[i]
      if type(a) == "table" and rawget(a, "__key") then call("ensured_drop", P.place_of_thing(a), rawget(a, "__key")) end
    end
  end
  local ok, e = xpcall(function()
    local body = P.body(id)
    if not body then
      fail("unproven", {
        en = "the adapter has no code for this step", nl = "de adapter heeft geen code voor deze stap",
      }, { cause = "not-automated" })
    end
    P.body_place = body.place
    step.context = body.context
    step.n = n
    for i = 1, n do step.args[i] = resolve(raw[i]) end
    if acting > 0 then step.acting = step.args[acting] end
    if kind ~= "state" then drop_changed() end
    run_body(id, kind, is_attempt, step, body)
  end, handler)
  -- A state that was not merely ensured may have brought more with it.
  if not step.ensured then
    P.touched = true
    drop_changed()
  end
  return result(ok, e, step)
end

function P.run_seed(text, kind, is_new, rows)
  local step = new_step("seed", text, nil)
  step.context = P.main
  local ok, e = xpcall(P.seed, handler, kind, is_new, rows)
  return result(ok, e, step)
end

-- After the last step: attempts that nothing judged (rule 5).
function P.conclude()
  if P.outcome and not P.outcome.judged then P.unjudged[#P.unjudged + 1] = P.outcome.text end
  return list(P.unjudged)
end

-- Anything outside of a scenario's steps: people, probes, doctor, fingerprint, clean-up.
function P.aside(name, ...)
  P.step = nil
  local r = table.pack(xpcall(P[name], handler, ...))
  if r[1] then return true, table.unpack(r, 2, r.n) end
  return false, plain_failure(is_failure(r[2]) and r[2] or handler(r[2]))
end
function P.sign_in_again(handle)
  for _, c in ipairs(P.contexts) do
    for _, a in ipairs(c.accounts) do
      if a.handle == handle and c.target then
        local _ = c.target:as(a).session
        return true
      end
    end
  end
  return true
end
-- Signs a person in over the default session of the main target, anew, and looks whether the LMS still knows of the role that
-- people of this kind have on the whole site.
function P.sign_in_person(handle)
  if not P.main.target then return true end
  local person = api.person(handle)
  P.main.target:sign_in(person)
  local given = P.site_role(person)
  if given and not P.find("role assign", P.accept("role assign", given)) then
    fail("broken", ("signs in, but the LMS does not give this person the role '%s' (lmsaccept seed does)"):format(given.role), { cause = "role" })
  end
  return true
end
function P.read_fingerprint()
  local f = P.main and P.main.fingerprint
  if not f then return {} end
  local value = f()
  return type(value) == "table" and P.plain(value) or { value = tostring(value) }
end
function P.set_people(people)
  P.declared_people, P.people_order = {}, {}
  for i, p in ipairs(people) do
    P.declared_people[p.handle] = p
    P.people_order[i] = p.handle
  end
end
function P.set_adopted(names)
  P.adopted = {}
  for _, n in ipairs(names) do P.adopted[n] = true end
end
