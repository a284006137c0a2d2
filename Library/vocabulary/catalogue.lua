-- The catalogue: categories, metadata, finding and publishing (CAT; also AUD, MCA, E2E, SMK).
area "CAT"

step "category.read" {
  en = "{actor} reads the category tree",
  nl = { "{actor} leest de categorieboom", "{actor} de categorieboom leest" },
  kind = "action",
  doc = "Asks for the categories, with the rights of the actor.",
  examples = { '"fatima" reads the category tree' },
}

step "category.children" {
  en = "category {category} holds exactly, in this order:",
  nl = { "bevat categorie {category} precies, in deze volgorde:", "categorie {category} bevat precies, in deze volgorde:" },
  table = { category = "category" },
  kind = "check",
  doc = "The categories directly below a category, in the order of the LMS.",
  examples = { 'category "ZRG" holds exactly, in this order:' },
}

step "catalogue.published" {
  en = "{actor} reads the published courses of category {category}",
  nl = {
    "{actor} leest de gepubliceerde cursussen van categorie {category}",
    "{actor} de gepubliceerde cursussen van categorie {category} leest",
  },
  kind = "action",
  doc = "Asks for the courses that learners can see in a category, with the rights of the actor.",
  examples = { '"fatima" reads the published courses of category "VEILIG"' },
}

step "catalogue.complete" {
  en = "every published course of category {category} has a {detail}",
  nl = {
    "heeft elke gepubliceerde cursus van categorie {category} een {detail}",
    "elke gepubliceerde cursus van categorie {category} heeft een {detail}",
  },
  kind = "check",
  doc = "No published course of the category lacks this detail; there is at least one course.",
  examples = { 'every published course of category "VEILIG" has a summary' },
}

step "catalogue.unique" {
  en = "no two published courses of category {category} have the same {detail}",
  nl = {
    "hebben geen twee gepubliceerde cursussen van categorie {category} dezelfde {detail}",
    "geen twee gepubliceerde cursussen van categorie {category} hebben dezelfde {detail}",
  },
  kind = "check",
  doc = "No two published courses of the category are alike in this detail; there are at least two courses.",
  examples = { 'no two published courses of category "VEILIG" have the same code' },
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
  doc = "Shows a hidden course to learners, with the rights of the actor.",
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
  en = "course {course} holds activity {string}",
  nl = { "bevat cursus {course} activiteit {string}", "cursus {course} bevat activiteit {string}" },
  kind = "check",
  doc = "The administrator finds an activity of this name in the course.",
  examples = { 'course "LGB-01" holds activity "Opdracht"' },
}

step "course.upcoming" {
  en = "course {course} starts in the future",
  nl = { "begint cursus {course} in de toekomst", "cursus {course} begint in de toekomst" },
  kind = "check",
  doc = "The start date has not passed on the clock of the LMS.",
  examples = { 'course "LGB-01" starts in the future' },
}
