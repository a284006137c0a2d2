-- The words of the vocabulary files: data only, kept with the line that said it.
local P, api = P, P.api
local getinfo = debug.getinfo

P.words, P.kinds, P.systems, P.steps, P.humans, P.areas = {}, {}, {}, {}, {}, {}
P.declared = {} -- every declaration in order, for the host: { what, name, file, line, data }

local function line_of()
  for level = 3, 12 do
    local i = getinfo(level, "Sl")
    if not i then break end
    local source = P.script_source(i)
    if source then return source, i.currentline end
  end
  return "?", 0
end
P.declaring_line = line_of

-- A wrong declaration is collected, not raised: one mistake must not hide the next.
local function problem(code, message, file, line, name, hint)
  P.declared[#P.declared + 1] = { what = "problem", code = code, message = message, file = file, line = line, name = name, hint = hint }
end
P.declaration_problem = function(code, message, name, hint)
  local file, line = line_of()
  problem(code, message, file, line, name, hint)
end

local function declare(what, name, data, into)
  local file, line = line_of()
  if type(name) ~= "string" or name == "" then
    problem("library.declaration", what .. " wants a name in quotes", file, line)
    return
  end
  if type(data) ~= "table" then
    problem("library.declaration", ("%s %q wants a table { ... }"):format(what, name), file, line, name)
    return
  end
  local before = into and into[name]
  if before then
    problem("library.twice", ("%s %q is defined twice"):format(what, name), file, line, name, "the other stands at " .. before.file .. ":" .. before.line)
    return
  end
  local d = { what = what, name = name, file = file, line = line, data = data, area = P.area or "" }
  P.declared[#P.declared + 1] = d
  if into then into[name] = d end
end

local function two_part(what, into)
  return function(name)
    return function(data) declare(what, name, data, into) end
  end
end
api.words = two_part("words", P.words)
api.kind = two_part("kind", P.kinds)
api.system = two_part("system", P.systems)
api.step = two_part("step", P.steps)
api.human = two_part("human", nil)
api.seed = two_part("seed", nil)
-- What scenarios can need of an LMS (`@needs:quiz`): `capabilities { "quiz" }`. A project may have names of its own.
P.capabilities = {}
function api.capabilities(names)
  for _, name in ipairs(names) do P.capabilities[name] = true end
end
-- The part of the LMS that the steps of this file belong to: `area "USR"`.
function api.area(name) P.area = name end

-- What the host needs to know of a declaration, without functions.
local function copy(value, depth)
  if type(value) == "function" then return { computed = true } end
  if type(value) ~= "table" or value == null then return value end
  if depth > 6 then return nil end
  local r = {}
  for k, v in next, value do r[k] = copy(v, depth + 1) end
  if P.is_list(value) then r = list(r) end
  return r
end
function P.take_declared()
  local all = list {}
  for i, d in ipairs(P.declared) do
    all[i] = { what = d.what, name = d.name, file = d.file, line = d.line, area = d.area, code = d.code, message = d.message, hint = d.hint, data = copy(d.data, 0) }
  end
  return all
end

-- Kinds and steps as the rest of the prelude uses them.
P.kind_info = {}
function P.kind(name)
  local k = P.kind_info[name]
  if k then return k end
  local d = P.kinds[name]
  if not d then P.fault("there is no kind %q%s", tostring(name), P.nearest(name, P.kinds)) end
  local data = d.data
  local key = data.key
  if type(key) ~= "table" then key = { key or "name" } end
  k = { name = name, key = key, single = #key == 1 and key[1] or nil, relation = data.relation == true, columns = data.columns or {}, defaults = {} }
  for c, column in next, k.columns do
    if column.default ~= nil then k.defaults[#k.defaults + 1] = c end
  end
  table.sort(k.defaults)
  P.kind_info[name] = k
  return k
end

-- What a kind, a column or a word is called in Dutch, one of them; without that its name.
function P.dutch(data, name)
  local nl = data and data.nl
  if type(nl) == "table" then nl = nl[1] end
  return type(nl) == "string" and nl or name
end
-- word("field", "department", "nl"): what a word list calls it, for a sentence that people read; without that the key.
function api.word(list_name, key, language)
  local words = P.words[list_name]
  local word = words and words.data[key]
  local said = type(word) == "table" and word[language]
  if type(said) == "table" then said = said[1] end
  return type(said) == "string" and said or tostring(key)
end

-- `a course`, `an activity`.
function P.a(name) return (string.find(name, "^[aeiouAEIOU]") and "an " or "a ") .. name end

-- ` (did you mean 'expect'?)`, or nothing.
local function distance(a, b)
  local before, row = {}, {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local now = { [0] = i }
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      local d = math.min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (same and 0 or 1))
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then d = math.min(d, before[j - 2] + 1) end
      now[j] = d
    end
    before, row = row, now
  end
  return row[#b]
end
function P.nearest_name(name, names)
  name = tostring(name)
  local best, best_distance
  local sorted = {}
  for candidate in next, names do
    if type(candidate) == "string" then sorted[#sorted + 1] = candidate end
  end
  table.sort(sorted)
  for _, candidate in ipairs(sorted) do
    local d = distance(name:lower(), candidate:lower())
    if d <= math.min(3, math.max(1, #name // 3)) and (not best or d < best_distance) then best, best_distance = candidate, d end
  end
  return best
end
function P.nearest(name, names)
  local best = P.nearest_name(name, names)
  return best and (" (did you mean '" .. best .. "'?)") or ""
end
