-- Things and people: tables that look themselves up at the first use of what the text does not say.
local P, api = P, P.api
local call, fail, fault, is_failure = P.call, P.fail, P.fault, P.is_failure
local rawget, rawset, type, next, xpcall = rawget, rawset, type, next, xpcall

P.epoch = 0
P.things = {}  -- this scenario's things, by place and key
P.alias = {}   -- kind -> name in the text -> key of this scenario's own copy
P.ids = {}     -- place -> key -> stable values; memory holds ids, never state

-- The adapter that keeps things of a kind: of the target at work when it has such things, else of the first that has.
local function home_of(kind)
  local e = P.has_entity(kind)
  return e and e.context or P.current_context()
end
-- What memory is kept under: two systems may each have a course of one name. In words of its own, for the host, too.
function P.place(kind, home)
  home = home or home_of(kind)
  return home and home.name .. " " .. kind or kind
end
local place_of = P.place
function P.place_of_thing(t) return place_of(rawget(t, "__kind"), rawget(t, "__home")) end

-- The key in words: `LGB-01`, `sanne / AVG-01`.
function P.key_text(kind, row)
  local k = P.kind(kind)
  local function part(c)
    local v = rawget(row, c)
    if type(v) == "table" then return rawget(v, "__key") or rawget(v, "handle") or P.show(v) end
    if v == nil or v == "" then fault("a %s needs its %s", kind, c) end
    return tostring(v)
  end
  if k.single then return part(k.single) end
  local parts = {}
  for i, c in ipairs(k.key) do parts[i] = part(c) end
  return table.concat(parts, " / ")
end

local function equal_key(found, wanted)
  if type(found) == "table" and type(wanted) == "table" then
    local a, b = rawget(found, "__key"), rawget(wanted, "__key")
    if a and b then return a == b end
    return found.id ~= nil and tostring(found.id) == tostring(wanted.id)
  end
  if type(wanted) == "table" then return found == rawget(wanted, "__key") or tostring(found) == tostring(wanted.id) end
  if type(found) == "table" then return rawget(found, "__key") == wanted end
  return tostring(found) == tostring(wanted)
end

-- Rule 7: a found thing whose key differs from the wanted key is a script fault.
function P.check_key(kind, wanted, found)
  if type(found) ~= "table" then fault("find of '%s' must give a table of columns or nil, it gave %s", kind, P.show(found)) end
  for _, c in ipairs(P.kind(kind).key) do
    local w, f = rawget(wanted, c), found[c]
    if w ~= nil and not (f ~= nil and equal_key(f, w)) then
      fault("find of '%s' was asked for %s %s and gave %s: the look-up does not look for the key", kind, c, P.show(w), P.show(f))
    end
  end
  return found
end

-- A look-up as the functional account; nil when there is no such thing.
function P.find(kind, row)
  local e = P.entity(kind)
  if not e.find and not e.find_many then fault("entity '%s' has no find", kind) end
  local ok, found = xpcall(P.looking, P.handler, function()
    if e.find then return e.find(row) end
    return e.find_many(list { row })[1]
  end)
  if ok then
    if found == nil or found == null then return nil end
    return P.check_key(kind, row, found)
  end
  if is_failure(found) then
    if found.class == "not-found" then return nil end
    if found.class == "refused" or found.class == "conflict" or found.class == "invalid" then
      fail("broken", ("the look-up of %s %s failed: %s"):format(kind, P.key_text(kind, row), tostring(found)), { where = found.where, exchange = found.exchange, cause = "look-up" })
    end
  end
  error(found, 0)
end

function P.remember_ids(kind, key, found)
  local e = P.has_entity(kind)
  local place = place_of(kind)
  local of_kind = P.ids[place]
  if not of_kind then
    of_kind = {}
    P.ids[place] = of_kind
  end
  local ids = of_kind[key] or {}
  for name in next, e and e.stable or { id = true } do
    if found[name] ~= nil then ids[name] = found[name] end
  end
  of_kind[key] = ids
  return ids
end
function P.forget_ids(kind, key)
  local place = place_of(kind)
  if P.ids[place] then P.ids[place][key] = nil end
  local t = P.things[place] and P.things[place][key]
  if t then rawset(t, "__found", nil) end
end

local function absent(t)
  fail("not-found", ('%s "%s" does not exist on this LMS (seed it, or declare it in the project file)'):format(rawget(t, "__kind"), rawget(t, "__key")), { cause = "absent" })
end
-- f with the adapter at work that keeps the thing.
function P.at_home(t, f, ...)
  local home = rawget(t, "__home")
  if home == nil or home == P.current_context() then return f(...) end
  return P.at_work(home, f, ...)
end
local function look_up(t)
  rawset(t, "__looking", true)
  local ok, e = xpcall(P.find, P.handler, rawget(t, "__kind"), t)
  rawset(t, "__looking", nil)
  if not ok then error(e, 0) end
  local found = e or false
  rawset(t, "__found", found)
  rawset(t, "__epoch", P.epoch)
  if found then P.remember_ids(rawget(t, "__kind"), rawget(t, "__key"), found) end
  return found
end
-- What its LMS says of a thing, read once for each step and each look of `eventually`.
local function read(t)
  local found = rawget(t, "__found")
  if found ~= nil and rawget(t, "__epoch") == P.epoch then return found end
  return P.at_home(t, look_up, t)
