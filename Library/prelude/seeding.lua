-- Ensuring, creating and undoing; the seeds and people of scenarios.
local P, api = P, P.api
local call, fail, fault, is_failure = P.call, P.fail, P.fault, P.is_failure
local rawget, next, type = rawget, next, type
local typed, accept, ledger_data, refers_to_own = P.typed, P.accept, P.ledger_data, P.refers_to_own
local must_not_write, make_one, make_many = P.must_not_write, P.make_one, P.make_many

---------------------------------------------------------------- ensuring
-- A wrong value would satisfy a seed of which nobody can see it: `find` gives every column that can be stored, or the adapter
-- says that its LMS tells nobody (`write_only`).
local function must_be_given(kind, e, key, hidden, missing, found)
  if #missing > 0 then
    table.sort(missing)
    local near = P.nearest_name(missing[1], found)
    fail("broken", ("find of %s does not give %s%s, so nobody knows whether that of %s is right: give it, or say write_only = { \"%s\" } when the LMS tells it to nobody"):format(
      kind, table.concat(missing, ", "), near and (" (it gives '" .. near .. "')") or "", key, table.concat(missing, '", "')), { cause = "look-up", where = e.place })
  end
  if #hidden > 0 and not P.is_ours(kind, key) then
    table.sort(hidden)
    P.note(("%s %s was there before, and what it has as %s this LMS tells nobody"):format(kind, key, table.concat(hidden, ", ")))
  end
end

