-- Removing what was made and putting back what was changed, as the tool's own account.
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

-- Whether a thing of this process is removed by what is known of it, without being found first.
local function is_known(entry) return entry.row and entry.made and (entry.made.id ~= nil or P.kind(entry.kind).relation) end

-- What `remove` gets: of this process what is known; of another what is found and compared. Nil when it is gone, and perhaps why.
local function to_be_removed(entry)
  local e, found = P.entity(entry.kind), nil
  if is_known(entry) then
    found = api.merge(entry.row, entry.made)
  else
    local row = entry.row or entry.wanted
    found = entry.seen or P.find(entry.kind, row)
    if not found and entry.unsure and not P.has_waited then
      -- Its request may have been on the way when we stopped listening; an LMS goes on with it all the same.
      call("sleep", 1)
      P.has_waited = true
      found = P.find(entry.kind, row)
    end
    -- Where removing takes two requests, an end between them leaves what `find` no longer sees.
    if not found and e.half_removed then found = of_key(entry.kind, e.half_removed(row), row) end
    if not found then return nil end
    if entry.data and differing_id(entry.kind, found, entry.data) then return nil, "another one stands in its place" end
    for _, c in ipairs(P.kind(entry.kind).key) do
      if found[c] == nil then found[c] = row[c] end
    end
  end
  return found
end

local function remove_thing(entry)
  local e = P.entity(entry.kind)
  if not e.remove then fail("broken", ("this adapter cannot remove a %s"):format(entry.kind)) end
  local found, note = to_be_removed(entry)
  if not found then return "gone", note end
  local ok, e2 = xpcall(e.remove, P.handler, found)
  if not ok then
    if is_failure(e2) and e2.class == "not-found" then return "gone" end
    error(e2, 0)
  end
  P.forget_ids(entry.kind, entry.key)
  entry.said_yes = true
  return "removed"
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

---------------------------------------------------------------- looking at many
local function row_of(entry) return entry.row or entry.wanted end
local function is_the_same(entry, found)
  local data = entry.data or { ["@id"] = entry.made and entry.made.id }
  return not differing_id(entry.kind, found, data)
end

-- One look for all entries of a kind, as `find_many` gives them: by place, false for what is not there. Nil when it cannot be
-- had: what a row refers to may be gone as well, which ends the look of all.
local function found_together(kind, entries)
  local e, rows, found = P.entity(kind), list {}, {}
  if not e.find_many or #entries < 2 then return nil end
  for i, entry in ipairs(entries) do
    local id = entry.made and entry.made.id
    rows[i] = id and api.merge(row_of(entry), { id = id }) or row_of(entry)
  end
  local ok, many = xpcall(P.looking, P.handler, e.find_many, rows)
  if not ok then return nil end
  for i, row in ipairs(rows) do
    local one = many and many[i]
    found[i] = one ~= nil and one ~= null and P.check_key(kind, row, one)
  end
  return found
