-- Rows as the adapter gets them, and making things: everything made is in the ledger before its request leaves.
local P = P
local call, fail, fault, is_failure = P.call, P.fail, P.fault, P.is_failure
local rawget, next, type = rawget, next, type

P.made = {}   -- what this scenario must remove, oldest first
P.making = {} -- what a request is on its way for; a step that is interrupted never comes back to tell

---------------------------------------------------------------- rows
local function typed(kind, c, column, v)
  if type(v) ~= "string" then return v end
  local t = column.type
  if column.ref then
    if column.ref == "user" then return P.person(v) or P.named("user", v) end
    return P.named(column.ref, v)
  end
  if t == "bool" then
    if v == "true" or v == "1" then return true end
    if v == "false" or v == "0" or v == "" then return false end
    fault("column '%s' of %s wants yes or no, it has %s", c, kind, P.show(v))
  elseif t == "int" or t == "number" then
    local n = tonumber(v)
    if t == "int" then n = n and math.tointeger(n) end
    if not n then fault("column '%s' of %s wants a number, it has %s", c, kind, P.show(v)) end
    return n
  end
  return v
end

-- A row as the adapter gets it: things for references, typed values, defaults, without what the LMS has no place for.
local function accept(kind, row)
  local e, k = P.entity(kind), P.kind(kind)
  local out = {}
  for c, v in next, row do
    if c:sub(1, 2) ~= "__" and v ~= nil then
      local column = k.columns[c]
      if not column then fault("'%s' has no column '%s'%s", kind, c, P.nearest(c, k.columns)) end
      local value = typed(kind, c, column, v)
      if e.accepts and not e.accepts[c] then
        if e.ignores and e.ignores[c] then
          P.note {
            en = ("%s: column '%s' left out on this LMS"):format(kind, c),
            nl = ("%s: de kolom '%s' is op dit LMS weggelaten"):format(P.dutch(P.kinds[kind].data, kind), P.dutch(column, c)),
          }
        elseif not (type(column.default) ~= "function" and P.same(value, column.default)) then
          fail("not-applicable", {
            en = ("this LMS cannot hold '%s' of a %s"):format(c, kind),
            nl = ("dit LMS heeft geen plaats voor '%s' van een %s"):format(P.dutch(column, c), P.dutch(P.kinds[kind].data, kind)),
          }, { cause = "unsupported" })
        end
      else
        out[c] = value
      end
    end
  end
  for _, c in ipairs(k.defaults) do
    if out[c] == nil and (not e.accepts or e.accepts[c]) then
      local default = k.columns[c].default
      if type(default) == "function" then default = default(out) end
      out[c] = typed(kind, c, k.columns[c], default)
    end
  end
  return out
end
P.accept = accept

-- Plain values for the ledger: references by key, their ids beside, nothing write-only.
local function ledger_data(kind, row, made)
  local k = P.kind(kind)
  local data, ids = {}, {}
  for c, v in next, row do
    local column = k.columns[c]
    if column and not column.write_only then
      if type(v) == "table" and rawget(v, "__key") then
        data[c] = rawget(v, "__key")
        local known = P.ids[P.place_of_thing(v)]
        known = known and known[rawget(v, "__key")]
        if known and known.id ~= nil then ids[c] = known.id end
      else
        data[c] = P.plain(v)
      end
    end
  end
  local e = P.has_entity(kind)
  for name in next, e and e.stable or { id = true } do
    if type(made) == "table" and made[name] ~= nil then data["@" .. name] = P.plain(made[name]) end
  end
  if next(ids) then data["@refs"] = ids end
  return data
end

local function refers_to_own(kind, row)
  for c, column in next, P.kind(kind).columns do
    local v = column.ref and row[c]
    if type(v) == "table" then
      local own = P.alias[column.ref]
      if own then
        for _, real in next, own do
          if real == rawget(v, "__key") then return true end
        end
      end
      if rawget(v, "__own") then return true end
    end
  end
  return false
end
local function lifetime(kind, row, scope)
  if P.kind(kind).relation or scope == "scenario" or refers_to_own(kind, row) then return P.scenario and "scenario" or "campaign" end
  return "campaign"
end