-- Columns that were asked for and differ, with what is there.
local function differences(kind, asked, row, found)
  local k, e = P.kind(kind), P.entity(kind)
  local wanted, have
  local is_key, missing, hidden = {}, {}, {}
  for _, c in ipairs(k.key) do is_key[c] = true end
  for c in next, asked do
    local column, w = k.columns[c], row[c]
    if not column or column.write_only or w == nil or is_key[c] then -- not to be compared, or by check_key
    elseif e.write_only and e.write_only[c] then hidden[#hidden + 1] = c
    elseif found[c] == nil then missing[#missing + 1] = c
    else
      local f = found[c]
      if f == null then f = "" end
      local equal
      if type(w) == "table" or type(f) == "table" then
        local a = type(w) == "table" and (rawget(w, "__key") or w.id) or w
        local b = type(f) == "table" and (rawget(f, "__key") or f.id) or f
        equal = P.same(a, b) or (type(w) == "table" and rawget(w, "__key") and tostring(w.id) == tostring(b))
      else
        equal = P.same(w, f) or tostring(w) == tostring(f) and type(w) ~= "boolean" and type(f) ~= "boolean"
      end
      if not equal then
        wanted, have = wanted or {}, have or {}
        wanted[c], have[c] = w, f
      end
    end
  end
  must_be_given(kind, e, P.key_text(kind, row), hidden, missing, found)
  return wanted, have
end

local function settle_found(kind, asked, row, found, scope)
  local e, key = P.entity(kind), P.key_text(kind, row)
  local wanted, have = differences(kind, asked, row, found)
  P.remember_ids(kind, key, found)
  if not wanted then
    if P.kind(kind).relation and P.scenario and P.is_ours(kind, key) then
      -- Another open scenario of ours made it: it goes with the last of us.
      local target = e.context.name
      local id = call("ledger_intend", target, kind, key, ledger_data(kind, row, found), "scenario")
      call("ledger_settle", id, "made", ledger_data(kind, row, found))
      P.made[#P.made + 1] = { ledger = id, target = target, kind = kind, key = key, row = row, made = found }
    end
    return "leave"
  end
  local ours = P.is_ours(kind, key)
  if not ours and not P.adopts(kind) then
    fail("broken", ("%s %s was not made by this campaign and differs: has %s, wanted %s (allow it with `adopt` in the project file)"):format(kind, key, P.show(have), P.show(wanted)), { cause = "seed" })
  end
  if not e.update then
    fail("broken", ("%s %s exists with other values (has %s, wanted %s) and this adapter cannot change it"):format(kind, key, P.show(have), P.show(wanted)), { cause = "seed" })
  end
  must_not_write(kind, key)
  if not ours then call("ledger_change", e.context.name, "update " .. kind, key, { key = key, columns = ledger_data(kind, row), before = P.plain(have) }, "campaign") end
  e.update(found, wanted)
  return "update"
end

-- Whether this campaign made it, on the target whose adapter keeps such things.
function P.is_ours(kind, key) return call("ledger_ours", P.entity(kind).context.name, kind, key) end

function P.adopts(kind)
  local names = P.adopted or {}
  if names[kind] then return true end
  local data = P.kinds[kind].data
  for _, language in next, data do
    if type(language) == "table" then
      for _, name in next, language do
        if type(name) == "string" and names[name] then return true end
      end
    end
  end
  return false
end

local function words_of(asked)
  local parts = {}
  for c, v in next, asked do
    if c:sub(1, 2) ~= "__" then parts[#parts + 1] = c .. "=" .. (type(v) == "table" and (rawget(v, "__key") or P.show(v)) or tostring(v)) end
  end
  table.sort(parts)
  return table.concat(parts, "\n")
end

---------------------------------------------------------------- looking ahead
-- Neighbouring steps of the set-up that make relations look together: what the first finds out of all of them is used
-- once by each. Between them nothing but their own relations is made, so it is still true then. Steps that follow each
-- other and do nothing but ensure relations of one kind are made together, too: what the first finds missing of itself and of
-- them leaves in one request, and each of them finds its own made.
P.foreseen = {}  -- place -> key -> what is there, or false
P.upcoming = {}  -- place -> what is missing, in the order of the steps: { key, row, group }
local made_ahead = {} -- what stands in `foreseen` for a row that a neighbour made

-- The rows that a step's body would ensure; nil when it does anything else.
local function rows_of(step)
  local body = P.body(step.id)
  if not body then return nil end
  local rows = {}
  local ok = xpcall(function()
    P.begin_step(step.id, step.text, body)
    local args = {}
    for i, a in ipairs(step.args) do args[i] = P.resolve(a) end
    P.collecting = rows
    body.run(table.unpack(args))
  end, P.handler)
  P.collecting, P.step = nil, nil
  return ok and rows or nil
end
-- An own copy of this scenario holds nothing as long as nothing but seeding has happened to it: what belongs to it is made
-- without looking.
local function is_new_ground(kind, row) return not P.touched and P.belongs_to(kind, row) ~= nil end

local function look_ahead(kind, asked, groups)
  local e = P.entity(kind)
  if #asked < 2 or not e.find_many or not P.kind(kind).relation then return end
  local rows, seen, wanted, at = list {}, {}, list {}, {}
  for i, r in ipairs(asked) do
    rows[i] = accept(kind, r)
    if not is_new_ground(kind, rows[i]) then
      wanted[#wanted + 1] = rows[i]
      at[i] = #wanted
    end
  end
  local found, asked_of = #wanted > 0 and e.find_many(wanted) or {}, {}
  for i, row in ipairs(rows) do
    local f, key = at[i] and found[at[i]] or nil, P.key_text(kind, row)
    asked_of[key] = (asked_of[key] or 0) + 1
    seen[key] = f ~= nil and f ~= null and P.check_key(kind, row, f) or false
  end
  -- One person in two roles of one course: what is found for the one is no answer for the other.
  for key, times in next, asked_of do
    if times > 1 then seen[key] = nil end
  end
  local place, upcoming = P.place(kind, e.context), list {}
  P.foreseen[place], P.upcoming[place] = seen, upcoming
  for i, row in ipairs(rows) do
    local key = P.key_text(kind, row)
    if seen[key] == false then upcoming[#upcoming + 1] = { key = key, row = row, group = groups[i] } end
  end
end
-- What is missing of the steps that follow the one which makes these rows: to be made with them, no more than goes in one
-- request. Gives { key, row }, and what to do with each that was made; nil tells that the LMS did not take them together.
local function neighbours_of(kind, rows)
  local e = P.entity(kind)
  local place = P.place(kind, e.context)
  local upcoming, seen = P.upcoming[place], P.foreseen[place]
  if not upcoming or not seen or not e.create_many then return list {} end
  local own, group = {}, nil
  for _, row in ipairs(rows) do own[P.key_text(kind, row)] = true end
  for _, one in ipairs(upcoming) do
    if own[one.key] then group = one.group end
  end
  local room, found = (e.batch or 50) - #rows, list {}
  for _, one in ipairs(upcoming) do
    if one.group == group and not own[one.key] and seen[one.key] == false and #found < room then found[#found + 1] = one end
  end
  return found, function(one)
    if one then seen[one.key] = { [made_ahead] = one.row } else P.upcoming[place] = nil end
  end
end
-- Steps as { kind, rows } or { id, text, args }. What goes wrong here goes wrong again, and is told, in its own step.
function P.announce(steps)
  P.foreseen, P.upcoming = {}, {}
  local asked, groups, kinds = {}, {}, {}
  local group, kind_of_group = 0, nil
  local function note(kind, row)
    if not asked[kind] then asked[kind], groups[kind], kinds[#kinds + 1] = list {}, {}, kind end
    asked[kind][#asked[kind] + 1] = row
    groups[kind][#asked[kind]] = group
  end
  for _, step in ipairs(steps) do
    local wanted = {}
    if step.kind then
      for i, row in ipairs(step.rows) do wanted[i] = { kind = step.kind, row = row } end
    else
      wanted = rows_of(step) or {}
    end
    -- A step that does anything else, or makes more than one kind of thing, parts those before it from those after it.
    local kind = wanted[1] and wanted[1].kind
    for _, pair in ipairs(wanted) do
      if pair.kind ~= kind then kind = nil end
    end
    if kind == nil or kind ~= kind_of_group then group = group + 1 end
    kind_of_group = kind
    for _, pair in ipairs(wanted) do note(pair.kind, pair.row) end
  end
  for _, kind in ipairs(kinds) do xpcall(look_ahead, P.handler, kind, asked[kind], groups[kind]) end
end
local function look(kind, row, e)
  local seen = P.foreseen[P.place(kind, e.context)]
  local key = seen and P.key_text(kind, row)
  if not seen or seen[key] == nil then
    if is_new_ground(kind, row) and not P.made_already(kind, row) then return nil end
    return P.find(kind, row)
  end
  local found = seen[key]
  seen[key] = nil
  local made = found and found[made_ahead]
  if made then
    if P.same(made, row) and P.made_already(kind, row) then return nil, true end
    return P.find(kind, row)
  end
  return found or nil
end

-- Looks for all rows, makes what is missing. `scope`: "scenario" for own copies.
local function ensure_rows(kind, asked, scope)
  local e = P.entity(kind)
  local rows = list {}
  for i, r in ipairs(asked) do rows[i] = accept(kind, r) end
  local found, is_made = {}, {} -- is_made: by a neighbour of this step, for it
  local is_new = #rows > 0
  for _, row in ipairs(rows) do is_new = is_new and is_new_ground(kind, row) and not P.made_already(kind, row) end
  -- Nobody has an own copy of a scenario, whose key was never given before.
  if scope == "scenario" and not P.kind(kind).relation or is_new and not P.foreseen[P.place(kind, e.context)] then
    found = {}
  elseif e.find_many and (#rows > 1 or not e.find) and not P.foreseen[P.place(kind, e.context)] then
    local ok, many = xpcall(P.looking, P.handler, e.find_many, rows)
    if not ok then
      if is_failure(many) and many.class ~= "broken" and many.class ~= "script" and many.class ~= "not-applicable" then
        fail("broken", ("the look-up of %s failed: %s"):format(kind, tostring(many)), { where = many.where, exchange = many.exchange, cause = "look-up" })
      end
      error(many, 0)
    end
    for i, row in ipairs(rows) do
      local f = many and many[i]
      found[i] = f ~= nil and f ~= null and P.check_key(kind, row, f) or nil
    end
  else
    for i, row in ipairs(rows) do found[i], is_made[i] = look(kind, row, e) end
  end
  local missing, verbs = list {}, {}
  for i, row in ipairs(rows) do
    if found[i] then verbs[i] = settle_found(kind, asked[i], row, found[i], scope)
    elseif is_made[i] then verbs[i] = "create"
    else
      missing[#missing + 1] = row
      verbs[i] = "create"
    end
  end
  if #missing > 0 then make_many(kind, missing, scope, neighbours_of(kind, missing)) end
  return rows, verbs
end

-- ensure for one kind: what this run has ensured with the same words is not looked at again; relations always are.
function P.ensure(kind, asked, scope)
  if P.collecting then
    for _, row in ipairs(asked) do P.collecting[#P.collecting + 1] = { kind = kind, row = row } end
    return asked
  end
  P.forbid_in_eventually("ensure")
  if P.step then P.step.ensured = true end
  local e = P.has_entity(kind)
  if e and e.left_out then
    P.note {
      en = ("%s left out: %s"):format(kind, P.in_language(e.left_out, "en")),
      nl = ("%s weggelaten: %s"):format(P.dutch(P.kinds[kind].data, kind), P.in_language(e.left_out, "nl")),
    }
    return {}
  end
  e = P.entity(kind)
  if P.kind(kind).relation or scope == "scenario" or #asked == 0 then return (ensure_rows(kind, asked, scope)) end
  local claims, unshared = list {}, false
  for i, r in ipairs(asked) do
    local row = accept(kind, r)
    if refers_to_own(kind, row) then unshared = true end
    claims[i] = { key = P.key_text(kind, row), words = words_of(r) }
  end
  if unshared then return (ensure_rows(kind, asked, scope)) end
  local place = P.place(kind, e.context)
  local known = call("ensured_claim", place, claims)
  local rest = list {}
  for i, r in ipairs(asked) do
    local ids = known[i]
    if type(ids) == "table" and ids ~= null then
      P.ids[place] = P.ids[place] or {}
      P.ids[place][claims[i].key] = ids
    else
      rest[#rest + 1] = r
    end
  end
  if #rest == 0 then return {} end
  local was_claiming = P.claiming
  P.claiming = true
  local ok, result = xpcall(ensure_rows, P.handler, kind, rest, scope)
  P.claiming = was_claiming
  if not ok then
    call("ensured_release", place)
    error(result, 0)
  end
  local settled = list {}
  for i, r in ipairs(rest) do
    local key = P.key_text(kind, result[i])
    settled[i] = { key = key, words = words_of(r), ids = P.plain(P.ids[place] and P.ids[place][key] or {}) }
  end
  call("ensured_put", place, settled)
  return result
end

---------------------------------------------------------------- people of the project
-- The role that a person of the project has on the whole site, as a row of `role assign`; nil when there is none.
function P.site_role(person)
  local e = P.main.roles and P.has_entity "role assign"
  local name = rawget(person, "role")
  local mapped = e and not e.left_out and name and P.main.roles[name]
  if type(mapped) ~= "table" or not mapped.level or mapped.level == "course" then return nil end
  return { user = rawget(person, "handle"), role = name }
end

-- Whoever was made ready before the first scenario has an id that every scenario may know. It is kept apart from what the
-- person was ensured with, which the first step that changes the person drops.
local function ids_of_people(place) return "ids of " .. place end
local function share_ids(rows)
  local e = P.has_entity("user")
  local place = P.place("user", e.context)
  local claims, known = list {}, list {}
  for _, row in ipairs(rows) do
    local ids = P.ids[place] and P.ids[place][row.username]
    if ids and next(ids) then
      claims[#claims + 1] = { key = row.username, words = "" }
      known[#known + 1] = { key = row.username, words = "", ids = P.plain(ids) }
    end
  end
  if #claims == 0 then return end
  call("ensured_claim", ids_of_people(place), claims)
  call("ensured_put", ids_of_people(place), known)
end
-- For a person of the project that a scenario begins to speak of. Not while things are being made: letting go of this claim
-- would let go of theirs.
function P.recall(p)
  local place, key = P.place_of_thing(p), rawget(p, "__key")
  if not P.scenario or P.claiming or (P.ids[place] and P.ids[place][key]) then return end
  local known = call("ensured_claim", ids_of_people(place), list { { key = key, words = "" } })[1]
  if type(known) ~= "table" or known == null then
    call("ensured_release", ids_of_people(place))
    return
  end
  P.ids[place] = P.ids[place] or {}
  P.ids[place][key] = known
end

function api.ensure(kind, row)
  local rows = P.ensure(kind, list { row })
  return P.thing(kind, rows[1] or accept(kind, row))
end

-- create(kind, row, by): as a person, inside a step; removed after the scenario.
function api.create(kind, row, by)
  P.forbid_in_eventually("create")
  local accepted = accept(kind, row)
  local e = P.entity(kind)
  local was_there = (e.find or e.find_many) and P.find(kind, accepted) ~= nil
  if was_there and P.kind(kind).relation then
    must_not_write(kind, P.key_text(kind, accepted))
    e.create(accepted, by)
    P.note(("%s %s was there before and stays"):format(kind, P.key_text(kind, accepted)))
    return P.thing(kind, accepted)
  end
  return make_one(kind, accepted, "scenario", by, was_there)
end

-- `found`: what a look for many gave, false for nothing; nil to look now.
local function make_otherwise(kind, row, found)
  local e = P.entity(kind)
  local accepted = {}
  for c, v in next, row do
    local column = P.kind(kind).columns[c]
    if not column then fault("'%s' has no column '%s'%s", kind, tostring(c), P.nearest(c, P.kind(kind).columns)) end
    accepted[c] = typed(kind, c, column, v)
  end
  local key = P.key_text(kind, accepted)
  P.forget_ids(kind, key)
  if found == nil then found = P.find(kind, accepted) end
  if found and not P.is_ours(kind, key) then
    P.note(("%s %s was there before and stays"):format(kind, key))
    return P.thing(kind, accepted)
  end
  must_not_write(kind, key)
  local target = e.context.name
  local id = call("ledger_intend", target, kind, key, ledger_data(kind, accepted), "scenario")
  P.made[#P.made + 1] = { ledger = id, target = target, kind = kind, key = key, row = accepted }
  P.forget_ids(kind, key)
  return P.thing(kind, accepted)
end

-- made(kind, row), before sending: another way (an upload, a form) makes this; it is removed after the scenario. A list of
-- rows is looked for at once where the adapter can.
function api.made(kind, row)
  P.forbid_in_eventually("made")
  if row[1] == nil then return make_otherwise(kind, row) end
  local e, rows = P.entity(kind), row
  if not e.find_many or #rows < 2 then return api.map(rows, function(r) return make_otherwise(kind, r) end) end
  local many = P.looking(e.find_many, rows)
  return api.map(rows, function(r, i)
    local one = many[i]
    return make_otherwise(kind, r, one ~= nil and one ~= api.null and P.check_key(kind, r, one) or false)
  end)
end

-- undo("user.put_back", { id = 7, suspended = 0 }, "user", person): a name and plain data. With what was changed, a kind and a
-- row with its key and `id`, nothing is put back when that very thing is removed.
P.about = "@of" -- where this stands among the data
function api.undo(name, data, kind, thing)
  P.forbid_in_eventually("undo")
  local cleanup = P.cleanup_of(name)
  if not cleanup then fault("there is no cleanup '%s'%s", tostring(name), P.nearest(name, P.main and P.main.cleanups or {})) end
  local plain = P.plain(data) or {}
  local target = cleanup.context.name
  if kind then
    plain[P.about] = { target = P.entity(kind).context.name, kind = kind, key = P.key_text(kind, thing), id = tostring(thing.id) }
  end
  local id = call("ledger_change", target, name, name, plain, P.scenario and "scenario" or "campaign")
  P.made[#P.made + 1] = { ledger = id, target = target, cleanup = name, data = plain }
end

---------------------------------------------------------------- seeds
-- `the following (new) "courses" exist`: rows of columns as text.
function P.seed(kind, is_new, rows)
  local k = P.kind(kind)
  if is_new then
    if not k.single then
      fault("%s has no key of its own but is named by %s, so there is no new one: leave out \"new\"", P.a(kind), table.concat(k.key, " and "))
    end
    local e = P.has_entity(kind)
    for _, r in ipairs(rows) do
      local name = r[k.single]
      if type(name) ~= "string" or name == "" then fault("a new %s needs its %s", kind, k.single) end
      local suffix = call "suffix"
      local real = e and e.new_key and e.new_key(name, suffix) or name .. "~" .. suffix
      P.alias[kind] = P.alias[kind] or {}
      P.alias[kind][name] = real
      r[k.single] = real
      call("alias", kind, name, real)
    end
  end
  local done = P.ensure(kind, rows, is_new and "scenario" or "seed")
  if kind == "user" then
    for _, r in ipairs(rows) do
      local name = r.username
      for text, real in next, P.alias.user or {} do
        if real == name then name = text end
      end
      P.seeded_person(name, r)
    end
  end
  return done
end

-- All people of a selection in bulk, and the roles they have on the whole site. Gives the trouble of each.
function P.ensure_people(handles, safe)
  local troubles = {}
  local wanted, names = list {}, list {}
  P.safe = safe
  for _, handle in ipairs(handles) do
    local d = P.declared_people[handle]
    if d and not (d.columns.token and not d.columns.username) then
      local row = {}
      for c, v in next, d.columns do
        if P.kind("user").columns[c] then row[c] = v end
      end
      row.username = d.columns.username or handle
      wanted[#wanted + 1] = row
      names[#names + 1] = handle
    end
  end
  if not P.has_entity("user") then return troubles end
  local function trouble(handle, e)
    if not is_failure(e) then error(e, 0) end
    if e.ends_run or e.class == "script" then error(e, 0) end
    troubles[handle] = { class = e.class, message = e.message, said = e.said, where = e.where, cause = e.cause or "seed" }
  end
  local ok, e = xpcall(P.ensure, P.handler, "user", wanted)
  if not ok then
    if is_failure(e) and e.ends_run then error(e, 0) end
    for i, row in ipairs(wanted) do
      local one, why = xpcall(P.ensure, P.handler, "user", list { row })
      if not one then trouble(names[i], why) end
    end
  end
  share_ids(wanted)
  local roles, whose = list {}, {}
  for _, handle in ipairs(names) do
    local given = P.site_role(P.declared_people[handle])
    if given and not troubles[handle] then roles[#roles + 1], whose[#roles + 1] = given, handle end
  end
  if #roles == 0 or xpcall(P.ensure, P.handler, "role assign", roles) then return troubles end
  for i, given in ipairs(roles) do
    local one, why = xpcall(P.ensure, P.handler, "role assign", list { given })
    if not one then trouble(whose[i], why) end
  end
  return troubles
end
