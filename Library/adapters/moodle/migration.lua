-- What was taken over from an old LMS, read as an administrator reads it and compared row by row.
local moodle = require "moodle/site"
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
-- The day in time zones near Greenwich, whether the LMS keeps midnight there or noon.
local function day(seconds) return seconds and seconds > 0 and time.iso(seconds + 6 * 3600):sub(1, 10) or "" end

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
  expect(map(children, function(c) return line(c.idnumber, c.name) end), "below " .. code)
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
    there = ws(admin, "core_webservice_get_site_info").username
  else
    all = codes(ws(admin, "core_course_get_courses"))
    there = first(ws(admin, "core_course_get_courses_by_field", { field = "id", value = 1 }).courses).shortname
  end
  local keys, wanted = {}, nil
  for _, name in ipairs(all) do keys[name] = true end
  for _, row in ipairs(rows) do
    local name = row[key] or broken("a row names no " .. key)
    if not wanted or keys[name] then wanted = name end
  end
  -- one that is there after all, or the first: none is
  expect(all, what).lacks(wanted or broken "the table names nobody", { beside = there })
end)

-- Everything that somebody wrote in a course.
local function texts_of(course)
  local texts = { course.fullname, course.summary or "" }
  for _, section in ipairs(ws(admin, "core_course_get_contents", { courseid = course.id })) do
    texts[#texts + 1] = section.name .. " " .. (section.summary or "")
    for _, module in ipairs(section.modules) do texts[#texts + 1] = module.name .. " " .. (module.description or "") end
  end
  return table.concat(texts, "\n")
end
on("stock.texts", function(code, words)
  local courses = courses_below(code)
  expect(#courses, "courses in " .. code).at_least(1)
  local holding = filter(courses, function(c) return text.has(texts_of(c), words) end)
  expect(codes(holding), "courses that hold " .. words).is_empty()
end)

on("stock.links", function(code)
  local dead, count = list {}, 0
  local base = setting "base"
  for _, course in ipairs(courses_below(code)) do
    for _, link in ipairs(text.all(texts_of(course), [[href="([^"]+)"]])) do
      local address = text.decode_entities(type(link) == "table" and link[1] or link)
      if text.has(address, base) then address = address:sub(#base + 1) end
      count = count + 1
      local answer = address:sub(1, 1) == "/" and lms:as(admin, "browser"):get(address, { check = false, html = true })
      if not answer or answer.status >= 400 then dead[#dead + 1] = course.shortname .. ": " .. address end
    end
  end
  expect(count, "links").at_least(1)
  expect(dead, "links that lead nowhere").is_empty()
end)

---------------------------------------------------------------- completions
local function completed_on(course, user)
  local status, none = try(ws, admin, "core_completion_get_course_completion_status", { courseid = course, userid = user })
  if not status then return text.has(none.message, "nocriteriaset") and "" or broken(none.message) end
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
  people[""] = 0
  for _ in pairs(all) do people[""] = people[""] + 1 end
  local found, wanted = list {}, list {}
  for i, row in ipairs(rows) do
    local course, year = row.course or "", row.year and tostring(row.year) or ""
    local number
    if row.what == "courses" then number = #courses
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
