-- expect and eventually.
local P, api = P, P.api
local call, fail, fault, same, show, is_failure = P.call, P.fail, P.fault, P.same, P.show, P.is_failure

local function wrong(label, expected, actual)
  local shown = show(actual)
  fail("wrong", (label and label .. ": " or "") .. "expected " .. expected .. ", actual " .. shown, {
    expected = expected, actual = shown, cause = "expectation", exchange = P.step and P.step.last_exchange })
end
-- wrong("accepted", "refused: ..."): for a comparison that expect cannot say.
function api.wrong(expected, actual, at, exchange)
  P.counted()
  fail("wrong", ("expected %s, actual %s"):format(tostring(expected), tostring(actual)), {
    expected = tostring(expected), actual = tostring(actual), where = type(at) == "string" and at or nil, exchange = exchange, cause = "expectation" })
end
function P.counted()
  if P.step then P.step.checks = P.step.checks + 1 end
end

local function is_nothing(a)
  return a == nil or a == null or a == "" or (type(a) == "table" and rawget(a, "__key") == nil and next(a) == nil)
end
local function some(e, what)
  if e == nil then fault("%s(nil) compares with nothing; use is_empty() or is_present()", what) end
end
local function listed(a, l, what)
  if type(a) ~= "table" or rawget(a, "__key") then wrong(l, "a list or text to look in (" .. what .. ")", a) end
  return a
end
local function holds(a, e)
  for i = 1, #a do
    if same(a[i], e) then return true end
  end
  return false
end
local function has_text(a, e) return string.find(a, tostring(e), 1, true) ~= nil end

local checks = {}
function checks.equals(a, l, e)
  some(e, "equals")
  if not same(a, e) then wrong(l, show(e), a) end
end
function checks.differs_from(a, l, e)
  some(e, "differs_from")
  if a == nil or same(a, e) then wrong(l, "something else than " .. show(e), a) end
end
function checks.contains(a, l, e)
  some(e, "contains")
  if type(a) == "string" then
    if not has_text(a, e) then wrong(l, "text with " .. show(e), a) end
  elseif not holds(listed(a, l, "contains"), e) then wrong(l, "a list with " .. show(e), a) end
end
-- An absence is only true where something is: nothing at all holds nothing of everything.
function checks.excludes(a, l, e)
  some(e, "excludes")
  if is_nothing(a) then
    fail("broken", (l and l .. ": " or "") .. "there is nothing to look in, so it says nothing that " .. show(e) .. " is absent: use lacks(x, { beside = y })", { cause = "empty" })
  end
  if type(a) == "string" then
    if has_text(a, e) then wrong(l, "text without " .. show(e), a) end
  elseif holds(listed(a, l, "excludes"), e) then wrong(l, "a list without " .. show(e), a) end
end
function checks.lacks(a, l, e, more)
  some(e, "lacks")
  local beside = more and more.beside
  if beside == nil then fault "lacks wants something that must be there: lacks(x, { beside = y })" end
  local found = type(a) == "string" and has_text or holds
  if type(a) ~= "string" then listed(a or list {}, l, "lacks") end
  if not found(a or list {}, beside) then
    fail("broken", (l and l .. ": " or "") .. show(beside) .. " should be there and is not, so it says nothing that " .. show(e) .. " is absent", { cause = "empty" })
  end
  if found(a, e) then wrong(l, "all but " .. show(e), a) end
end
function checks.matches(a, l, e)
  some(e, "matches")
  if type(a) ~= "string" or not call("regex_match", a, e) then wrong(l, "text matching /" .. tostring(e) .. "/", a) end
end
function checks.is_empty(a, l) if not is_nothing(a) then wrong(l, "nothing", a) end end
function checks.is_present(a, l) if is_nothing(a) then wrong(l, "something", a) end end
function checks.at_least(a, l, e)
  some(e, "at_least")
  if type(a) ~= "number" or a ~= a or a < e then wrong(l, "at least " .. show(e), a) end
end
function checks.at_most(a, l, e)
  some(e, "at_most")
  if type(a) ~= "number" or a ~= a or a > e then wrong(l, "at most " .. show(e), a) end
end

local Expectation = { __name = "expectation" }
Expectation.__index = function(t, k)
  local check = checks[k]
  if not check then fault("expect has no check '%s'%s", tostring(k), P.nearest(k, checks)) end
  local actual, label = rawget(t, 1), rawget(t, 2)
  return function(e, more)
    P.counted()
    check(actual, label, e, more)
  end