end

local Thing = { __name = "thing" }
Thing.__index = function(t, k)
  if type(k) ~= "string" or k:sub(1, 2) == "__" then return nil end
  local kind, key = rawget(t, "__kind"), rawget(t, "__key")
  if k == "handle" or k == "token" or k == "session" then return nil end
  local column = P.kind(kind).columns[k]
  if column and column.write_only then return nil end
  if k == "exists" and not rawget(t, "__looking") then return read(t) ~= false end
  local known = P.ids[P.place_of_thing(t)]
  known = known and known[key]
  if known and known[k] ~= nil then return known[k] end
  -- Of a thing that a sentence names find gets the key and nothing else: another column would be looked up by find again.
  if rawget(t, "__looking") then
    fault("find of '%s' reads the column '%s' of what it is to find, and a sentence gives the key only (%s): look by the key", kind, k, table.concat(P.kind(kind).key, ", "))
  end
  local found = read(t)
  if not found then absent(t) end
  return found[k]
end
Thing.__tostring = function(t) return rawget(t, "__kind") .. ' "' .. rawget(t, "__key") .. '"' end
Thing.__newindex = function(t, k) fault("a thing cannot be changed: %s.%s", tostring(rawget(t, "__kind")), tostring(k)) end
P.Thing = Thing

-- The thing with these columns; one table for each place, key and scenario.
function P.thing(kind, row, home)
  local key = P.key_text(kind, row)
  home = home or home_of(kind)
  local place = place_of(kind, home)
  local of_kind = P.things[place]
  if not of_kind then
    of_kind = {}
    P.things[place] = of_kind
  end
  local t = of_kind[key]
  if not t then
    t = { __kind = kind, __key = key, __home = home }
    for _, c in ipairs(P.kind(kind).key) do t[c] = rawget(row, c) end
    setmetatable(t, Thing)
    of_kind[key] = t
  end
  return t
end

-- A thing by the key a text names; own copies answer to their name in the text.
function P.named(kind, key)
  local k = P.kind(kind)
  if kind == "user" then
    local p = P.person(key)
    if p then return p end
  end
  local own = P.alias[kind] and P.alias[kind][key]
  if own then key = own end
  if k.single then return P.thing(kind, { [k.single] = key }) end
  fault("a %s is named by %s, not by one key", kind, table.concat(k.key, " and "))
end
-- `{activity} of {course}`: a key of several parts, in the order of the kind's key columns.
function P.named_part(kind, keys)
  local k = P.kind(kind)
  local row = {}
  for i, c in ipairs(k.key) do
    local column = k.columns[c]
    row[c] = column and column.ref and P.named(column.ref, keys[i]) or (P.alias[kind] and P.alias[kind][keys[i]] or keys[i])
  end
  return P.thing(kind, row)
end
function api.thing(kind, key)
  if type(key) == "table" then return P.named_part(kind, key) end
  return P.named(kind, key)
end

---------------------------------------------------------------- people
P.declared_people, P.people_order = {}, {} -- from the project file; set once for each state
P.people = {}                              -- this scenario's

-- A person: declared columns are what the project says, everything else is looked up.
local function person_of(handle, columns, role)
  local username = P.alias.user and P.alias.user[handle] or columns.username or handle
  local t = P.thing("user", { username = username }, P.main) -- people of the project are people of the LMS
  for c, v in next, columns do
    if c ~= "username" then rawset(t, c, v) end
  end
  rawset(t, "handle", handle)
  if role and role ~= "" then rawset(t, "role", role) end
  return t
end
function P.person(handle)
  local p = P.people[handle]
  if p then return p end
  local d = P.declared_people[handle]
  if not d then return nil end
  p = person_of(handle, d.columns, d.role)
  P.people[handle] = p
  P.recall(p)
  return p
end
-- A user that the scenario seeds may act; columns of the seed (the password) come along.
function P.seeded_person(name, row)
  local columns = {}
  for c, v in next, row do
    if type(v) ~= "table" and c:sub(1, 2) ~= "__" then columns[c] = v end
  end
  local d = P.declared_people[name]
  if d then columns = api.merge(d.columns, columns) end
  P.people[name] = person_of(name, columns, d and d.role)
end
local function known_people() return api.merge(P.declared_people, P.people) end
function api.person(handle)
  return P.person(handle) or fault("nobody is called '%s' in the project file or the seeds%s", tostring(handle), P.nearest(handle, known_people()))
end
function P.first_with(role)
  for _, handle in ipairs(P.people_order) do
    if P.declared_people[handle].role == role then return P.person(handle) end
  end
  fault("nobody in the project file is a %s", tostring(role))
end
-- Whom neither the project nor a seed knows is made by a step of the scenario (`makes`): `check` takes nobody else.
function P.anybody(handle)
  local p = P.person(handle)
  if not p then
    p = person_of(handle, {})
    P.people[handle] = p
  end
  return p
end
function P.resolve_person(handle, role)
  if handle == nil then return P.first_with(role) end
  local p = P.anybody(handle)
  local own = rawget(p, "role")
  if role and own and own ~= role then fault('"%s" is %s in the project file, not %s', handle, own, role) end
  return p
end
