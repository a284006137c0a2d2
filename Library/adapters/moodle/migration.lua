-- What was taken over from an old LMS, read as an administrator reads it and compared row by row.
local moodle = require "moodle/site"
local jobs = require "moodle/jobs"
local inside = require "moodle/inside"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

-- A column that no row fills in is not compared; a cell that is empty where others are not asks for an empty field.
local function columns_of(rows)
  local named = {}
  for _, row in ipairs(rows) do
    for column in pairs(row) do named[column] = true end
  end
  return named
end
local function sorted(items)
  table.sort(items)
  return items
end
local function plain(html) return text.trim(text.decode_entities(text.replace(html or "", "<[^>]*>", ""))) end
-- The day as the administrator is shown it.
local function day(seconds) return seconds and seconds > 0 and time.iso(seconds + jobs.zone(admin, seconds)):sub(1, 10) or "" end

-- The courses of a category and of all below it.
local function courses_below(code)
  local found = ws(admin, "core_course_get_categories", { criteria = { { key = "idnumber", value = code } } })
  local top = first(found, function(c) return c.idnumber == code end)
  expect(top and top.idnumber, "category " .. code).equals(code)
  local courses = list {}
  for _, category in ipairs(found) do
    if category.id == top.id or text.has(category.path .. "/", "/" .. top.id .. "/") then
      for _, c in ipairs(ws(admin, "core_course_get_courses_by_field", { field = "category", value = category.id }).courses) do
        courses[#courses + 1] = c
      end
    end
  end
  return courses
end
local function codes(courses) return sorted(map(courses, function(c) return c.shortname end)) end

---------------------------------------------------------------- courses
-- The categories right below one, in the order of the LMS.
local function compare_children(code, rows)
  local all = ws(admin, "core_course_get_categories")
  local top = first(all, function(c) return c.idnumber == code end)
  expect(top and top.idnumber, "category " .. code).equals(code)
  local children = filter(all, function(c) return c.parent == top.id end)
  table.sort(children, function(x, y) return x.sortorder < y.sortorder end)
  local is_named = columns_of(rows).fullname
  local function line(number, name) return is_named and number .. " | " .. (name or "") or number end
  expect(map(children, function(c) return line(c.idnumber or "", c.name) end), "below " .. code)
    .equals(map(rows, function(r) return line(r.category.idnumber, r.fullname) end))
end
on("category.holds", function(category, contents, rows)
  local code = category.idnumber
  if contents == "categories" then return compare_children(code, rows) end
  local named = columns_of(rows)
  local function line(c)
    local cells = { c.shortname }
    for _, column in ipairs { "fullname", "summary", "startdate", "enddate" } do
      if named[column] then cells[#cells + 1] = c[column] or "" end
    end
    return table.concat(cells, " | ")
  end
  local found = map(courses_below(code), function(c)
    return line { shortname = c.shortname, fullname = c.fullname, summary = plain(c.summary), startdate = day(c.startdate), enddate = day(c.enddate) }
  end)
  expect(sorted(found), "courses in " .. code).equals(sorted(map(rows, line)))
end)

on("stock.none", function(what, rows)
  local key = what == "people" and "username" or "shortname"
  local all, there
  if what == "people" then
    all = map(ws(admin, "core_user_get_users", { criteria = { { key = "email", value = "%" } } }).users, function(u) return u.username end)
    there = admin.username
  else
    local courses = moodle.all_courses()
    local site = first(courses, function(c) return c.id == 1 end) or broken "the courses lack the site itself"
    all, there = codes(courses), site.shortname
  end
  -- whatever the letters: who was to be taken out as ABC is not gone as abc
  all, there = map(all, function(name) return name:lower() end), there:lower()
  local keys, wanted = {}, nil
  for _, name in ipairs(all) do keys[name] = true end
  for _, row in ipairs(rows) do
    local name = (row[key] or broken("a row names no " .. key)):lower()
    if not wanted or keys[name] then wanted = name end
  end
  -- one that is there after all, or the first: none is
  expect(all, what).lacks(wanted or broken "the table names nobody", { beside = there })
end)

-- Which function lists the activities of a kind with all that somebody wrote in them; what it is told of a course tells
-- only where the description stands on the course page.
local lists = {
  assign = "mod_assign_get_assignments", bigbluebuttonbn = "mod_bigbluebuttonbn_get_bigbluebuttonbns_by_courses",
  book = "mod_book_get_books_by_courses", choice = "mod_choice_get_choices_by_courses", data = "mod_data_get_databases_by_courses",
  feedback = "mod_feedback_get_feedbacks_by_courses", folder = "mod_folder_get_folders_by_courses", forum = "mod_forum_get_forums_by_courses",
  glossary = "mod_glossary_get_glossaries_by_courses", h5pactivity = "mod_h5pactivity_get_h5pactivities_by_courses",
  imscp = "mod_imscp_get_imscps_by_courses", label = "mod_label_get_labels_by_courses", lesson = "mod_lesson_get_lessons_by_courses",
  lti = "mod_lti_get_ltis_by_courses", page = "mod_page_get_pages_by_courses", quiz = "mod_quiz_get_quizzes_by_courses",
  resource = "mod_resource_get_resources_by_courses", scorm = "mod_scorm_get_scorms_by_courses", url = "mod_url_get_urls_by_courses",
  wiki = "mod_wiki_get_wikis_by_courses", workshop = "mod_workshop_get_workshops_by_courses",
}
-- These hold more than that: questions, options, pages, entries, posts.
local deep = { choice = true, data = true, feedback = true, forum = true, glossary = true, lesson = true, quiz = true, wiki = true, workshop = true }

-- The activities of a kind in courses by their number, wherever they stand in the answer.
local function activities_of(kind, courses)
  local by_number = {}
  local function look(value)
    if type(value) ~= "table" then return end
    local number = value.coursemodule or value.cmid
    if number then by_number[number] = value else for _, v in pairs(value) do look(v) end end
  end
  for from = 1, #courses, 200 do
    local ids = list {}
    for i = from, math.min(from + 199, #courses) do ids[#ids + 1] = courses[i].id end
    look(ws(admin, lists[kind], { courseids = ids, includenotenrolledcourses = kind == "assign" and 1 or nil }))
  end
  return by_number
end
local function each_text(value, add)
  if type(value) == "string" then add(value)
  elseif type(value) == "table" then for _, v in pairs(value) do each_text(v, add) end end
end
-- Where a browser finds what web services are told to fetch with a token.
local function shown(address, base) return text.replace(address:sub(#base + 1), "^/webservice/", "/") end
-- Everything that somebody wrote in courses, by course as `each(course, texts)` gets it, and the names of the activities
-- of which not all could be read. Files and packages are no texts, but for those that are shown as a page: chapters.
local function read_texts(courses, each)
  local unread, of_kind, base = list {}, {}, setting "base"
  for _, course in ipairs(courses) do
    local texts = list { course.fullname, course.summary or "" }
    local function add(words) texts[#texts + 1] = words end
    for _, section in ipairs(ws(admin, "core_course_get_contents", { courseid = course.id })) do
      add(section.name .. " " .. (section.summary or ""))
      for _, module in ipairs(section.modules) do
        local kind = module.modname
        add(module.name .. " " .. (module.description or ""))
        if lists[kind] then of_kind[kind] = of_kind[kind] or activities_of(kind, courses) end
        local activity = (of_kind[kind] or {})[module.id]
        each_text(activity, add)
        local within = activity and not moodle.built_in and inside.texts_of(kind, activity)
        each_text(within, add)
        local is_read = activity and (within or not deep[kind]) and (moodle.built_in or type(activity.intro) == "string")
        if not is_read and kind ~= "subsection" then unread[#unread + 1] = course.shortname .. ": " .. module.name end
        for _, f in ipairs(module.contents or {}) do
          local address = f.fileurl or ""
          if f.type == "url" then add('<a href="' .. address .. '">')
          elseif kind ~= "page" and text.matches(f.filename or "", [[\.html?$]]) and address:sub(1, #base) == base then
            add(lms:as(admin, "browser"):get(text.replace(shown(address, base), [[\?.*$]], ""), { html = true }).text)
          end
        end
      end
    end
    each(course, table.concat(texts, "\n"))
  end
  return unread
end
-- Nothing that is wrong was found; whether all is right a person says where not all could be read.
local function nothing_but(unread)
  if #unread > 0 then
    local names = table.concat(unread, ", ")
    not_automated {
      en = ("what is written inside these activities no function gives as a whole: %s"):format(names),
      nl = ("wat er in deze activiteiten staat, geeft geen functie in zijn geheel: %s"):format(names),
    }
  end
end
on("stock.texts", function(code, words)
  local courses, holding = courses_below(code), list {}
  expect(#courses, "courses in " .. code).at_least(1)
  local unread = read_texts(courses, function(course, texts)
    if text.has(texts, words) then holding[#holding + 1] = course end
  end)
  expect(codes(holding), "courses that hold " .. words).is_empty()
  nothing_but(unread)
end)

-- No page: a place on the same one, a letter to write, what a button does.
local no_page = [[^(?:#|mailto:|tel:|javascript:)|[?&]sesskey=]]
-- Moodle shows an error as a page like any other, and leads whoever asks for what is not there to where it likes; only a file
-- lies at another address than the one that was asked for.
local function leads_to_a_page(address)
  local answer = lms:as(admin, "browser"):get(address, { check = false, html = true })
  if answer.status >= 400 or answer.is_html and answer.html:one "p.errormessage, .errorbox" then return false end
  local path = moodle.path_of(answer.url)
  return path == moodle.path_of(address) or text.has(path, "/pluginfile.php/")
end
-- Another site is not asked: whether its page is there a person sees.
on("stock.links", function(code)
  local dead, elsewhere, count, seen, base = list {}, list {}, 0, {}, setting "base"
  local unread = read_texts(courses_below(code), function(course, texts)
    for _, link in ipairs(text.all(texts, [=[(?i)href\s*=\s*["']([^"']+)["']]=])) do
      local address = text.decode_entities(type(link) == "table" and link[1] or link)
      if address:sub(1, #base + 1) == base .. "/" then address = shown(address, base) end
      if not seen[address] and not text.matches(address, no_page) then
        seen[address] = true
        if address:sub(1, 1) == "/" and address:sub(1, 2) ~= "//" then
          count = count + 1
          if not leads_to_a_page(address) then dead[#dead + 1] = course.shortname .. ": " .. address end
        else
          elsewhere[#elsewhere + 1] = course.shortname .. ": " .. address
        end
      end
    end
  end)
  expect(count, "links").at_least(1)
  expect(dead, "links that lead nowhere").is_empty()
  if #elsewhere > 0 then
    local names = table.concat(elsewhere, ", ")
    not_automated {
      en = ("another site is not asked whether it has the page: %s"):format(names),
      nl = ("aan een andere site wordt niet gevraagd of de pagina er is: %s"):format(names),
    }
  end
  nothing_but(unread)
end)

---------------------------------------------------------------- completions
local function completed_on(course, user)
  local status, none = try(ws, admin, "core_completion_get_course_completion_status", { courseid = course, userid = user })
  if not status then
    if text.has(none.message, "usernotenroled") then
      not_automated {
        en = ("whether somebody completed a course no function tells while the enrolment is suspended: %s"):format(none.message),
        nl = ("of iemand een cursus heeft afgerond, zegt geen functie zolang de inschrijving is opgeschort: %s"):format(none.message),
      }
    end
    return text.has(none.message, "nocriteriaset") and "" or broken(none.message)
  end
  if not status.completionstatus.completed then return "" end
  local last = 0
  for _, c in ipairs(status.completionstatus.completions) do last = math.max(last, c.timecompleted or 0) end
  return day(last)
end
local function learners_of(course)
  return filter(ws(admin, "core_enrol_get_enrolled_users", { courseid = course.id }), function(u)
    return first(u.roles or {}, function(r) return r.roleid == role("learner").id end) ~= nil
  end)
end

on("stock.counts", function(code, rows)
  local courses = courses_below(code)
  local counts, people, activities, wants = {}, {}, {}, {}
  for _, row in ipairs(rows) do wants[row.what] = true end
  local function add(course, year)
    for _, key in ipairs { course .. "/" .. year, course .. "/", "/" .. year, "/" } do counts[key] = (counts[key] or 0) + 1 end
  end
  local all = {}
  for _, course in ipairs(courses) do
    local own = learners_of(course)
    people[course.shortname] = #own
    for _, u in ipairs(own) do
      all[u.id] = true
      local on_day = wants.completions and completed_on(course.id, u.id) or ""
      if on_day ~= "" then add(course.shortname, on_day:sub(1, 4)) end
    end
    if wants.activities then
      for _, section in ipairs(ws(admin, "core_course_get_contents", { courseid = course.id })) do
        activities[course.shortname] = (activities[course.shortname] or 0) + #section.modules
        activities[""] = (activities[""] or 0) + #section.modules
      end
    end
  end
  local there, seen = codes(courses), { [""] = true }
  for _, row in ipairs(rows) do
    local course = row.course or ""
    if not seen[course] then expect(there, "courses of " .. code).contains(course) end
    seen[course] = true
  end
  people[""] = 0
  for _ in pairs(all) do people[""] = people[""] + 1 end
  local found, wanted = list {}, list {}
  for i, row in ipairs(rows) do
    local course, year = row.course or "", row.year and tostring(row.year) or ""
    local number
    if row.what == "courses" then number = course == "" and #courses or 1
    elseif row.what == "learners" then number = people[course] or 0
    elseif row.what == "activities" then number = activities[course] or 0
    elseif row.what == "completions" then number = counts[course .. "/" .. year] or 0
    else broken("nothing in a category is counted as " .. row.what) end
    local what = text.trim(("%s %s %s"):format(row.what, course, year))
    found[i], wanted[i] = what .. ": " .. number, what .. ": " .. row.number
  end
  expect(found, "counts of " .. code).equals(wanted)
end)

-- 80 and 80.0 are one grade.
local function grade_text(grade)
  if grade and grade == math.floor(grade) then grade = math.floor(grade) end
  return tostring(grade)
end
on("stock.history", function(rows)
  local wanted, names, seen = list {}, list {}, {}
  for _, row in ipairs(rows) do
    wanted[#wanted + 1] = ("%s %s %s %s"):format(row.username, row.course, row.completed, grade_text(row.grade))
    if not seen[row.username] then names[#names + 1] = row.username end
    seen[row.username] = true
  end
  local found = list {}
  for _, user in ipairs(ws(admin, "core_user_get_users_by_field", { field = "username", values = names })) do
    for _, course in ipairs(ws(admin, "core_enrol_get_users_courses", { userid = user.id })) do
      local on_day = completed_on(course.id, user.id)
      if on_day ~= "" then
        local book = first(ws(admin, "gradereport_user_get_grade_items", { courseid = course.id, userid = user.id }).usergrades)
        local total = first(book.gradeitems, function(i) return i.itemtype == "course" end)
        found[#found + 1] = ("%s %s %s %s"):format(user.username, course.shortname, on_day, grade_text(total and total.graderaw))
      end
    end
  end
  expect(sorted(found), "training history").equals(sorted(wanted))
end)

return { courses_below = courses_below }
