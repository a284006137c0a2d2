-- Competency frameworks, links and evidence.
local common = require "common"
local moodle = require "moodle/site"
local ws, admin = moodle.ws, moodle.admin

local function competencies(filter, person)
  return ws(person or admin, "core_competency_list_competencies", { filters = { filter }, sort = "shortname", order = "ASC", skip = 0, limit = 0 })
end
local function of_framework(framework, person) return competencies({ column = "competencyframeworkid", value = framework.id }, person) end

local function all_frameworks()
  return ws(admin, "core_competency_list_competency_frameworks", { sort = "shortname", order = "ASC", skip = 0, limit = 0, context = { contextid = 1 } })
end
local function canonical_competency(c)
  return { id = c.id, idnumber = c.idnumber, shortname = c.shortname, competencyframework = c.competencyframeworkid, cluster = c.parentid }
end
-- Competencies go with their framework, so only frameworks of ours are looked into.
local function marked_frameworks() return filter(all_frameworks(), function(f) return moodle.is_marked(f.description) end) end

-- Moodle answers false when somebody has been rated or has evidence: then it goes after that person.
local function in_use() broken "it is in use: somebody has been rated or has evidence" end
entity "framework" {
  takes = { "competency" },
  find = function(f) return first(all_frameworks(), function(x) return x.idnumber == f.idnumber end) end,
  find_many = function(wanted)
    local all = all_frameworks()
    return map(wanted, function(f) return first(all, function(x) return x.idnumber == f.idnumber end) or null end)
  end,
  marked = marked_frameworks,
  -- scale 2 is Moodle's own for competencies: not yet competent, competent
  create = function(f)
    return ws(admin, "core_competency_create_competency_framework", { competencyframework = {
      shortname = f.shortname, idnumber = f.idnumber, contextid = 1, scaleid = 2, description = moodle.mark,
      scaleconfiguration = json.encode(list { { scaleid = "2" }, { id = 1, scaledefault = 1, proficient = 0 }, { id = 2, scaledefault = 0, proficient = 1 } }) } })
  end,
  remove = function(found) if ws(admin, "core_competency_delete_competency_framework", { id = found.id }) == false then in_use() end end,
}
entity "competency" {
  find = function(c)
    local framework = rawget(c, "competencyframework") -- a thing that is looked up knows its key only
    local found = framework and of_framework(framework) or competencies { column = "idnumber", value = c.idnumber }
    found = first(found, function(x) return x.idnumber == c.idnumber end)
    return found and canonical_competency(found)
  end,
  create = function(c)
    return ws(admin, "core_competency_create_competency", { competency = {
      shortname = c.shortname, idnumber = c.idnumber, competencyframeworkid = c.competencyframework.id, parentid = c.cluster and c.cluster.id or 0 } })
  end,
  remove = function(found) if ws(admin, "core_competency_delete_competency", { id = found.id }) == false then in_use() end end,
}

