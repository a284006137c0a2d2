-- What an LMS must offer for steps and seeds to work, and what it does offer. The needs are read from the adapter's own
-- code, so nobody keeps a list of them: a function needs what its text calls, and what the functions it uses need.
local P, api = P, P.api
local fault, next, rawget, type = P.fault, next, rawget, type
local getinfo, getupvalue = debug.getinfo, debug.getupvalue

-- offers { what = "web-service functions", call = [[\bws\(([^,]+), "(\w+)"]], ask = function(person) ... end }
-- `call` matches a call in the code; its groups are who calls and what is called. `ask` gives the names that there are
-- for an account or a person. `hint`: what the reader can do about a lack.
function api.offers(t)
  local c = P.loading "offers"
  if type(t) ~= "table" or type(t.what) ~= "string" or type(t.call) ~= "string" or type(t.ask) ~= "function" then
    fault "offers wants what is offered, how a call of it looks and how to ask: offers { what = \"...\", call = [[...]], ask = function(person) ... end }"
  end
  c.offers = t
end

---------------------------------------------------------------- what code needs
-- The lines of a function, without those that are comments.
local function text_of(info, texts, split)
  local path = info.source:sub(2)
  local lines = split[path]
  if not lines then
    lines = {}
    for _, line in ipairs(api.text.split(texts[path] or "", "\n")) do
      lines[#lines + 1] = string.find(line, "^%s*%-%-") and "" or line
    end
    split[path] = lines
  end
  return table.concat(lines, "\n", info.linedefined, math.min(info.lastlinedefined, #lines))
end

-- `admin`, `moodle.admin`: whether the words before a call mean the tool's own account, and nobody else.
local function is_account(words, upvalues)
  local parts = api.text.split(words, ".")
  local value = upvalues[parts[1]]
  for i = 2, #parts do value = type(value) == "table" and rawget(value, parts[i]) or nil end
  return type(value) == "table" and rawget(value, "__account") == true
end

-- What code makes, and by what name its changes are put back: `create("user", …)`, `try(create, "user", …)`, and not the
-- end of a step's id as in `on("user.create", …)`.
local makers = [[(?<![\w.])(?:ensure|create|made)[\s(,]+"([^"]+)"]]
local undoers = [[(?<![\w.])undo[\s(]+"([^"]+)"]]

-- Adds what a value needs: `needs.names[name]` is "account" when only the account calls it, else "anybody";
-- `needs.kinds[kind]` for things that the code makes. Modules and tables of functions are looked into, things are not.
local function collect(value, reading, needs, seen)
  value = P.unbound[value] or value
  if seen[value] then return end
  if type(value) == "table" and getmetatable(value) == nil then
    seen[value] = true
    for _, v in next, value do
      if type(v) == "table" or type(v) == "function" then collect(v, reading, needs, seen) end
    end
  elseif type(value) == "function" then
    seen[value] = true
    local info = getinfo(value, "S")
    if info.what == "C" or info.source:sub(2, 9) == "prelude/" or info.source:sub(2) == "library" then return end
    local upvalues = {}
    for i = 1, 255 do
      local name, v = getupvalue(value, i)
      if not name then break end
      upvalues[name] = v
    end
    local known = reading.known[value]
    if not known then
      local text = text_of(info, reading.texts, reading.split)
      known = { calls = api.text.all(text, reading.call), kinds = api.text.all(text, makers), undone = api.text.all(text, undoers) }
      reading.known[value] = known
    end
    for _, groups in ipairs(known.calls) do
      local who, name = groups[1], groups[2]
      local by = is_account(who, upvalues) and "account" or "anybody"
      local before = needs.names[name]
      needs.names[name] = (before == nil or before == by) and by or "both"
      reading.called[name] = true
    end
    for _, kind in ipairs(known.kinds) do
      if P.kinds[kind] then needs.kinds[kind] = true end
    end
    for _, name in ipairs(known.undone) do
      local cleanup = P.cleanup_of(name)
      if cleanup then collect(cleanup.run, reading, needs, seen) end
      if cleanup and cleanup.many then collect(cleanup.many, reading, needs, seen) end
    end
    for _, v in next, upvalues do
      if type(v) == "table" or type(v) == "function" then collect(v, reading, needs, seen) end
    end
  end
end

local function needs_of(reading, ...)
  local needs, seen = { names = {}, kinds = {} }, {}
  for i = 1, select("#", ...) do
    local value = (select(i, ...))
    if value ~= nil then collect(value, reading, needs, seen) end
  end
  return needs
end

---------------------------------------------------------------- what is lacking
local function set_of(names)
  local set = {}
  for _, name in ipairs(names) do set[name] = true end
  return set
end

-- The names among these that are not offered, each with for whom: "nobody" has it, or "people" have not.
local function lacking(needs, account, people)
  local found = {}
  for name, by in next, needs.names do
    local has, have = account[name], people == nil or people[name]
    if not has and (by ~= "anybody" or not people or not have) then found[name] = "nobody"
    elseif has and not have and by ~= "account" then found[name] = "people" end
  end
  return found
end

-- For the host. `texts`: the files of the library by path; `handle`: somebody who can sign in, or "". Gives for each
-- target that can be asked what is offered, and by step id, kind and use what its code needs and does not get.
function P.lacking(texts, handle)
  local all = list {}
  for _, c in ipairs(P.contexts) do
    local o = c.offers
    if o then
      local before = P.context
      P.context = c
      local account = c.accounts[1] or fault "offers needs an account to ask as"
      local mine = set_of(o.ask(account))
      local theirs = handle ~= "" and c == P.main and set_of(o.ask(api.person(handle))) or nil
      local reading = { texts = texts, split = {}, known = {}, called = {}, call = o.call }
      local r = { target = c.name, what = o.what, hint = o.hint, steps = {}, kinds = {}, makes = {} }
      for id, body in next, c.bodies do
        local needs = needs_of(reading, body.run, body.watch)
        r.steps[id] = lacking(needs, mine, theirs)
        r.makes[id] = list {}
        for kind in next, needs.kinds do r.makes[id][#r.makes[id] + 1] = kind end
      end
      for kind, e in next, c.entities do
        r.kinds[kind] = {
          find = lacking(needs_of(reading, e.find, e.find_many), mine, nil),
          make = lacking(needs_of(reading, e.needs, e.create, e.create_many), mine, nil),
          make_as = lacking(needs_of(reading, e.create), mine, theirs), -- by a person, in a step
          change = lacking(needs_of(reading, e.update), mine, nil),
          remove = lacking(needs_of(reading, e.remove, e.remove_many), mine, nil),
        }
      end
      r.called = 0
      for _ in next, reading.called do r.called = r.called + 1 end
      P.context = before
      all[#all + 1] = r
    end
  end
  return all
end

---------------------------------------------------------------- content
-- Of the things that the project declares, those that the LMS does not have; in their order, by place from 1.
function P.missing_content(things)
  local missing = list {}
  for i, t in ipairs(things) do
    if P.has_entity(t.kind) and not P.has_entity(t.kind).left_out then
      if not P.named_part(t.kind, t.key).exists then missing[#missing + 1] = i end
    end
  end
  return missing
end
