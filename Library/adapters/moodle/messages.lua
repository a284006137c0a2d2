-- What Moodle told people, and what they want to be told.
local moodle = require "moodle/site"
local activities = require "moodle/activities"
local ws, admin = moodle.ws, moodle.admin

---------------------------------------------------------------- notifications
-- Moodle sends some with its next cron and keeps each, whatever way it is delivered: read = 2 is both seen and unseen.
-- Who no longer has access is asked about by the administrator.
local function sent_to(person, count, from)
  return ws(count == 0 and admin or person, "core_message_get_messages", {
    useridto = person.id, useridfrom = from and from.id or 0, type = "notifications", read = 2, newestfirst = 1 }).messages
end
-- That nothing came is only believed when something came for somebody else meanwhile.
local function arrived(seconds, person, count, from, is_about, label)
  if count == 0 and not world_has "notified" then
    not_automated {
      en = "that nothing came proves nothing as long as no step saw something come",
      nl = "dat er niets kwam bewijst niets zolang geen stap iets zag komen",
    }
  end
  local titles
  local function look() titles = map(filter(sent_to(person, count, from), is_about), function(m) return m.subject end) end
  -- One too many does not go away by waiting.
  if count == 0 then look()
  else
    eventually({ within = seconds, every = 5 }, function()
      look()
      expect(#titles, "notifications about " .. label).at_least(count)
    end)
  end
  expect(#titles, ("notifications about %s (%s)"):format(label, table.concat(titles, "; "))).equals(count)
  if count > 0 then world.notified = true end
end

-- Only those that lead to the activity count, for another course may have one of the same name.
on("assignment.notified", function(seconds, actor, count, person, assignment_)
  arrived(seconds, actor, count, person, function(m)
    return text.matches(m.contexturl or "", [[[?&]id=(\d+)]]) == tostring(assignment_.id)
  end, assignment_.name)
end)
-- A notification leads to the course, to an activity in it, or names it. A welcome leads to the profile of who
-- sent it, as somebody of that course.
on("course.notified", function(seconds, actor, count, course)
  local inside = {}
  for _, m in ipairs(activities.modules(course)) do inside[tostring(m.id)] = true end
  -- Who is seeded once heard of courses before this one, some of the same name.
  local made = first(ws(admin, "core_course_get_courses_by_field", { field = "id", value = course.id }).courses).timecreated
  arrived(seconds, actor, count, nil, function(m)
    if m.timecreated < made then return false end
    local words = (m.contexturl or "") .. " " .. (m.fullmessage or "")
    local linked = text.matches(words, [[/course/view\.php\?id=(\d+)]]) or text.matches(m.contexturl or "", [[(?:[?&]|&amp;)course=(\d+)]])
    local activity = text.matches(words, [[/mod/\w+/view\.php\?id=(\d+)]])
    if linked or activity then return linked == tostring(course.id) or inside[activity or ""] == true end
    return text.has((m.subject or "") .. " " .. words, course.fullname)
  end, course.shortname)
end)

---------------------------------------------------------------- preferences
local providers = { forum = "message_provider_mod_forum_posts", due = "message_provider_mod_assign_assign_due_soon" }
local function ways(reader, person, notice)
  local wanted = providers[notice]
  for _, component in ipairs(ws(reader, "core_message_get_user_notification_preferences", { userid = person.id }).preferences.components) do
    local found = first(component.notifications, function(n) return n.preferencekey == wanted end)
    if found then return found.processors end
  end
  not_applicable {
    en = ("this site has no messages of the kind %s"):format(wanted), nl = ("deze site heeft geen berichten van de soort %s"):format(wanted),
  }
end
local function is_on(processors) return first(processors, function(p) return p.enabled end) ~= nil end

on("message.switch", function(actor, notice)
  undo("message.back", { userid = actor.id, type = providers[notice] .. "_enabled" })
  ws(actor, "core_user_update_user_preferences", { userid = actor.id, preferences = { { type = providers[notice] .. "_enabled", value = "none" } } })
  local now = ways(actor, actor, notice)
  local lock = first(now, function(p) return p.enabled and p.locked end)
  if lock then conflict("the LMS goes on sending them by " .. lock.displayname .. ", which nobody may switch off") end
  expect(is_on(now), "still on").equals(false)
end).watches(function(actor, notice) return tostring(is_on(ways(admin, actor, notice))) end)
-- Without a value the preference goes, and the site's own holds again.
cleanup "message.back" (function(p)
  ws(admin, "core_user_update_user_preferences", { userid = p.userid, preferences = { { type = p.type } } })
end)
on("message.kind", function(notice, switch, person)
  expect(is_on(ways(admin, person, notice)) and "on" or "off", providers[notice]).equals(switch)
end)