-- What this scenario made in this process, as an entry of the ledger; nil for anything else.
local function made_here(kind, key)
  for i = #P.made, 1, -1 do
    local entry = P.made[i]
    if entry.kind == kind and entry.key == key and entry.made then return entry end
  end
end
-- The own copy that a row belongs to and goes with: its adapter says that removing the one takes the other along.
local function belongs_to(kind, row)
  for c, column in next, P.kind(kind).columns do
    local t = column.ref and row[c]
    local key = type(t) == "table" and rawget(t, "__key")
    local e = key and P.has_entity(column.ref)
    if e and e.takes and e.takes[kind] then
      local entry = made_here(column.ref, key)
      if entry then return entry end
    end
  end
end
P.belongs_to = belongs_to
function P.made_already(kind, row) return made_here(kind, P.key_text(kind, row)) ~= nil end

---------------------------------------------------------------- making
local function must_not_write(kind, key)
  if P.safe then fail("broken", ("@safe: %s %s does not exist or differs, and nothing may be made or changed"):format(kind, key), { cause = "safe" }) end
end

-- What must be there first. It is in the ledger before the thing itself, so it goes later, and stays until `clean`, so that
-- no scenario takes it from another.
local function make_needed(e, row)
  if not e.needs then return end
  local scenario = P.scenario
  P.scenario = nil
  local ok, f = xpcall(e.needs, P.handler, row)
  P.scenario = scenario
  if not ok then error(f, 0) end
end

-- Whether an LMS that said no has the thing all the same. When it cannot be asked, it may have.
local function is_there_all_the_same(kind, row)
  local e = P.entity(kind)
  if not e.find and not e.find_many then return false end
  local ok, found = xpcall(P.find, P.handler, kind, row)
  return not ok or found ~= nil
end

local says_no = { refused = true, conflict = true, invalid = true, ["not-found"] = true, ["not-applicable"] = true }
-- Whether there is nothing for us to remove after a request that failed: what was there before is somebody else's, whatever
-- the LMS says; nothing was sent; or it is not there.
local function came_to_nothing(f, kind, row, was_there, has_sent)
  if was_there then return true end
  if not is_failure(f) then return false end
  if f.unsent then return true end
  return says_no[f.class] and (not has_sent or not is_there_all_the_same(kind, row)) or false
end

