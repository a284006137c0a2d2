-- Certificates where a site issues them as badges of the course: `certificates: badges` among the target's settings.
local common = require "common"
local moodle = require "moodle/site"
local jobs = require "moodle/jobs"
local lms, ws, admin = moodle.lms, moodle.ws, moodle.admin

local issued_as = setting("certificates", moodle.built_in and "badges" or "")
local otherwise
if issued_as ~= "badges" then
  otherwise = {
    en = "Moodle has no certificates of its own; the setting certificates may say that this site issues badges of the course as such (certificates: badges)",
    nl = "Moodle heeft zelf geen certificaten; de instelling certificates kan zeggen dat deze site daarvoor badges van de cursus uitreikt (certificates: badges)",
  }
end

-- Moodle knows no months: a badge holds for so many seconds, and 12 months are 365 days.
local day = 86400
local function validity(months) return math.floor(months * 365 / 12 + 0.5) * day end

---------------------------------------------------------------- the badge
-- One white point: a badge cannot be made without a picture.
local picture = "\x89PNG\r\n\x1A\n"
  .. "\0\0\0\rIHDR\0\0\0\1\0\0\0\1\8\0\0\0\0\x3A\x7E\x9B\x55"
  .. "\0\0\0\nIDAT\x78\xDA\x63\xF8\x0F\0\1\1\1\0\x1C\xB0\x8C\x99"
  .. "\0\0\0\0IEND\xAE\x42\x60\x82"

-- The page lists the badges of the course, each with a link to its own page.
local badge_name = "Certificate"
local function badge_of(course)
  local page = lms:as(admin, "browser"):get("/badges/index.php", { query = { type = 2, id = course.id } })
  moodle.page_says_no(page)
  for _, link in ipairs(page.html:select "a[href*='/badges/overview.php']") do
    local id = text.matches(link:attribute "href", [[[?&]id=(\d+)]])
    if id and text.trim(link:text()) == badge_name then return math.tointeger(tonumber(id)) end
  end
end

local function make(c)
  local course = c.course
  local image = moodle.draft("certificate.png", "image/png", picture)
  local fields = { name = badge_name, description = course.shortname, image = image, expiry = 0 }
  if c.months then
    fields.expiry, fields["expireperiod[number]"], fields["expireperiod[timeunit]"] = 2, validity(c.months) // day, day
  end
  local saved = moodle.web_form(admin, "/badges/edit.php?action=new&courseid=" .. course.id, "input[name=_qf__core_badges_form_badge]", fields, "submitbutton")
  local id = text.matches(saved.headers.location or "", [[/badges/criteria\.php\?id=(\d+)]]) or broken("the badge of " .. course.shortname .. " was not saved")
  moodle.forget_draft(image)
  -- 4: who completes the course gets it, and nobody has to give it
  local site = lms:as(admin, "browser")
  site:post("/badges/criteria_settings.php", { query = { badgeid = id, add = 1, type = 4 }, html = true, form = {
    sesskey = site.session.sesskey, _qf__edit_criteria_form = 1, ["course_" .. course.id] = course.id, ["grade_" .. course.id] = "", agg = 1,
    ["description[text]"] = "", ["description[format]"] = 1, submitbutton = "Save" } })
  -- a badge without a criterion cannot be
  local enabled = ws(admin, "core_badges_enable_badges", { badgeids = { id } }).result
  if #enabled ~= 1 then broken("the badge of " .. course.shortname .. " cannot be enabled") end
  return { id = math.tointeger(tonumber(id)), agreed = c.months }
end

-- Moodle keeps the badges of a course that is deleted, so they go before it; the built-in LMS does not. `agreed` is what a seed
-- says and nobody else: from the LMS it would only be what is to be tested.
entity "certificate" {
  left_out = otherwise, write_only = { "months" }, stable = { "id", "agreed" },
  find = function(c)
    local id = badge_of(c.course)
    return id and { id = id, course = c.course, agreed = rawget(c, "months") }
  end,
  create = make,
  -- a badge has no place for a mark that nobody reads: it is of a course that has one
  marked = issued_as == "badges" and not moodle.built_in and function()
    local found = list {}
    for _, c in ipairs(filter(moodle.all_courses(), function(c) return c.idnumber == moodle.mark .. c.shortname end)) do
      local id = badge_of(c)
      if id then found[#found + 1] = { id = id, course = c.shortname } end
    end
    return found
  end or nil,
  remove = function(found)
    local site = lms:as(admin, "browser")
    site:get("/badges/index.php", { query = { type = 2, id = found.course.id, delete = found.id, confirm = 1, sesskey = site.session.sesskey } })
  end,
}

---------------------------------------------------------------- steps
-- First name and last name, whichever of them this site writes first.
local function plain_name(written, person)
  local first_name, last_name = person.firstname, person.lastname
  local usual = first_name .. " " .. last_name
  return (written == last_name .. " " .. first_name or written == last_name .. ", " .. first_name) and usual or written, usual
end
-- The day at the site. Who waited for it over midnight has one of yesterday, which is of today for an hour.
local function day_at_site(seconds) return time.iso(seconds + jobs.zone(admin, seconds)):sub(1, 10) end
local function day_of_issue(seconds, now)
  if seconds > now + 120 then return "in the future" end
  return day_at_site(now - seconds < 3600 and now or seconds)
end
-- What anybody is shown who has the check code.
local function verified(code)
  local page = lms:nobody():get("/badges/badge.php", { query = { hash = code } })
  if text.has(page.url, "/login/") then
    not_automated { en = "the site shows the page of a check code only to who is signed in", nl = "de site toont de pagina van een controlecode alleen aan wie is aangemeld" }
  end
  return text.decode_entities(page.text)
end
local function other_code(code) return (code:sub(1, 1) == "0" and "1" or "0") .. code:sub(2) end

on("certificate.issued", function(course, person)
  if otherwise then not_automated { en = otherwise.en, nl = otherwise.nl } end
  local certificate = thing("certificate", { course.shortname })
  local months = try(function() return certificate.agreed end)
    or not_automated {
      en = "the scenario does not say for how many months a certificate of " .. course.shortname .. " holds: seed it (the following \"certificates\" exist)",
      nl = "het scenario zegt niet hoeveel maanden een certificaat van " .. course.shortname .. " geldt: voer het op (de volgende \"certificaten\" bestaan)",
    }
  local function issued()
    local all = ws(person, "core_badges_get_user_badges", { courseid = course.id }).badges
    return filter(all, function(b) return b.id == certificate.id end)
  end
  local mine = eventually({ within = 900, every = 5 }, function()
    local found = issued()
    expect(#found, "certificates of " .. course.shortname .. " that " .. person.username .. " has").equals(1)
    return found[1]
  end)
  expect(mine.recipientid, "number of the recipient").equals(person.id)
  local name, usual = plain_name(mine.recipientfullname, person)
  expect(name, "name of the recipient").equals(usual)
  expect(mine.coursefullname, "name of the course").equals(course.fullname)
  local now = moodle.now()
  expect(day_of_issue(mine.dateissued, now), "date of issue").equals(day_at_site(now))
  expect(mine.dateexpire, ("end date, %d months after %d"):format(months, mine.dateissued)).equals(mine.dateissued + validity(months))
  local shown = verified(mine.uniquehash)
  local lacking = filter({ mine.recipientfullname, course.fullname }, function(words) return not common.is_whole_in(shown, words) end)
  expect(lacking, "what the page of the check code does not name").is_empty()
  expect(verified(other_code(mine.uniquehash)), "the page of another check code").excludes(mine.recipientfullname)
end)
