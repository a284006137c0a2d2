-- What a scenario knows while it waits for a person: written down when its process ends, read by the one that goes on.
local P, api = P, P.api
local fail = P.fail
local rawget, next, type = rawget, next, type

P.lost = {} -- what could not be kept: name -> why; using it ends the step

-- A value that cannot be written down and read back as the same.
local function cannot(why) error({ cannot = why }, 0) end

local encode

local function encode_fields(value, depth)
  local r = {}
  for k, v in next, value do
    if type(k) ~= "string" or k == "$" then cannot "a table with keys other than names" end
    r[k] = encode(v, depth + 1)
  end
  return r
end

local function encode_thing(t, depth)
  local handle = rawget(t, "handle")
  if handle then return { ["$"] = "person", handle = handle } end
  local home, row = rawget(t, "__home"), {}
  for _, c in ipairs(P.kind(rawget(t, "__kind")).key) do row[c] = encode(rawget(t, c), depth + 1) end
  return { ["$"] = "thing", kind = rawget(t, "__kind"), home = home and home.name, row = row }
end

function encode(value, depth)
  local kind = type(value)
  if kind == "boolean" then return value end
  if kind == "string" then return utf8.len(value) and value or cannot "bytes that are no text" end
  if kind == "number" then
    if value ~= value or value == math.huge or value == -math.huge then cannot "not a number" end
    -- Whole numbers and fractions are two things in Lua, and one in JSON.
    return math.type(value) == "integer" and value or { ["$"] = "float", value = ("%.17g"):format(value) }
  end
  if value == null then return { ["$"] = "null" } end
  if kind ~= "table" then cannot("a " .. kind) end
  if depth > 20 then cannot "a table that is too deep" end
  if rawget(value, "__account") then return { ["$"] = "account", handle = value.handle } end
  if rawget(value, "__key") and rawget(value, "__kind") then return encode_thing(value, depth) end
  local is_list = P.is_list(value)
  if getmetatable(value) ~= nil and not is_list then cannot "something that lives in one process only" end
  local n = #value
  if is_list or n > 0 then
    local items = list {}
    for k in next, value do
      if math.type(k) ~= "integer" or k < 1 or k > n then cannot "a list with holes or names" end
    end
    for i = 1, n do items[i] = encode(value[i], depth + 1) end
    return { ["$"] = is_list and "list" or "array", items = items }
  end
  return encode_fields(value, depth)
end

local decode
local function decode_row(fields)
  local row = {}
  for k, v in next, fields do row[k] = decode(v) end
  return row
end

function decode(value)
  if type(value) ~= "table" then return value end
  local what = value["$"]
  if what == nil then return decode_row(value) end
  if what == "null" then return null end
  if what == "float" then return tonumber(value.value) + 0.0 end
  if what == "person" then return P.anybody(value.handle) end
  if what == "thing" then
    local home = value.home and P.context_named(value.home)
    if value.home and not home then cannot("the project has no target '" .. value.home .. "' any more") end
    return P.thing(value.kind, decode_row(value.row), home)
  end
  if what == "account" then
    for _, c in ipairs(P.contexts) do
      for _, a in ipairs(c.accounts) do
        if a.handle == value.handle then return a end
      end
    end
    cannot("there is no account '" .. value.handle .. "' any more")
  end
  local items = what == "list" and list {} or {}
  for i, v in ipairs(value.items) do items[i] = decode(v) end
  return items
end

-- f(...) or nil and why not.
local function attempted(f, ...)
  local ok, result = xpcall(f, function(e) return type(e) == "table" and e.cannot and e or { cannot = tostring(e) } end, ...)
  if ok then return result end
  return nil, result.cannot
end

-- The outcome of an attempt without what only its adapter has.
local function encode_outcome(o)
  local r = { class = o.class, message = o.message, where = o.where, hidden = o.hidden, id = o.id, judged = o.judged, text = o.text, n = o.n }
  if o.watch then r.before = { value = encode(o.before, 0) } end
  r.args = {}
  for i = 1, o.n do
    if o.args[i] ~= nil then r.args["a" .. i] = encode(o.args[i], 0) end
  end
  return r
end

-- For the host: what the next process needs. A value that cannot be kept stands in `lost` with the reason.
function P.keep()
  local kept = { world = {}, lost = {}, alias = P.alias, ids = {}, unjudged = list(P.unjudged), ledger = list {} }
  for name, value in next, P.world_values do
    local encoded, why = attempted(encode, value, 0)
    if why then kept.lost["world." .. tostring(name)] = why else kept.world[name] = encoded end
  end
  if P.outcome then
    local encoded, why = attempted(encode_outcome, P.outcome)
    if why then kept.lost["outcome()"] = why else kept.outcome = encoded end
  end
  for place, of_kind in next, P.ids do
    local ids = {}
    for key, known in next, of_kind do ids[key] = attempted(encode, known, 0) end
    kept.ids[place] = ids
  end
  for i, entry in ipairs(P.made) do kept.ledger[i] = entry.ledger end
  for name, why in next, P.lost do kept.lost[name] = why end
  return kept
end

-- The scenario goes on in this process. `seeded`: users that its seeds made, as { name, row }, with what the ledger never
-- holds, for people among them act.
function P.restore(kept, seeded)
  P.lost, P.touched = {}, true
  for name, why in next, kept.lost or {} do P.lost[name] = why end
  for kind, names in next, kept.alias or {} do
    P.alias[kind] = {}
    for name, real in next, names do P.alias[kind][name] = real end
  end
  for _, row in ipairs(seeded) do
    local name = row.username
    row.username = P.alias.user and P.alias.user[name] or name
    P.seeded_person(name, row)
  end
  for place, of_kind in next, kept.ids or {} do
    P.ids[place] = P.ids[place] or {}
    for key, known in next, of_kind do P.ids[place][key] = decode(known) end
  end
  for name, value in next, kept.world or {} do
    local decoded, why = attempted(decode, value)
    if why then P.lost["world." .. name] = why else P.world_values[name] = decoded end
  end
  for i, text in ipairs(kept.unjudged or {}) do P.unjudged[i] = text end
  local o = kept.outcome
  if not o then return end
  local restored, why = attempted(function()
    local args = {}
    for i = 1, o.n do args[i] = decode(o.args["a" .. i]) end
    local body = P.body(o.id)
    local watch = o.before and body and body.watch or nil
    if o.before and not watch then cannot "the adapter no longer says what the attempt could have changed" end
    return {
      class = o.class, message = o.message, where = o.where, hidden = o.hidden, id = o.id, judged = o.judged, text = o.text,
      n = o.n, args = args, watch = watch, before = o.before and decode(o.before.value),
    }
  end)
  if why then P.lost["outcome()"] = why else P.outcome = restored end
end

-- Ends a step that needs what an earlier process could not hand on: it is never guessed.
function P.must_be_kept(name)
  local why = P.lost[name]
  if why then
    fail("broken", ("%s was set before the scenario waited for a person, and could not be kept: %s"):format(name, why), { cause = "not-kept" })
  end
end
