-- Removing what was made, newest first, as the tool's own account.
local P, api = P, P.api
local call, fail, is_failure = P.call, P.fail, P.is_failure
local next, type, rawget = next, type, rawget

local function differing_id(kind, found, data)
  local id = data["@id"]
  if id ~= nil and found.id ~= nil and tostring(found.id) ~= tostring(id) then return true end
  for c, wanted in next, data["@refs"] or {} do
    local v = found[c]
    local there = type(v) == "table" and v.id
    if there and tostring(there) ~= tostring(wanted) then return true end
  end
  return false
end

-- nil unless it is what was asked for.
local function of_key(kind, found, row)
  for _, c in ipairs(P.kind(kind).key) do
    if found and found[c] ~= row[c] then return nil end
  end
  return found
end

-- A thing of this process is removed by what is known of it; one of another process is found and compared first.
local function remove_thing(entry)
  local e = P.entity(entry.kind)
  if not e.remove then fail("broken", ("this adapter cannot remove a %s"):format(entry.kind)) end
  local found
  if entry.row and entry.made and (entry.made.id ~= nil or P.kind(entry.kind).relation) then
    found = api.merge(entry.row, entry.made)
  else
    local row = entry.row or entry.wanted
    found = P.find(entry.kind, row)
    if not found and entry.unsure and not P.has_waited then
      -- Its request may have been on the way when we stopped listening; an LMS goes on with it all the same.
      call("sleep", 1)
      P.has_waited = true
      found = P.find(entry.kind, row)
    end
    -- Where removing takes two requests, an end between them leaves what `find` no longer sees.
    if not found and e.half_removed then found = of_key(entry.kind, e.half_removed(row), row) end
    if not found then return "gone" end
    if entry.data and differing_id(entry.kind, found, entry.data) then return "gone", "another one stands in its place" end
    for _, c in ipairs(P.kind(entry.kind).key) do
      if found[c] == nil then found[c] = row[c] end
    end
  end
  local ok, e2 = xpcall(e.remove, P.handler, found)
  if not ok then
    if is_failure(e2) and e2.class == "not-found" then return "gone" end
    error(e2, 0)
  end
  P.forget_ids(entry.kind, entry.key)
  return "removed"
end

local function put_back(entry)
  if entry.cleanup:sub(1, 7) == "update " then
    local kind = entry.cleanup:sub(8)
    local row = {}
    for _, c in ipairs(P.kind(kind).key) do row[c] = entry.data.columns[c] end
    row = P.accept(kind, row)
    local found = P.find(kind, row)
    if not found then return "gone" end
    P.entity(kind).update(found, entry.data.before)
    return "removed"
  end
  local cleanup = P.cleanup_of(entry.cleanup)
  if not cleanup then fail("broken", ("the adapter has no cleanup '%s' any more"):format(entry.cleanup)) end
  cleanup.run(entry.data)
  return "removed"
end

local function remove_one(entry)
  if entry.kind and call("ledger_held_elsewhere", entry.target, entry.kind, entry.key, entry.ledger) then return "removed" end
  if entry.cleanup then return put_back(entry) end
  return remove_thing(entry)
end

-- Removes one entry and settles it: nil or a sentence when that did not work, and whether it was removed just now.
local function settle(entry)
  P.begin_cleaning()
  local c = P.context_named(entry.target)
  if not c then return ("%s %s: the project has no target '%s' any more"):format(entry.kind or entry.cleanup, entry.key or "", entry.target) end
  local ok, state, note = xpcall(P.at_work, P.handler, c, remove_one, entry)
  local what = entry.kind and (entry.kind .. " " .. entry.key) or ("cleanup " .. entry.cleanup)
  if ok then
    call("ledger_settle", entry.ledger, state)
    return note and (what .. ": " .. note) or nil, state == "removed"
  end
  if not is_failure(state) then error(state, 0) end
  call("ledger_settle", entry.ledger, "stuck")
  if entry.kind then call("ensured_drop", P.place(entry.kind, c), entry.key) end
  return what .. " could not be removed: " .. tostring(state.message) .. (state.where and (" (" .. state.where .. ")") or "")
end

function P.begin_cleaning()
  P.step, P.working = nil, nil
  P.epoch = P.epoch + 1
end

