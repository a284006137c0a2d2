-- Failures: why something did not work, on whose behalf, and at which lines of the scripts.
--
-- The files of this folder share one table, P. They alone may use coroutines, pcall and debug; scripts see the names
-- in P.api and nothing else. Every effect is a yield: `call(name, ...)` leaves the coroutine, the host performs it and
-- resumes with `true, values...` or `false, failure`.
P = setmetatable({ api = {} }, { __name = "prelude" })
local P, api = P, P.api
local yield, getinfo = coroutine.yield, debug.getinfo

local Failure = { __name = "failure" }
Failure.__index = Failure
Failure.__tostring = function(f) return f.class .. ": " .. tostring(f.message) end
P.Failure = Failure

function P.is_failure(e) return getmetatable(e) == Failure end
local is_failure = P.is_failure

-- The file of a frame; nil for the prelude and for C.
function P.script_source(info)
  local source = info.source
  if info.currentline <= 0 or source:sub(2, 9) == "prelude/" or source:sub(2) == "library" then return nil end
  return source:sub(2)
end

-- The step body's line first, then the innermost: `steps/faults.lua:4 > adapters/moodle.lua:50`.
function P.where()
  local inner, outer
  for level = 2, 80 do
    local i = getinfo(level, "Sl")
    if not i then break end
    local source = P.script_source(i)
    if source then
      outer = source .. ":" .. i.currentline
      inner = inner or outer
    end
  end
  if inner == outer then return inner or P.body_place end
  return outer .. " > " .. inner
end

-- What people read: a text that is said in every language, or one for each, { en = "...", nl = "..." }.
local languages = { en = true, nl = true }
local function is_in_languages(v) return type(v) == "table" and getmetatable(v) == nil end
-- What is wrong with a reason; nil when nothing is.
function P.wrong_reason(v)
  if type(v) == "string" and v ~= "" then return nil end
  if not is_in_languages(v) then return 'a reason is a text or { en = "...", nl = "..." }' end
  local wrong
  for k, text in next, v do
    if (not languages[k] or type(text) ~= "string" or text == "") and not (wrong and wrong < tostring(k)) then wrong = tostring(k) end
  end
  if wrong and languages[wrong] then return ("what a reason says in %q is no text"):format(wrong) end
  if wrong then return ("a reason is said in en and nl, not in %q"):format(wrong) end
  if v.en == nil then return 'a reason needs its English text, { en = "...", nl = "..." }' end
end
-- Its English, and all of it when there is more than that.
function P.english(v)
  if is_in_languages(v) then return tostring(v.en), v end
  return tostring(v), nil
end
-- What it says in a language that people read.
function P.in_language(v, language)
  local english, all = P.english(v)
  return all and all[language] or english
end

-- Raises a failure. `more`: who, site, exchange, cause, expected, actual, ends_run. The message is English wherever scripts and
-- other messages use it; the host says it to people in their language.
function P.fail(class, message, more)
  local f = more or {}
  local english, said = P.english(message)
  f.class, f.message, f.said = class, english, said or f.said
  if not f.where then f.where = P.where() end
  error(setmetatable(f, Failure), 0)
end
local fail = P.fail

-- Our own use of the vocabulary or the library is wrong: never the fault of the system under test.
function P.fault(message, ...) fail("script", select("#", ...) > 0 and message:format(...) or message, { cause = "script" }) end

-- Asks the host for an effect.
function P.call(name, ...)
  if P.collecting then fail("script", "only what a step would ensure is collected") end
  local ok, a, b, c, d, e, f = yield(name, ...)
  if ok then return a, b, c, d, e, f end
  if type(a) ~= "table" then a = { class = "broken", message = tostring(a) } end
  fail(a.class or "broken", a.message or "?", a)
end

-- For xpcall: whatever was raised becomes a failure with its lines, while the stack still stands.
function P.handler(e)
  if is_failure(e) then
    if not e.where then e.where = P.where() end
    return e
  end
  if type(e) == "table" then return e end
  local message = tostring(e)
  local place, rest = string.match(message, "^([%w_%-%./]+%.lua:%d+): (.*)$")
  if rest then message = rest end
  local where = P.where() or place
  return setmetatable({ class = "script", cause = "script", message = message, where = where }, Failure)
end
local handler = P.handler

-- Raised by scripts. A reason belongs to the person who sent the last request, or to the actor when the actor's own
-- request was refused before in this step; otherwise nobody's right or rule was tested.
local function raised_by()
  local step = P.step
  if not step then return nil end
  if step.last_who == step.acting or step.own_failure then return step.acting end
  return step.last_who
end
local function reason(class)
  return function(message, cause)
    if is_failure(cause) then
      fail(class, tostring(message), { who = cause.who, site = cause.site, exchange = cause.exchange, judged = cause.judged, request = cause.request })
    end
    local step = P.step or {}
    fail(class, tostring(message), { who = raised_by(), site = step.last_site, exchange = step.last_exchange, request = step.last_request })
  end
end
api.refused, api.conflict, api.not_found = reason "refused", reason "conflict", reason "not-found"
function api.invalid(message) fail("invalid", tostring(message)) end
function api.broken(message) fail("broken", tostring(message)) end
local function reason_for_people(v)
  if not is_in_languages(v) then return tostring(v) end
  local wrong = P.wrong_reason(v)
  if wrong then P.fault("%s", wrong) end
  return v
end
function api.not_applicable(why) fail("not-applicable", reason_for_people(why)) end
-- A step of a scenario can be a person's; getting ready for scenarios and cleaning up after them cannot.
function api.not_automated(why)
  why = reason_for_people(why)
  if not P.step then fail("broken", (P.english(why))) end
  fail("unproven", why, { cause = "not-automated" })
end

-- Scripts may raise a failure again, or a sentence.
function api.error(value, _)
  if is_failure(value) then error(value, 0) end
  P.fault("%s", tostring(value))
end
function api.assert(value, message, ...)
  if value then return value, message, ... end
  if is_failure(message) then error(message, 0) end
  P.fault("%s", tostring(message == nil and "assertion failed" or message))
end

local catchable = { refused = true, conflict = true, ["not-found"] = true, invalid = true }

-- try(f, ...) -> its values, or nil and the failure. What says nothing about the system under test goes through:
-- broken, a failed expect, script faults, interruption, the budget.
function api.try(f, ...)
  local r = table.pack(xpcall(f, handler, ...))
  if r[1] then return table.unpack(r, 2, r.n) end
  local e = r[2]
  if is_failure(e) and catchable[e.class] then
    P.note_own_failure(e)
    P.prove(e)
    return nil, e
  end
  error(e, 0)
end

-- Remembers that the actor's own request failed, so that a reason found afterwards still belongs to the actor.
function P.note_own_failure(e)
  local step = P.step
  if step and step.acting and e.who == step.acting then step.own_failure = e end
end

-- f with look-ups done as the functional account: their failures are never an outcome.
function P.looking(f, ...)
  local step = P.step
  if not step then return f(...) end
  step.looking = step.looking + 1
  local who, site, exchange, request = step.last_who, step.last_site, step.last_exchange, step.last_request
  local r = table.pack(xpcall(f, handler, ...))
  step.looking = step.looking - 1
  step.last_who, step.last_site, step.last_exchange, step.last_request = who, site, exchange, request
  if r[1] then return table.unpack(r, 2, r.n) end
  error(r[2], 0)
end
