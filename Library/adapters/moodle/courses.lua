-- Categories, courses and the catalogue.
local common = require "common"
local moodle = require "moodle/site"
local migration = require "moodle/migration"
local ws, admin = moodle.ws, moodle.admin

local function all_categories(person) return ws(person, "core_course_get_categories") end
local function canonical_category(c) return c and { id = c.id, idnumber = c.idnumber, name = c.name, category = c.parent } end
local function category_fields(c)
  return { name = c.name, idnumber = c.idnumber, parent = c.category and c.category.id or 0, description = moodle.mark }
end

entity "category" {
  takes = { "course", "category" },
  find = function(c)
    -- what is below it comes along, in no promised order
    local all = ws(admin, "core_course_get_categories", { criteria = { { key = "idnumber", value = c.idnumber } } })
    return canonical_category(first(all, function(x) return x.idnumber == c.idnumber end))
  end,
  find_many = function(wanted)
    local by_idnumber = {}
    for _, c in ipairs(all_categories(admin)) do by_idnumber[c.idnumber or ""] = canonical_category(c) end
    return map(wanted, function(c) return by_idnumber[c.idnumber] or null end)
  end,
  marked = function()
    return map(filter(all_categories(admin), function(c) return moodle.is_marked(c.description) end), canonical_category)
  end,
  create = function(c, by) return first(ws(by or admin, "core_course_create_categories", { categories = { category_fields(c) } })) end,
  create_many = function(cs) return ws(admin, "core_course_create_categories", { categories = map(cs, category_fields) }) end,
  update = function(found, changes) ws(admin, "core_course_update_categories", { categories = { { id = found.id, name = changes.name } } }) end,
  remove = function(found) ws(admin, "core_course_delete_categories", { categories = { { id = found.id, recursive = 1 } } }) end,
  remove_many = function(found)
    ws(admin, "core_course_delete_categories", { categories = map(found, function(c) return { id = c.id, recursive = 1 } end) })
  end,
}

-- Noon, so that the day is the same in every time zone an LMS of ours may have.
local function day_to_unix(day)
  if day == nil or day == "" then return nil end
  return math.floor(time.unix(day .. "T12:00:00Z"))
end
local function unix_to_day(seconds) return seconds and seconds > 0 and time.iso(seconds):sub(1, 10) or "" end

local function canonical_course(c)
  return c and {
    id = c.id, shortname = c.shortname, fullname = c.fullname, summary = c.summary, category = c.categoryid,
    visible = c.visible == 1 or c.visible == true, startdate = unix_to_day(c.startdate), enddate = unix_to_day(c.enddate),
  }
end
-- The mark and the code, because two courses may not have the same idnumber, which has room for 100 letters.
local function course_mark(c)
  local text = moodle.mark .. c.shortname
  if utf8.len(text) <= 100 then return text end
end
-- newsitems 0: no forum that nobody asked for; enddate 0: else Moodle ends the course in a year.
local function section_names(c) return c.sections and c.sections ~= "" and map(text.split(c.sections, ","), text.trim) or nil end
local function course_fields(c)
  local names = section_names(c)
  return {
    shortname = c.shortname, fullname = c.fullname, summary = c.summary, visible = c.visible, numsections = names and #names or c.numsections,
    categoryid = c.category and c.category.id or tonumber(setting("category", 1)), newsitems = 0, enablecompletion = 1,
    startdate = day_to_unix(c.startdate), enddate = day_to_unix(c.enddate) or 0, idnumber = course_mark(c),
  }
end
local function course_by(field, value)
  return canonical_course(first(ws(admin, "core_course_get_courses_by_field", { field = field, value = value }).courses))
end

-- No function makes a course with named sections: it makes them numbered, and each is then named.
local function name_sections(c, made)
  local names = section_names(c)
  if not names then return end
  local sections = filter(ws(admin, "core_course_get_contents", { courseid = made.id }), function(s) return s.section > 0 end)
  if #sections ~= #names then broken(("the course has %d sections, not %d"):format(#sections, #names)) end
  for i, name in ipairs(names) do
    ws(admin, "core_update_inplace_editable", { component = "format_topics", itemtype = "sectionname", itemid = sections[i].id, value = name })
  end
end

