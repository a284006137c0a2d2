-- Accounts and profiles.
local common = require "common"
local kolibri = require "kolibri/site"
local lms, as, admin, facility = kolibri.lms, kolibri.as, kolibri.admin, kolibri.facility

-- Unknown filters are ignored and give everybody: what comes back is always compared.
local function users(query) return as(admin):get("/api/auth/facilityuser/", { query = query }).json end
local function everybody() return users { member_of = facility() } end
-- Kolibri keeps one name of a person; the first word is the first name.
local function canonical_user(u)
  if not u then return nil end
  local firstname, lastname = text.matches(u.full_name, [[^(\S*) ?(.*)$]])
  return { id = u.id, username = u.username, fullname = u.full_name, firstname = firstname, lastname = lastname, idnumber = u.id_number or "" }
end
local function user_fields(u)
  return {
    username = u.username, full_name = (u.firstname or u.username) .. " " .. (u.lastname or ""), password = u.password or setting "password",
    id_number = u.idnumber, facility = facility(),
  }
end

entity "user" {
  accepts = { "username", "firstname", "lastname", "password", "idnumber" },
  ignores = { "email", "department", "city", "phone1", "lang" },
  new_key = function(name, suffix) return name .. "_" .. suffix end, -- letters, digits and _ only
  find = function(user)
    return canonical_user(first(users { search = user.username, member_of = facility() }, function(u) return u.username == user.username end))
  end,
  find_many = function(wanted)
    local by_username = {}
    for _, u in ipairs(everybody()) do by_username[u.username] = canonical_user(u) end
    return map(wanted, function(u) return by_username[u.username] or null end)
  end,
  create = function(user, by) return as(by or admin):post("/api/auth/facilityuser/", { json = user_fields(user) }).json end,
  update = function(found, changes)
    local name = (changes.firstname or found.firstname) .. " " .. (changes.lastname or found.lastname)
    as(admin):patch("/api/auth/facilityuser/" .. found.id .. "/", { json = { id_number = changes.idnumber, full_name = name } })
  end,
  -- twice: the first only hides the account, and a hidden account still makes an import say "duplicated"
  half_removed = function(user)
    local hidden = first(as(admin):get("/api/auth/deletedfacilityuser/").json, function(u) return u.username == user.username end)
    return hidden and { id = hidden.id, username = hidden.username, is_hidden = true }
  end,
  remove = function(found)
    if not found.is_hidden then as(admin):delete("/api/auth/facilityuser/" .. found.id .. "/") end
    as(admin):delete("/api/auth/deletedfacilityuser/" .. found.id .. "/")
  end,
}

---------------------------------------------------------------- people and profiles
local columns = { idnumber = "id_number", fullname = "full_name", username = "username" }
local function column(field)
  return columns[field] or not_applicable {
    en = ("Kolibri keeps no '%s' of a person"):format(field), nl = ("Kolibri bewaart van iemand geen '%s'"):format(word("field", field, "nl")),
  }
end
-- What a scenario watches is what it tried to make itself: others make people and classes meanwhile.
local tried = {}
local function fresh(prefix)
  local name = common.fresh(prefix)
  tried[name] = true
  return name
end
local function fresh_user(more) return merge({ username = fresh "x", firstname = "Extra", lastname = "Persoon" }, more) end
local function user_count() return #filter(everybody(), function(u) return tried[u.username] end) end

on("user.create", function(actor, field, value)
  if field then column(field) end
  expect(create("user", fresh_user(field and { [field] = value }), actor).exists, "the account").equals(true)
end).watches(user_count)
on("user.count_with", function(count, field, value)
  local name = column(field)
  expect(#filter(everybody(), function(u) return u[name] == value end), "people with " .. field .. " " .. value).equals(count)
end)

local function user_now(reader, person) return as(reader):get("/api/auth/facilityuser/" .. person.id .. "/").json end
-- Without a person it is the own account, at the same address.
on("user.change", function(actor, field, person, value)
  local name = column(field)
  person = person or actor
  undo("user.put_back", { id = person.id, columns = { [name] = user_now(admin, person)[name] or "" } })
  as(actor):patch("/api/auth/facilityuser/" .. person.id .. "/", { json = { [name] = value } })
  expect(user_now(admin, person)[name], field).equals(value)
end).watches(function(actor, _, person) return canonical_user(user_now(admin, person or actor)) end)
cleanup "user.put_back" (function(user) as(admin):patch("/api/auth/facilityuser/" .. user.id .. "/", { json = user.columns }) end)

on("profile.read", function(actor, person)
  user_now(actor, person)
  world.reader, world.read = actor, person
end).watches(function(_, person) return canonical_user(user_now(admin, person)) end)
on("profile.find", function(actor, field, value)
  local name = column(field)
  local there = as(actor):get("/api/auth/facilityuser/", { query = { member_of = facility() } }).json
  local found = filter(there, function(u) return u[name] == value end)
  expect(#found, "people with " .. field .. " " .. value).equals(1)
  world.reader, world.read = actor, { id = found[1].id }
end)
on("profile.shows", function(field, value) expect(user_now(world.reader, world.read)[column(field)], field).equals(value) end)
on("profile.hides", function(field)
  local name = column(field)
  local shown = user_now(world.reader, world.read)
  expect(shown.full_name, "full name").is_present()
  expect(user_now(admin, world.read)[name], field .. " as the administrator finds it").is_present()
  expect(shown[name], field).is_empty()
end)

local function closed_accounts() return as(admin):get("/api/auth/deletedfacilityuser/").json end
-- Kolibri's way to close an account: it is gone from all lists, nobody can use it, and for 30 days it can be taken back.
on("user.deactivate", function(actor, person)
  undo("user.restore", { id = person.id })
  as(actor):delete("/api/auth/facilityuser/" .. person.id .. "/")
  forget_session(person)
  expect(map(closed_accounts(), function(u) return u.username end), "closed accounts").contains(person.username)
end).watches(function(_, person)
  return list { first(everybody(), function(u) return u.id == person.id end) and "open" or "closed" }
end)
cleanup "user.restore" (function(user)
  if not first(closed_accounts(), function(u) return u.id == user.id end) then return end
  as(admin):post("/api/auth/deletedfacilityuser/restore/", { query = { by_ids = user.id }, json = {} })
end)

on("login.works", function(person) expect(lms:sign_in(person).session.user, "signed in as").equals(person.id) end)
-- A closed account is answered as unknown, like one that never was: who never had one shows nothing.
on("login.fails", function(person)
  local site, failure = try(lms.sign_in, lms, person)
  if failure and failure.class == "not-found" and not first(closed_accounts(), function(u) return u.username == person.username end) then
    not_found("there is no account " .. person.username .. ", open or closed")
  end
  expect(site and "signed in" or failure.class == "not-found" and "refused" or failure.class, "signing in").equals "refused"
end)

return { columns = columns, users = users, everybody = everybody, user_now = user_now, fresh = fresh, tried = tried }