-- Commits the intent, makes, settles. Whether a request that failed may have arrived decides what the ledger keeps.
local function make_one(kind, row, scope, by, was_there)
  local e = P.entity(kind)
  if not e.create and not e.create_many then
    fail("unproven", {
      en = ("this adapter makes no %s"):format(kind), nl = ("deze adapter maakt geen %s aan"):format(P.dutch(P.kinds[kind].data, kind)),
    }, { cause = "not-automated" })
  end
  local key = P.key_text(kind, row)
  must_not_write(kind, key)
  make_needed(e, row)
  local life = lifetime(kind, row, scope)
  local target = e.context.name
  local id = call("ledger_intend", target, kind, key, ledger_data(kind, row), life)
  local entry = { ledger = id, target = target, kind = kind, key = key, row = row }
  if life == "scenario" then P.making[#P.making + 1] = entry end
  local sent = call "count"
  local ok, made = xpcall(function()
    if e.create then return e.create(row, by) end
    return (e.create_many(list { row }) or {})[1]
  end, P.handler)
  if life == "scenario" then P.making[#P.making] = nil end
  if not ok then
    local f = made
    if came_to_nothing(f, kind, row, was_there, (call "count") > sent) then
      call("ledger_settle", id, "abandoned")
    else -- it may be there, or is
      if is_failure(f) and says_no[f.class] then P.note(("the LMS said no (%s) and has %s %s all the same: it will be removed"):format(f.message, kind, key)) end
      if life == "scenario" then P.made[#P.made + 1] = entry end
    end
    error(f, 0)
  end
  local found = type(made) == "table" and made or {}
  if was_there and found.id == nil then
    -- Two of one name: without its number the new one could not be told from the one that is somebody else's.
    call("ledger_settle", id, "abandoned")
    P.note(("%s %s was there before; whatever was made beside it stays, for the adapter does not give its id"):format(kind, key))
    return P.thing(kind, row)
  end
  P.remember_ids(kind, key, found)
  entry.made = found
  if life == "scenario" then P.made[#P.made + 1] = entry end
  call("ledger_settle", id, "made", ledger_data(kind, row, found))
  return P.thing(kind, row)
end

-- What became of one row of a batch that the LMS did not take, as its ledger says from now on: true when there is nothing of
-- it. Nil and why when nobody can tell: then it may be there.
local function settle_after_no(entry, has_sent)
  local is_there = false
  if has_sent then
    local ok, found = xpcall(P.find, P.handler, entry.kind, entry.row)
    if not ok then return nil, found end
    is_there = found ~= nil
  end
  if is_there then call("ledger_settle", entry.ledger, "made", ledger_data(entry.kind, entry.row))
  else call("ledger_settle", entry.ledger, "abandoned") end
  return not is_there
end

-- In bulk as far as the adapter can; a batch that fails is repeated one by one, so that the row has a name. `ahead`: rows of
-- the steps that come next, as { row }, which go along; `note_made` is told of each that was made, and nil when they were not
-- taken. One that was not made is tried again, and told, in its own step.
local function make_many(kind, rows, scope, ahead, note_made)
  local e = P.entity(kind)
  ahead = ahead or {}
  if #rows + #ahead == 1 or not e.create_many then
    for i = 1, #rows do make_one(kind, rows[i], scope) end
    return
  end
  local all = list {}
  for _, row in ipairs(rows) do all[#all + 1] = row end
  for _, one in ipairs(ahead) do all[#all + 1] = one.row end
  local size = e.batch or 50
  for from = 1, #all, size do
    local part, entries = list {}, list {}
    for i = from, math.min(from + size - 1, #all) do
      local row = all[i]
      local key = P.key_text(kind, row)
      must_not_write(kind, key)
      make_needed(e, row)
      part[#part + 1] = row
      entries[#entries + 1] = { kind = kind, key = key, data = ledger_data(kind, row), lifetime = lifetime(kind, row, scope) }
    end
    local target = e.context.name
    local ids = call("ledger_intend_many", target, entries)
    local ours, before = {}, #P.making
    for i, row in ipairs(part) do
      ours[i] = { ledger = ids[i], target = target, kind = kind, key = entries[i].key, row = row }
      if entries[i].lifetime == "scenario" then P.making[#P.making + 1] = ours[i] end
    end
    local function keep(i)
      if entries[i].lifetime == "scenario" then P.made[#P.made + 1] = ours[i] end
    end
    local function neighbour(i) return ahead[from + i - 1 - #rows] end
    local sent = call "count"
    local ok, made = xpcall(e.create_many, P.handler, part)
    for i = #P.making, before + 1, -1 do P.making[i] = nil end
    if ok then
      for i, row in ipairs(part) do
        local found = type(made) == "table" and type(made[i]) == "table" and made[i] or {}
        P.remember_ids(kind, entries[i].key, found)
        ours[i].made = found
        keep(i)
        call("ledger_settle", ids[i], "made", ledger_data(kind, row, found))
        if neighbour(i) then note_made(neighbour(i)) end
      end
    elseif is_failure(made) and (made.class == "invalid" or made.class == "conflict" or made.class == "not-found"
      or neighbour(#part) and (says_no[made.class] or made.class == "script")) then
      -- With rows of other steps among them the reason may be theirs.
      local has_sent, again, trouble = (call "count") > sent, list {}, nil
      if note_made then note_made(nil) end
      for i, row in ipairs(part) do
        local is_nothing, why = settle_after_no(ours[i], has_sent)
        if not is_nothing then keep(i) end
        if not neighbour(i) then
          if is_nothing then again[#again + 1] = row end
          trouble = trouble or why
        end
      end
      if trouble then error(trouble, 0) end
      for _, row in ipairs(again) do make_one(kind, row, scope) end
    else
      for i in ipairs(part) do keep(i) end -- they may be there
      error(made, 0)
    end
  end
end

P.typed, P.ledger_data, P.refers_to_own, P.must_not_write = typed, ledger_data, refers_to_own, must_not_write
P.make_one, P.make_many = make_one, make_many