entity "course" {
  batch = 20, takes = { "course enrolment", "activity", moodle.built_in and "certificate" or nil },
  find = function(c) return course_by("shortname", c.shortname) end,
  -- No function finds courses by several codes: many are found among all, a few by their numbers or one by one.
  find_many = function(wanted)
    local ids = list {}
    for _, c in ipairs(wanted) do ids[#ids + 1] = rawget(c, "id") end
    local is_numbered = #ids == #wanted
    if #wanted < 10 and not is_numbered then return map(wanted, function(c) return course_by("shortname", c.shortname) or null end) end
    local by_code = {}
    for _, c in ipairs(is_numbered and ws(admin, "core_course_get_courses", { options = { ids = ids } }) or moodle.all_courses()) do
      by_code[c.shortname] = canonical_course(c)
    end
    return map(wanted, function(c) return by_code[c.shortname] or null end)
  end,
  create = function(c, by)
    local made = first(ws(by or admin, "core_course_create_courses", { courses = { course_fields(c) } }))
    name_sections(c, made)
    return made
  end,
  create_many = function(cs)
    local made = ws(admin, "core_course_create_courses", { courses = map(cs, course_fields) })
    for i, c in ipairs(cs) do name_sections(c, made[i]) end
    return made
  end,
  marked = function()
    local all = moodle.all_courses()
    return map(filter(all, function(c) return c.idnumber == moodle.mark .. c.shortname end), canonical_course)
  end,
  update = function(found, changes)
    local fields = { id = found.id, fullname = changes.fullname, summary = changes.summary, visible = changes.visible,
      categoryid = type(changes.category) == "table" and changes.category.id or changes.category }
    if changes.startdate then fields.startdate = day_to_unix(changes.startdate) end
    if changes.enddate then fields.enddate = day_to_unix(changes.enddate) or 0 end
    ws(admin, "core_course_update_courses", { courses = { fields } })
  end,
  remove = function(found) ws(admin, "core_course_delete_courses", { courseids = { found.id } }) end,
  remove_many = function(found) ws(admin, "core_course_delete_courses", { courseids = map(found, function(c) return c.id end) }) end,
}

---------------------------------------------------------------- courses
-- What a scenario watches is what it tried to make itself: others make courses meanwhile.
local tried = {}
on("course.create", function(actor)
  local code = common.fresh "X-"
  tried[code] = true
  expect(create("course", { shortname = code, fullname = "Extra cursus " .. code }, actor).exists, "the course").equals(true)
end).watches(function()
  return #filter(moodle.all_courses(), function(c) return tried[c.shortname] end)
end)
on("course.rename", function(actor, course, name)
  if not moodle.is_copy(course) then undo("course.put_back", { id = course.id, fullname = course.fullname }) end
  ws(actor, "core_course_update_courses", { courses = { { id = course.id, fullname = name } } })
  expect(course_by("id", course.id).fullname, "name").equals(name)
end).watches(function(_, course) return course_by("id", course.id) end)
cleanup "course.put_back" (function(course) ws(admin, "core_course_update_courses", { courses = { course } }) end)
on("course.open", function(actor, course)
  ws(actor, "core_course_get_contents", { courseid = course.id })
  world.opener = actor
end)
  .watches(function(_, course) return course_by("id", course.id) end)

---------------------------------------------------------------- catalogue
on("category.read", function(actor) all_categories(actor) end)

local function published(category)
  return filter(map(migration.courses_below(category.idnumber), canonical_course), function(c) return c.visible end)
end
-- As a reader takes a name: small letters, those with accents too, and one space where there are more.
local function plain(name)
  local words = text.trim(text.replace(text.decode_entities(name), [[[\s\x{A0}\x{200B}]+]], " ")):lower()
  for i = 0x80, 0x9E do words = text.replace(words, "\xC3" .. string.char(i), "\xC3" .. string.char(i + 32)) end
  return words
end
on("catalogue.complete", function(category, having, detail)
  local courses = published(category)
  expect(#courses, "published courses").at_least(having == "own" and 2 or 1)
  -- An editor leaves a hard space where nobody wrote anything.
  local function is_blank(html)
    return text.matches(text.decode_entities(text.replace(html, "<[^>]*>", "")), [[^[\s\x{A0}\x{200B}]*$]]) ~= nil
  end
  local lacking = filter(courses, function(c) return c[detail] == nil or is_blank(c[detail]) end)
  expect(map(lacking, function(c) return c.shortname end), "courses without " .. detail).is_empty()
  if having ~= "own" then return end
  -- Two that differ in capitals or spaces are one to a reader.
  local seen, double = {}, list {}
  for _, c in ipairs(courses) do
    local as_read = plain(c[detail])
    if seen[as_read] then double[#double + 1] = c[detail] end
    seen[as_read] = true
  end
  expect(double, "the same " .. detail).is_empty()
end)

local function search(person, words)
  return map(ws(person, "core_course_search_courses", { criterianame = "search", criteriavalue = words }).courses, function(c) return c.shortname end)
end
on("catalogue.search", function(actor, words)
  search(actor, words)
  world.searcher, world.words = actor, words
end)
on("catalogue.among", function(course, count)
  local found, top = search(world.searcher, world.words), list {}
  for i = 1, math.min(count, #found) do top[i] = found[i] end
  expect(top, "first " .. count .. " results").contains(course.shortname)
end)
on("catalogue.hides", function(course, hidden)
  -- What does not exist is never found: that would say nothing about hiding.
  expect(hidden.exists, hidden.shortname .. " as the administrator finds it").equals(true)
  expect(search(world.searcher, world.words), "results").lacks(hidden.shortname, { beside = course.shortname })
end)
on("course.publish", function(actor, course)
  if not moodle.is_copy(course) then undo("course.put_back", { id = course.id, visible = 0 }) end
  ws(actor, "core_course_update_courses", { courses = { { id = course.id, visible = 1 } } })
  expect(course_by("id", course.id).visible, "visible").equals(true)
end).watches(function(_, course) return course_by("id", course.id) end)
on("course.detail", function(course, detail, value) expect(course_by("id", course.id)[detail], detail).equals(value) end)
on("course.upcoming", function(course)
  local starts = first(ws(admin, "core_course_get_courses_by_field", { field = "id", value = course.id }).courses).startdate
  expect(starts, "start date as a number, after now").at_least(moodle.now())
end)

return { course_by = course_by }
