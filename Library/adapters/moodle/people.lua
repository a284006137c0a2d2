-- Accounts, profiles and signing in.
local common = require "common"
local moodle = require "moodle/site"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

local function canonical_user(u)
  return u and {
    id = u.id, username = u.username, firstname = u.firstname, lastname = u.lastname, email = u.email, fullname = u.fullname,
    idnumber = u.idnumber or "", department = u.department or "", city = u.city or "", phone1 = u.phone1 or "", lang = u.lang,
    suspended = u.suspended,
  }
end
local function user_fields(u)
  return {
    username = u.username, firstname = u.firstname, lastname = u.lastname, email = u.email, password = u.password or setting "password",
    idnumber = u.idnumber, department = u.department, city = u.city, phone1 = u.phone1, lang = u.lang,
    description = moodle.mark,
  }
end
-- Everybody: a criterion is asked for, and every account has an address.
local function everybody() return ws(admin, "core_user_get_users", { criteria = { { key = "email", value = "%" } } }).users end
local function users_by(field, values)
  return ws(admin, "core_user_get_users_by_field", { field = field, values = values })
end

entity "user" {
  takes = { "role assign" },
  batch = 50, -- one call keeps far below max_input_vars, above which PHP drops fields silently
  -- user names are lower case letters, digits, - _ . and @
  new_key = function(name, suffix) return (name .. "-" .. suffix):lower() end,
  find = function(user) return canonical_user(first(users_by("username", { user.username }))) end,
  find_many = function(wanted)
    local by_username = {}
    for from = 1, #wanted, 200 do
      local names = list {}
      for i = from, math.min(from + 199, #wanted) do names[#names + 1] = wanted[i].username end
      for _, u in ipairs(users_by("username", names)) do by_username[u.username] = canonical_user(u) end
    end
    return map(wanted, function(u) return by_username[u.username] or null end)
  end,
  marked = function() return map(filter(everybody(), function(u) return moodle.is_marked(u.description) end), canonical_user) end,
  create = function(user, by) return first(ws(by or admin, "core_user_create_users", { users = { user_fields(user) } })) end,
  create_many = function(users) return ws(admin, "core_user_create_users", { users = map(users, user_fields) }) end,
  update = function(found, changes) ws(admin, "core_user_update_users", { users = { merge({ id = found.id }, changes) } }) end,
  remove = function(found) ws(admin, "core_user_delete_users", { userids = { found.id } }) end,
  remove_many = function(found) ws(admin, "core_user_delete_users", { userids = map(found, function(u) return u.id end) }) end,
}

---------------------------------------------------------------- steps
-- What a scenario watches is what it tried to make itself: others make people meanwhile.
local tried = {}
local function fresh_user(columns)
  local name = common.fresh "x"
  tried[name] = true
  return merge({ username = name, firstname = "Extra", lastname = "Persoon", email = name .. "@example.com" }, columns)
end
local function user_count()
  return #filter(everybody(), function(u) return tried[u.username] end)
end

-- core_user_get_users answers unknown criteria with everybody: only these are keys, and the answer is compared.
local countable = { idnumber = true, username = true, email = true, firstname = true, lastname = true }
local function users_with(field, value)
  if not countable[field] then
    not_applicable {
      en = ("Moodle cannot search people by '%s'"):format(field), nl = ("Moodle kan mensen niet zoeken op '%s'"):format(word("field", field, "nl")),
    }
  end
  local found = ws(admin, "core_user_get_users", { criteria = { { key = field, value = value } } }).users
  return filter(found, function(u) return u[field] == value end)
end

-- Moodle says only "invalidparameter" for what is taken, and for whatever else it does not like: the value is why when somebody
-- has it and the actor may make the same account with another one.
local function is_taken(actor, field, value)
  if not (field and countable[field]) or #users_with(field, value) == 0 then return false end
  local name = common.fresh "x"
  local other = { username = name, firstname = "Extra", lastname = "Persoon", email = name .. "@example.com" }
  if field == "firstname" or field == "lastname" or field == "idnumber" then other[field] = name end
  return try(create, "user", other, actor) ~= nil
end
on("user.create", function(actor, field, value)
  local made, failure = try(create, "user", fresh_user(field and { [field] = value }), actor)
  if made then
    expect(made.exists, "the account").equals(true)
    return
  end
  if failure.class == "invalid" and is_taken(actor, field, value) then
    conflict(field .. " '" .. value .. "' is taken: " .. failure.message, failure)
  end
  error(failure)
end).watches(user_count)
on("user.count_with", function(count, field, value) expect(#users_with(field, value), "people with " .. field .. " " .. value).equals(count) end)

local function user_now(person) return canonical_user(first(users_by("id", { person.id }))) or not_found("the account is gone") end

-- A field the form does not offer is sent all the same: only what is then unchanged was refused, and only by a form that
-- was taken in (Moodle shows the form again when its session key is wrong, and saves nothing). The last look is the actor's
-- own, so that the refusal is one of the actor's requests.
local function profile_form(actor)
  local page = lms:as(actor, "browser"):get("/user/edit.php", { query = { id = actor.id } })
  return page.html:form "input[name=_qf__user_edit_form]" or broken("no profile form at " .. page.url), page
end
local function offers(form, page, field)
  local input = page.html:one("[name='" .. field .. "']")
  return form:has(field) and not (input and (input:attribute "disabled" or input:attribute "readonly"))
end
local function change_own(actor, field, value)
  local form, page = profile_form(actor)
  local offered = offers(form, page, field)
  undo("user.put_back", { id = actor.id, [field] = user_now(actor)[field] or "" }, "user", actor)
  local answer = form:submit({ [field] = value }, { button = "submitbutton", extra = true })
  local now = user_now(actor)[field]
  if not offered and now ~= value then
    if answer.html:one "input[name=_qf__user_edit_form]" then broken "the profile form came back: nothing in it was saved" end
    profile_form(actor)
    refused("the profile form offers no '" .. field .. "', and sending it changed nothing")
  end
  expect(now, field).equals(value)
end
-- Who was removed meanwhile, by whoever made them, has nothing to be put back: Moodle knows the number no longer, or says that
-- it was deleted.
cleanup "user.put_back" (function(user)
  local _, failure = try(ws, admin, "core_user_update_users", { users = { user } })
  if failure and not text.matches(failure.message, "^(?:usernotupdateddeleted|invaliduserid):") then error(failure) end
end).many(function(users) ws(admin, "core_user_update_users", { users = users }) end)

-- Without a person, or with the actor's own name, it is the own profile.
on("user.change", function(actor, field, person, value)
  if not person or person.id == actor.id then return change_own(actor, field, value) end
  undo("user.put_back", { id = person.id, [field] = user_now(person)[field] or "" }, "user", person)
  ws(actor, "core_user_update_users", { users = { { id = person.id, [field] = value } } })
  expect(user_now(person)[field], field).equals(value)
end).watches(function(actor, _, person) return user_now(person or actor) end)

on("user.deactivate", function(actor, person)
  undo("user.put_back", { id = person.id, suspended = 0 }, "user", person)
  ws(actor, "core_user_update_users", { users = { { id = person.id, suspended = 1 } } })
  forget_session(person)
  expect(user_now(person).suspended, "suspended").equals(true)
end).watches(function(_, person) return tostring(user_now(person).suspended) end)

-- By what the web service finds people by.
local findable = { idnumber = true, username = true, email = true }
on("profile.find", function(actor, field, value)
  if not findable[field] then
    not_applicable {
      en = ("Moodle finds nobody by '%s'"):format(field), nl = ("Moodle vindt niemand op '%s'"):format(word("field", field, "nl")),
    }
  end
  local found = filter(ws(actor, "core_user_get_users_by_field", { field = field, values = { value } }), function(u) return u[field] == value end)
  expect(#found, "people with " .. field .. " " .. value).equals(1)
  world.reader, world.read = actor, { id = found[1].id }
end)

local function profile(reader, person)
  return first(ws(reader, "core_user_get_users_by_field", { field = "id", values = { person.id } })) or not_found("the profile is not shown")
end
on("profile.read", function(actor, person)
  profile(actor, person)
  world.reader, world.read = actor, person
end).watches(function(_, person) return user_now(person) end)
-- A line manager stands in a field that the site added; nobody but the setting knows which.
local function detail(shown, field)
  if field ~= "manager" then return shown[field] end
  if moodle.manager_field == "" then
    not_automated {
      en = "the setting hr_manager_field may say which profile field holds the line manager",
      nl = "de instelling hr_manager_field kan zeggen in welk profielveld de leidinggevende staat",
    }
  end
  local added = first(shown.customfields or {}, function(f) return f.shortname == moodle.manager_field end)
  return added and text.trim(added.value) or ""
end
on("profile.shows", function(field, value) expect(detail(profile(world.reader, world.read), field), field).equals(value) end)
on("profile.hides", function(field)
  local shown = profile(world.reader, world.read)
  expect(shown.fullname, "full name").is_present()
  expect(user_now(world.read)[field], field .. " as the administrator finds it").is_present()
  expect(shown[field], field).is_empty()
end)

on("login.works", function(person)
  local site = lms:sign_in(person, "token")
  expect(site.session.token, "token").is_present()
end)
-- Moodle answers alike to a closed account, a wrong password and an account that never was: the administrator tells which.
on("login.fails", function(person)
  local account = first(users_by("username", { person.username }))
  expect(account and account.username, "the account, as the administrator finds it").equals(person.username)
  local site, failure = try(lms.sign_in, lms, person, "token")
  expect(site and "signed in" or failure.class, "signing in").equals "refused"
  if world_has("guessed " .. person.username) then return end -- shut by the guesses, not closed
  expect(account.suspended == true or account.auth == "nologin", "the account is closed").equals(true)
end)