end
-- What is still found of each entry. A look for all is believed to miss only what a look for all has found before: this
-- very thing, or in this run others of its kind.
local function still_found(kind, entries)
  local e, found, together = P.entity(kind), {}, list {}
  local is_proven = call("control_get", "together|" .. P.place(kind, P.current_context()), 0)
  for _, entry in ipairs(entries) do
    if entry.seen or is_proven then together[#together + 1] = entry end
  end
  for i, one in ipairs(found_together(kind, together) or {}) do found[together[i]] = one end
  for _, entry in ipairs(entries) do
    if found[entry] == nil and (e.find or e.find_many) then found[entry] = P.find(kind, row_of(entry)) or false end
  end
  return found
end
-- Entries by adapter and kind, in the order in which they come: { context, kind, entries }.
local function by_kind(entries, context_of)
  local groups, order = {}, {}
  for _, entry in ipairs(entries) do
    local c = entry.kind and context_of(entry)
    if c then
      local place = P.place(entry.kind, c)
      if not groups[place] then
        groups[place] = { context = c, kind = entry.kind, entries = {} }
        order[#order + 1] = groups[place]
      end
      local those = groups[place].entries
      those[#those + 1] = entry
    end
  end
  return order
end

---------------------------------------------------------------- looking again
-- Which of these entries of one adapter's kind, whose removal the LMS has confirmed, are there all the same: entry -> why it
-- may not be called gone; a look that fails shows nothing.
local function still_there(c, kind, entries)
  local there = {}
  P.epoch = P.epoch + 1
  local ok, found = xpcall(P.at_work, P.handler, c, still_found, kind, entries)
  if not ok then
    if not is_failure(found) then error(found, 0) end
    for _, entry in ipairs(entries) do there[entry] = "the LMS said yes, and could not be asked again: " .. tostring(found.message) end
    return there
  end
  for _, entry in ipairs(entries) do
    if found[entry] and is_the_same(entry, found[entry]) then there[entry] = "the LMS said yes and still has it" end
  end
  return there
end
-- The same, with a second look a moment later: some go on with a removal after they have answered. A kind that was given
-- time once in this run, and for nothing, gets no more of it.
local function still_there_a_moment_later(c, kind, entries)
  local there = still_there(c, kind, entries)
  local key = "slow removal|" .. P.place(kind, c)
  if next(there) == nil or call("control_get", key, 0) then return there end
  call("sleep", 1)
  local left = {}
  for _, entry in ipairs(entries) do
    if there[entry] then left[#left + 1] = entry end
  end
  there = still_there(c, kind, left)
  if next(there) ~= nil then call("control_put", key, 0, "for nothing") end
  return there
end

-- What the adapter's function gets of a change.
local function data_of(entry)
  local data = {}
  for k, v in next, entry.data do
    if k ~= P.about then data[k] = v end
  end
  return data
end
local function put_back(entry)
  if entry.is_put_back then return "removed" end
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
  cleanup.run(data_of(entry))
  return "removed"
end

-- What a change was made to, when its adapter said so; nil for anything else.
local function changed_thing(entry) return entry.cleanup and type(entry.data) == "table" and entry.data[P.about] or nil end
-- Whether this entry is of the very thing that a change was made to: another one of that name takes nothing along.
local function is_that_thing(entry, about)
  local id = entry.made and entry.made.id or entry.data and entry.data["@id"] or entry.seen and entry.seen.id
  return entry.target == about.target and entry.kind == about.kind and entry.key == about.key and id ~= nil and tostring(id) == tostring(about.id)
end

-- "left": another entry holds it and removes it, and nothing has gone with this one.
local function remove_one(entry)
  if entry.said_yes then return "removed" end
  if entry.kind and call("ledger_held_elsewhere", entry.target, entry.kind, entry.key, entry.ledger) then return "left" end
  if entry.cleanup then return put_back(entry) end
  return remove_thing(entry)
end

-- Removes entries of one kind with one request where the adapter can; what goes wrong then is done, and told, one by one.
local function remove_together(c, kind, entries)
  local e, ready, things = P.entity(kind), list {}, list {}
  for _, entry in ipairs(entries) do
    local is_ours_alone = not call("ledger_held_elsewhere", entry.target, kind, entry.key, entry.ledger)
    local thing = is_ours_alone and (is_known(entry) or entry.seen) and to_be_removed(entry)
    if thing then ready[#ready + 1], things[#things + 1] = entry, thing end
  end
  if #things < 2 or not xpcall(e.remove_many, P.handler, things) then return end
  for _, entry in ipairs(ready) do
    P.forget_ids(kind, entry.key)
    entry.said_yes = true
  end
end
-- The same for changes of one name.
local function put_back_together(entries)
  local cleanup, all = P.cleanup_of(entries[1].cleanup), list {}
  if not (cleanup and cleanup.many) then return end
  for i, entry in ipairs(entries) do all[i] = data_of(entry) end
  if not xpcall(cleanup.many, P.handler, all) then return end
  for _, entry in ipairs(entries) do entry.is_put_back = true end
end
-- From one entry on its neighbours of the same kind, as many as the adapter takes at once; what is newer has been removed.
local function remove_neighbours(order, i)
  local first = order[i]
  if first.said_yes or first.is_put_back then return end
  local c = P.context_named(first.target)
  local e = c and first.kind and c.entities[first.kind]
  if not c or first.kind and not (e and e.remove_many) then return end
  local those = list { first }
  while #those < (e and e.batch or 50) do
    local another = order[i + #those]
    if not another or another.kind ~= first.kind or another.cleanup ~= first.cleanup or another.target ~= first.target then break end
    those[#those + 1] = another
  end
  if #those < 2 then return end
  if first.kind then P.at_work(c, remove_together, c, first.kind, those) else P.at_work(c, put_back_together, those) end
end

local function stuck(entry, c, why)
  call("ledger_settle", entry.ledger, "stuck")
  if entry.kind then call("ensured_drop", P.place(entry.kind, c), entry.key) end
  return (entry.kind and (entry.kind .. " " .. entry.key) or ("cleanup " .. entry.cleanup)) .. " could not be removed: " .. why
end

-- Removes one entry and settles it: nil or a sentence when that did not work, and whether it was removed just now. What the
-- LMS says it has removed is only noted in `later`, to be settled when it has been looked for.
local function settle(entry, later)
  P.begin_cleaning()
  local c = P.context_named(entry.target)
  if not c then return ("%s %s: the project has no target '%s' any more"):format(entry.kind or entry.cleanup, entry.key or "", entry.target), false end
  local ok, state, note = xpcall(P.at_work, P.handler, c, remove_one, entry)
  local what = entry.kind and (entry.kind .. " " .. entry.key) or ("cleanup " .. entry.cleanup)
  if ok then
    if entry.said_yes then
      later[#later + 1] = entry
      return nil, nil
    end
    call("ledger_settle", entry.ledger, state == "left" and "removed" or state)
    return note and (what .. ": " .. note) or nil, state == "removed"
  end
  if not is_failure(state) then error(state, 0) end
  return stuck(entry, c, tostring(state.message) .. (state.where and (" (" .. state.where .. ")") or "")), false
end

-- Looks for all that the LMS says it has removed and settles it: entry -> false when it is gone, else a sentence. What is
-- named by something that is gone is gone with it, and no adapter is asked for somebody's role when nobody is there.
local function look_for_all(later)
  P.begin_cleaning()
  local result, gone = {}, {}
  local kinds = by_kind(later, function(entry) return P.context_named(entry.target) end)
  for i, k in ipairs(kinds) do k.depth, k.turn = depth(k.kind, {}), i end
  table.sort(kinds, function(a, b) return a.depth < b.depth or a.depth == b.depth and a.turn < b.turn end)
  for _, k in ipairs(kinds) do
    local function is_named_by_what_is_gone(entry)
      for _, c in ipairs(P.kind(k.kind).key) do
        local ref = P.kind(k.kind).columns[c] and P.kind(k.kind).columns[c].ref
        local row = row_of(entry)
        local named = ref and row[c]
        if type(named) == "table" and gone[P.place_of_thing(named) .. "\0" .. rawget(named, "__key")] then return true end
      end
    end
    local asked = {}
    for _, entry in ipairs(k.entries) do
      if not is_named_by_what_is_gone(entry) then asked[#asked + 1] = entry end
    end
    local there = #asked > 0 and still_there_a_moment_later(k.context, k.kind, asked) or {}
    for _, entry in ipairs(k.entries) do
      result[entry] = there[entry] and stuck(entry, k.context, there[entry]) or false
      if not there[entry] then
        gone[P.place(k.kind, k.context) .. "\0" .. entry.key] = true
        call("ledger_settle", entry.ledger, "removed")
      end
    end
  end
  return result
end

function P.begin_cleaning()
  P.step, P.working = nil, nil
  P.epoch = P.epoch + 1
end

-- In which order things go: newest first, as they came, but between two changes that are put back those that refer to others
-- before those, so that the things of one kind are neighbours and one request removes many. Nothing passes a change: what was
-- made after it may need it.
local function in_order(entries)
  local ordered, turn_of, depth_of = {}, {}, {}
  local from, turn = 1, 0
  local function sort_until(last)
    local part = {}
    for i = from, last do part[#part + 1] = { entry = entries[i], place = i } end
    table.sort(part, function(a, b)
      local x, y = a.entry.kind, b.entry.kind
      if x == y then return a.place < b.place end
      if depth_of[x] ~= depth_of[y] then return depth_of[x] > depth_of[y] end
      return turn_of[x] < turn_of[y]
    end)
    for _, p in ipairs(part) do ordered[#ordered + 1] = p.entry end
    turn_of = {}
  end
  for i, entry in ipairs(entries) do
    local kind = entry.kind
    if not kind then
      sort_until(i - 1)
      ordered[#ordered + 1] = entry
      from = i + 1
    elseif not turn_of[kind] then
      turn = turn + 1
      turn_of[kind] = turn
      depth_of[kind] = depth_of[kind] or P.kinds[kind] and depth(kind, {}) or 0
    end
  end
  sort_until(#entries)
  return ordered
end

-- Removes entries, newest first or, with `sorts`, many of a kind together. What goes with a thing that is among them (`takes`, or
-- a change to that thing) waits for it, and is removed by itself only when that thing was not. `whole(entry)` gives the entry it
-- goes with; `remove(entry, later)` settles one as `settle` does: nothing is called gone before it has been looked for. Gives the
-- troubles and whose they are.
local function remove_all(entries, whole, remove, sorts)
  local troubles, stuck, order, parts = list {}, {}, {}, {}
  local function tell(entry, trouble) troubles[#troubles + 1], stuck[#stuck + 1] = trouble, entry end
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
  local later = {}
  local function finish(entry)
    local trouble, is_removed = remove(entry, later)
    if trouble then tell(entry, trouble) end
    if is_removed then return taken_along(entry) end
    if is_removed == nil then return end -- it is looked for first
    for _, part in ipairs(parts[entry] or {}) do finish(part) end
  end
  P.begin_cleaning()
  if sorts then order = in_order(order) end
  for i, entry in ipairs(order) do
    remove_neighbours(order, i)
    finish(entry)
  end
  while #later > 0 do
    local settled = later
    later = {}
    local result = look_for_all(settled)
    for _, entry in ipairs(settled) do
      if result[entry] then
        tell(entry, result[entry])
        for _, part in ipairs(parts[entry] or {}) do finish(part) end
      else taken_along(entry) end
    end
  end
  return troubles, stuck
end

-- What is there of many entries is looked at together, before the first is removed; whatever goes wrong here goes wrong again,
-- and is told, when its turn comes. `is_worth(kind, entries)`: whether the look saves others.
local function look_at_all(entries, whole, is_worth)
  local function context_of(entry)
    local c = not whole(entry) and P.context_named(entry.target)
    return c and (entry.row or xpcall(P.at_work, P.handler, c, P.adopt_entry, entry)) and c or nil
  end
  local function look(k)
    if is_worth and not is_worth(k) then return end
    for i, one in ipairs(found_together(k.kind, k.entries) or {}) do
      k.entries[i].seen = one or nil
      if one then call("control_put", "together|" .. P.place(k.kind, k.context), 0, "yes") end
    end
  end
  for _, k in ipairs(by_kind(entries, context_of)) do xpcall(P.at_work, P.handler, k.context, look, k) end
end
-- One look before and one after are fewer than one for each; once a look for all has found something, the one after will do.
local function saves_looks(k)
  local unknown = 0
  for _, entry in ipairs(k.entries) do unknown = unknown + (is_known(entry) and 0 or 1) end
  return unknown > 1 or #k.entries > 1 and not call("control_get", "together|" .. P.place(k.kind, k.context), 0)
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
  local function whole(entry)
    local about = changed_thing(entry)
    if about then
      for _, other in ipairs(entries) do
        if other.made and is_that_thing(other, about) then return other end
      end
    end
    return entry.kind and entry.made and entry.row and P.belongs_to(entry.kind, entry.row) or nil
  end
  P.begin_cleaning()
  look_at_all(entries, whole, saves_looks)
  local troubles = remove_all(entries, whole, function(entry, later)
    local trouble, is_removed = settle(entry, later)
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
local function settle_adopted(entry, later)
  local c = P.context_named(entry.target)
  local ready, e = true, nil
  if c and not entry.wanted then ready, e = xpcall(P.at_work, P.handler, c, P.adopt_entry, entry) end
  if ready then return settle(entry, later) end
  if not is_failure(e) then error(e, 0) end
  call("ledger_settle", entry.ledger, e.cause == "absent" and "gone" or "stuck")
  if e.cause ~= "absent" then return (entry.kind or entry.cleanup) .. " " .. tostring(entry.key) .. ": " .. tostring(e.message), false end
  return nil, false
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
    local about = changed_thing(entry)
    local changed = about and by_key[place(about.target, about.kind, about.key)]
    if changed and is_that_thing(changed, about) then return changed end
    local c = entry.kind and P.context_named(entry.target)
    for name, column in next, c and P.kind(entry.kind).columns or {} do
      local key = column.ref and type(entry.data) == "table" and entry.data[name]
      local with = type(key) == "string" and by_key[place(entry.target, column.ref, key)]
      local e = with and with ~= entry and c.entities[column.ref]
      if e and e.takes and e.takes[entry.kind] then return with end
    end
  end
  P.begin_cleaning()
  look_at_all(entries, whole)
  local troubles, stuck = remove_all(entries, whole, settle_adopted, true)
  -- What was held by something that has gone since may go now.
  local left = entries
  while #stuck > 0 and #stuck < #left do
    left = stuck
    for _, entry in ipairs(left) do entry.seen, entry.said_yes = nil, nil end
    troubles, stuck = remove_all(left, function() return nil end, settle_adopted)
  end
  return troubles
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
