-- The catalogue: categories, metadata, finding and publishing (CAT; also AUD, MCA, E2E, SMK).
area "CAT"

step "category.read" {
  en = "{actor} reads the category tree",
  nl = { "{actor} leest de categorieboom", "{actor} de categorieboom leest" },
  kind = "action",
  doc = "Asks for the categories, with the rights of the actor.",
  examples = { '"fatima" reads the category tree' },
}

step "category.holds" {
  en = "category {category} holds exactly these {contents}:",
  nl = { "bevat categorie {category} precies deze {contents}:", "categorie {category} bevat precies deze {contents}:" },
  table = {
    category = "category", shortname = "text", fullname = "text", summary = "text", startdate = "date", enddate = "date",
  },
  kind = "check", absent = { "category" },
  doc = "Courses: the category and those below it have these codes and no other, and every column that the table names is the same in the LMS; an empty cell asks for an empty field. Categories: those directly below it, in this order, each with its name if the table has one.",
  examples = { 'category "OVER" holds exactly these courses:', 'category "ZRG" holds exactly these categories:' },
}

step "catalogue.complete" {
  en = "every published course of category {category} has {having} {detail}",
  nl = {
    "heeft elke gepubliceerde cursus van categorie {category} {having} {detail}",
    "elke gepubliceerde cursus van categorie {category} heeft {having} {detail}",
  },
  kind = "check", absent = { "category" },
  doc = "No published course of the category, and of those below it, lacks this detail; there is at least one course. Its own: there are at least two courses, and no two are alike in it either, whatever their capitals and spaces.",
  examples = {
    'every published course of category "VLG" has a summary',
    'every published course of category "VLG" has its own code',
  },
}

step "catalogue.search" {
  en = "{actor} searches the catalogue for {string}",
  nl = { "{actor} zoekt in de catalogus op {string}", "{actor} in de catalogus zoekt op {string}" },
  kind = "action",
  doc = "Searches the catalogue with the rights of the actor.",
  examples = { '"sanne" searches the catalogue for "brandveiligheid"' },
}

step "catalogue.among" {
  en = "course {course} is among the first {int} results",
  nl = { "staat cursus {course} bij de eerste {int} resultaten", "cursus {course} staat bij de eerste {int} resultaten" },
  kind = "check",
  doc = "The last search, done again by the same person, gives the course near the top.",
  examples = { 'course "BRV-26" is among the first 5 results' },
}

step "catalogue.hides" {
  en = "course {course} is found and course {hidden=course} is not",
  nl = {
    "wordt cursus {course} gevonden en cursus {hidden=course} niet",
    "cursus {course} wordt gevonden en cursus {hidden=course} niet",
  },
  kind = "check",
  doc = "The last search, done again, gives the first course and not the second.",
  examples = { 'course "OPN-01" is found and course "CON-00" is not' },
}

step "course.publish" {
  en = "{actor} publishes {course}", nl = { "{actor} publiceert {course}", "{actor} {course} publiceert" },
  attempt = {
    en = "{actor} tries to publish {course}",
    nl = { "{actor} probeert {course} te publiceren", "{actor} {course} probeert te publiceren" },
  },
  kind = "action", changes = { "course" },
  doc = "Shows a hidden course to learners, with the rights of the actor. Used once: elsewhere a seed says whether a course is shown.",
  examples = { '"fatima" publishes "OMA-01"' },
}

step "course.detail" {
  en = "course {course} has {detail} {string}",
  nl = { "heeft cursus {course} {detail} {string}", "cursus {course} heeft {detail} {string}" },
  kind = "check",
  doc = "The administrator finds this detail; dates as 2030-01-07.",
  examples = { 'course "LGB-01" has name "Leidinggeven basis"' },
}

step "course.holds" {
  en = "course {course} holds exactly, in this order:",
  nl = { "bevat cursus {course} precies, in deze volgorde:", "cursus {course} bevat precies, in deze volgorde:" },
  table = { section = { nl = "onderdeel" }, activity = { nl = "activiteit" } },
  kind = "check", absent = { "course" },
  doc = "The activities of a course as the last reader of the course, or the administrator where nobody read it, is shown them, each in its section if the table names sections; a section that holds nothing is a row without activity. The general section above the others counts only when it holds something. To the administrator, an activity that is hidden from learners is another one than the same in sight.",
  examples = { 'course "LGB-01" holds exactly, in this order:' },
}

step "course.upcoming" {
  en = "course {course} starts in the future",
  nl = { "begint cursus {course} in de toekomst", "cursus {course} begint in de toekomst" },
  kind = "check",
  doc = "The start date has not passed on the clock of the LMS. Used once: elsewhere a date is compared as it is written.",
  examples = { 'course "LGB-01" starts in the future' },
}