-- Removes entries, newest first. What goes with a thing that is among them (`takes`) waits for it, and is removed by itself
-- only when that thing was not. `whole(entry)` gives the entry it goes with; `remove(entry)` settles one as `settle` does.
local function remove_all(entries, whole, remove)
  local troubles, order, parts = list {}, {}, {}
  for _, entry in ipairs(entries) do
    local with = whole(entry)
    if with then
      parts[with] = parts[with] or {}
      parts[with][#parts[with] + 1] = entry
    else
      order[#order + 1] = entry
    end
  end
  local function taken_along(entry)
    for _, part in ipairs(parts[entry] or {}) do
      call("ledger_settle", part.ledger, "removed")
      taken_along(part)
    end
  end
  local function finish(entry)
    local trouble, is_removed = remove(entry)
    if trouble then troubles[#troubles + 1] = trouble end
    if is_removed then return taken_along(entry) end
    for _, part in ipairs(parts[entry] or {}) do finish(part) end
  end
  for _, entry in ipairs(order) do finish(entry) end
  return troubles
end

-- The end of a scenario.
function P.clean()
  P.safe = false
  for i, entry in ipairs(P.making) do
    entry.unsure = true
    P.made[#P.made + 1], P.making[i] = entry, nil
  end
  local entries = {}
  for i = #P.made, 1, -1 do entries[#entries + 1] = P.made[i] end
  local function whole(entry) return entry.kind and entry.made and entry.row and P.belongs_to(entry.kind, entry.row) or nil end
  local troubles = remove_all(entries, whole, function(entry)
    local trouble, is_removed = settle(entry)
    -- Whoever is interrupted and begins again does not do this one twice.
    for i = #P.made, 1, -1 do
      if P.made[i] == entry then table.remove(P.made, i) end
    end
    return trouble, is_removed
  end)
  P.made = {}
  return troubles
end

-- An entry that another process made; what its things are is found out first.
local function settle_adopted(entry)
  local c = P.context_named(entry.target)
  local ready, e = true, nil
  if c then ready, e = xpcall(P.at_work, P.handler, c, P.adopt_entry, entry) end
  if ready then return settle(entry) end
  if not is_failure(e) then error(e, 0) end
  call("ledger_settle", entry.ledger, e.cause == "absent" and "gone" or "stuck")
  if e.cause ~= "absent" then return (entry.kind or entry.cleanup) .. " " .. tostring(entry.key) .. ": " .. tostring(e.message) end
end

-- Entries of the ledger, newest first, made by another process (`clean`, `finish`).
function P.clean_entries(entries)
  P.safe = false
  local by_key = {}
  local function place(target, kind, key) return target .. "\0" .. kind .. "\0" .. key end
  for _, entry in ipairs(entries) do
    if entry.kind and entry.key then by_key[place(entry.target, entry.kind, entry.key)] = entry end
  end
  local function whole(entry)
    local c = entry.kind and P.context_named(entry.target)
    for name, column in next, c and P.kind(entry.kind).columns or {} do
      local key = column.ref and type(entry.data) == "table" and entry.data[name]
      local with = type(key) == "string" and by_key[place(entry.target, column.ref, key)]
      local e = with and with ~= entry and c.entities[column.ref]
      if e and e.takes and e.takes[entry.kind] then return with end
    end
  end
  local stuck = {}
  local troubles = remove_all(entries, whole, function(entry)
    local trouble, is_removed = settle_adopted(entry)
    if trouble then stuck[#stuck + 1] = entry end
    return trouble, is_removed
  end)
  if #stuck == #entries then return troubles end
  -- What was held by something that has gone since may go now.
  troubles = list {}
  for _, entry in ipairs(stuck) do troubles[#troubles + 1] = settle_adopted(entry) end
  return troubles
end

-- How many kinds must be there before one of this kind can be.
local function depth(kind, below)
  local most = 0
  for _, column in next, P.kind(kind).columns do
    local ref = column.ref
    if ref and ref ~= kind and not below[ref] then
      below[ref] = true
      most = math.max(most, 1 + depth(ref, below))
      below[ref] = nil
    end
  end
  return most
end

-- What carries this campaign's mark and is not in the ledger, as target, kind and key. With `adopts` it comes into the
-- ledger, what others refer to first, so that `clean` removes it as if this store had seen it made.
function P.orphans(adopts)
  local found, marks = list {}, false
  for _, c in ipairs(P.contexts) do
    local kinds = {}
    for kind, e in next, c.entities do
      if e.marked then kinds[#kinds + 1] = { name = kind, depth = depth(kind, {}) } end
    end
    table.sort(kinds, function(a, b) return a.depth == b.depth and a.name < b.name or a.depth < b.depth end)
    for _, k in ipairs(kinds) do
      marks = true
      P.at_work(c, function()
        for _, row in ipairs(c.entities[k.name].marked()) do
          local key = P.key_text(k.name, row)
          if not P.is_ours(k.name, key) then
            found[#found + 1] = { target = c.name, kind = k.name, key = key }
            if adopts then
              local data = P.ledger_data(k.name, row, row)
              call("ledger_settle", call("ledger_intend", c.name, k.name, key, data, "campaign"), "made", data)
            end
          end
        end
      end)
    end
  end
  return { marks = marks, things = found }
end

-- A ledger entry as rows again: references become things that look themselves up.
function P.adopt_entry(entry)
  if not entry.kind then return entry end
  local row = {}
  for c, v in next, entry.data do
    if c:sub(1, 1) ~= "@" and P.kind(entry.kind).columns[c] then
      local column = P.kind(entry.kind).columns[c]
      if column.ref and type(v) == "string" then
        row[c] = column.ref == "user" and P.thing("user", { username = v }) or P.thing_by_key(column.ref, v)
      else
        row[c] = v
      end
    end
  end
  entry.wanted = row
  return entry
end
function P.thing_by_key(kind, key)
  local k = P.kind(kind)
  if k.single then return P.thing(kind, { [k.single] = key }) end
  local row, i = {}, 0
  for part in string.gmatch(key .. " / ", "(.-) / ") do
    i = i + 1
    if k.key[i] then
      local column = k.columns[k.key[i]]
      row[k.key[i]] = column and column.ref and P.thing_by_key(column.ref, part) or part
    end
  end
  return P.thing(kind, row)
end

-- What an earlier process keeps for this scenario in the LMS is ours to remove.
function P.take_over(entries)
  for i = #entries, 1, -1 do P.made[#P.made + 1] = P.adopt_entry(entries[i]) end
end