end
-- expect(actual, "label").equals(expected)
function api.expect(actual, label) return setmetatable({ actual, label and tostring(label) or nil }, Expectation) end

---------------------------------------------------------------- waiting
local function words(seconds)
  if seconds >= 120 and seconds % 60 == 0 then return ("%d minutes"):format(seconds // 60) end
  return ("%g seconds"):format(seconds)
end
local function dutch_words(seconds)
  if seconds >= 120 and seconds % 60 == 0 then return ("%d minuten"):format(seconds // 60) end
  return ("%g seconden"):format(seconds)
end

-- One look: nil when it held, else the failure that may still turn into success. What the looks before it compared is not
-- counted: how many there were hangs on the moment.
local function look(f, counted)
  P.epoch, P.step.checks = P.epoch + 1, counted
  local r = table.pack(xpcall(f, P.handler))
  if r[1] then return nil, r end
  local e = r[2]
  if not is_failure(e) or (e.class ~= "wrong" and e.class ~= "not-found") then error(e, 0) end
  return e
end
local function too_late(e, looks, within)
  e.message = ("%s (looked %d times in %s)"):format(e.message, looks, words(within))
  e.class = "wrong"
  e.cause = e.cause or "expectation"
  error(e, 0)
end

-- What f gives, while nobody else turns the LMS's clock. A step that has the clock already would wait for itself.
local function with_clock(f)
  local step = P.step
  if step.has_clock then return f() end
  call("clock_enter")
  step.has_clock = true
  local ok, result = xpcall(f, P.handler)
  step.has_clock = nil
  call("clock_leave")
  if not ok then error(result, 0) end
  return result
end
-- On an LMS whose clock we turn: to the deadline in a dozen steps, never beyond it.
local function turning(clock, within, f)
  local result = with_clock(function()
    local looks, passed, step, counted = 0, 0, math.min(1, within), P.step.checks
    while true do
      looks = looks + 1
      local e, r = look(f, counted)
      if not e then return r end
      if passed >= within then too_late(e, looks, within) end
      local more = math.min(step, within - passed)
      P.looking(clock.advance, more)
      passed = passed + more
      step = math.max(step * 2, within / 12)
    end
  end)
  return table.unpack(result, 2, result.n)
end
-- in_time(f): what the LMS gives a minute for is done before another scenario that waits turns its clock.
function api.in_time(f)
  local step = P.step
  if not (step.context and step.context.clock) then return f() end
  local result = with_clock(function() return table.pack(f()) end)
  return table.unpack(result, 1, result.n)
end

-- eventually({ within = seconds, every = 0.5 }, f): repeats on a wrong value and on not-found.
function api.eventually(options, f)
  local within = type(options) == "table" and options.within or options
  if type(within) ~= "number" or type(f) ~= "function" then fault "eventually wants { within = seconds } and a function" end
  local step = P.step
  local was = step.eventually
  step.eventually = true
  local clock = step.context and step.context.clock
  local result
  if clock then
    result = table.pack(turning(clock, within, f))
    step.eventually = was
    return table.unpack(result, 1, result.n)
  end
  local every = type(options) == "table" and options.every or 0.5
  local started, looks, counted = call "monotonic", 0, step.checks
  local patience = P.patience
  while true do
    looks = looks + 1
    local began = call "monotonic"
    local e, r = look(f, counted)
    if not e then
      -- A look that began after the deadline proves nothing about it, but the first look always counts.
      if looks > 1 and began - started > within then
        too_late(setmetatable({ class = "wrong", message = "it came only after the deadline", where = P.where() }, P.Failure), looks, within)
      end
      step.eventually = was
      return table.unpack(r, 2, r.n)
    end
    local passed = call "monotonic" - started
    if passed >= within then too_late(e, looks, within) end
    if patience and passed >= patience then
      fail("not-seen", {
        en = ("not seen within %s of %s: %s"):format(words(math.floor(patience)), words(within), e.message),
        nl = ("niet gezien binnen %s van %s: %s"):format(dutch_words(math.floor(patience)), dutch_words(within), e.message),
      }, { cause = "patience", where = e.where })
    end
    local pause = math.min(every, within - passed, patience and math.max(patience - passed, 0.001) or math.huge)
    call("sleep", math.max(pause, 0.001))
    every = math.min(every * 1.5, 5)
  end
end
-- A pause; prefer eventually.
function api.pause(seconds)
  P.asked = nil
  call("sleep", seconds)
end
function P.forbid_in_eventually(what)
  if P.step and P.step.eventually then fault("%s inside eventually would happen once for each look", what) end
end