---------------------------------------------------------------- steps
on("framework.read", function(actor, framework) of_framework(framework, actor) end)
on("framework.scale", function(framework, count)
  expect(#ws(admin, "core_competency_get_scale_values", { scaleid = framework.scaleid }), "levels").equals(count)
end)
local function linked(course) return map(ws(admin, "core_competency_list_course_competencies", { id = course.id }), function(x) return x.competency.idnumber end) end
on("competency.link", function(competency, course)
  if not ws(admin, "core_competency_add_competency_to_course", { courseid = course.id, competencyid = competency.id }) then
    return already "it is linked"
  end
  if not moodle.is_copy(course) then undo("competency.unlink", { courseid = course.id, competencyid = competency.id }) end
end)
cleanup "competency.unlink" (function(link) ws(admin, "core_competency_remove_competency_from_course", link) end)
on("competency.learnable", function(competency, course) expect(linked(course), "competencies of " .. course.shortname).contains(competency.idnumber) end)
-- Not raw: Moodle (5.1.3) then answers with an object where its own schema wants the text of the evidence.
local function summary(competency, person)
  return ws(admin, "tool_lp_data_for_user_competency_summary", { userid = person.id, competencyid = competency.id, moodlewssettingraw = 0 })
end
on("competency.evidence", function(competency, person, course)
  local evidence = summary(competency, person).evidence or {}
  local words = text.decode_entities(table.concat(map(evidence, function(e) return e.description .. " " .. tostring(e.desca) end), "\n"))
  -- A site shows courses by their name or their code, as its administrator wants; one may begin with another.
  local name = common.is_whole_in(words, course.shortname) and course.shortname or course.fullname
  expect(common.is_whole_in(words, name) and name or words, "what the evidence names").equals(name)
end)
on("competency.review", function(actor, competency)
  ws(actor, "core_competency_user_competency_request_review", { userid = actor.id, competencyid = competency.id })
  undo("competency.quiet", { userid = actor.id, competencyid = competency.id })
  -- 1: waiting for review
  expect(summary(competency, actor).usercompetency.status, "state of the competency").equals(1)
end)
-- Who has been rated meanwhile waits no longer: then there is nothing to take back.
cleanup "competency.quiet" (function(review)
  try(function() ws(admin, "core_competency_user_competency_cancel_review_request", review) end)
end)
on("competency.rate", function(actor, competency, person, level, remark)
  ws(actor, "core_competency_grade_competency", {
    userid = person.id, competencyid = competency.id, grade = level, note = remark, moodlewssettingraw = 0 })
end)

---------------------------------------------------------------- a framework row by row
local function sorted(items)
  table.sort(items)
  return items
end
local function plain(html) return text.trim(text.decode_entities(text.replace(html or "", "<[^>]*>", ""))) end

-- A column that no row fills in is not compared; a cell that is empty where others are not asks for an empty field.
on("framework.holds", function(framework, rows)
  local all, named = of_framework(framework), {}
  for _, row in ipairs(rows) do
    for column in pairs(row) do named[column] = true end
  end
  local function line(c)
    local cells = { c.idnumber }
    for _, column in ipairs { "shortname", "description", "cluster" } do
      if named[column] then cells[#cells + 1] = c[column] or "" end
    end
    return table.concat(cells, " | ")
  end
  local above = {}
  for _, c in ipairs(all) do above[c.id] = c.idnumber end
  local found = map(all, function(c)
    return line { idnumber = c.idnumber, shortname = c.shortname, description = plain(c.description), cluster = above[c.parentid] }
  end)
  expect(sorted(found), "competencies of " .. framework.idnumber).equals(sorted(map(rows, line)))
end)

-- A level that is asked for by its number is compared as a number, and one without a level has evidence all the same.
on("framework.levels", function(framework, rows)
  local wanted, names, asked, found = list {}, list {}, {}, list {}
  local function line(user, competency, level, remark)
    return ("%s %s: %s"):format(user, competency, (level or "") == "" and "evidence and no level" or level .. ", " .. (remark or ""))
  end
  for _, row in ipairs(rows) do
    local user, competency = row.username.username, row.competency.idnumber
    wanted[#wanted + 1] = line(user, competency, row.level, row.remark)
    if not asked[user] then
      names[#names + 1] = user
      asked[user] = {}
    end
    asked[user][competency] = row
  end
  local all = of_framework(framework)
  for _, user in ipairs(ws(admin, "core_user_get_users_by_field", { field = "username", values = names })) do
    for _, c in ipairs(all) do
      local seen, row = summary(c, user), asked[user.username][c.idnumber]
      local own, evidence = seen.usercompetency, seen.evidence or {}
      if own and own.grade then
        local all = map(evidence, function(e) return plain(e.note) end)
        local notes = table.concat(all, "; ")
        local by_number = row and tonumber(row.level) ~= nil
        -- among other remarks the wanted one is enough
        local remark = row and (row.remark == nil and "" or first(all, function(note) return note == row.remark end)) or notes
        found[#found + 1] = line(user.username, c.idnumber, by_number and tostring(own.grade) or plain(own.gradename), remark)
      elseif row and #evidence > 0 then
        found[#found + 1] = line(user.username, c.idnumber)
      end
    end
  end
  expect(sorted(found), "levels in " .. framework.idnumber).equals(sorted(wanted))
end)

return { summary = summary }
