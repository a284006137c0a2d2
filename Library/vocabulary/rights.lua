-- Roles, enrolments and who may do what (ACC; also AUD, ENR, LRN, IMP, MCA).
area "ACC"

step "enrolment.role" {
  en = "{person} is {role} of {course}",
  nl = { "{person} is {role} van {course}", "is {person} {role} van {course}" },
  kind = "state", changes = { "person", "course" },
  doc = "Makes sure that somebody takes part in a course in this role.",
  examples = { '"youssef" is trainer of "LGB-01"', '"sanne" is learner of "LGB-01"' },
}

step "enrolment.add" {
  en = "{actor} enrols {person} in {course}",
  nl = { "{actor} schrijft {person} in voor {course}", "{actor} (cursist ){person} inschrijft voor {course}" },
  attempt = {
    en = "{actor} tries to enrol {person} in {course}",
    nl = { "{actor} probeert {person} in te schrijven voor {course}", "{actor} {person} probeert in te schrijven voor {course}" },
  },
  kind = "action", changes = { "person", "course" },
  doc = "Enrols somebody as learner, with the rights of the actor.",
  examples = { '"fatima" enrols "tim" in "AVG-01"' },
}

step "enrolment.only_role" {
  en = "{person} has exactly the role {role} in {course}",
  nl = { "heeft {person} precies de rol {role} in {course}", "{person} heeft precies de rol {role} in {course}" },
  kind = "check",
  doc = "Somebody takes part in the course in this role and in no other.",
  examples = { '"youssef" has exactly the role trainer in "LGB-01"' },
}

step "enrolment.withdraw_role" {
  en = "{actor} withdraws the role {role} of {person} in {course}",
  nl = { "{actor} trekt de rol {role} van {person} in {course} in", "{actor} de rol {role} van {person} in {course} intrekt" },
  kind = "action", changes = { "person", "course" },
  doc = "Takes a role in a course away from somebody, with the rights of the actor. Used once: elsewhere a role ends with its scenario.",
  examples = { '"joris" withdraws the role trainer of "youssef" in "LGB-01"' },
}

step "course.participants" {
  en = "{course} has {int} learner(s)",
  nl = { "heeft {course} {int} cursist(en)", "{course} heeft {int} cursist(en)" },
  kind = "check",
  doc = "Counts the learners of a course; count on a course of the scenario's own (new).",
  examples = { '"AVG-01" has 2 learners' },
}

step "course.mine" {
  en = "{actor} sees {course} in her/his/their list of courses",
  nl = { "ziet {actor} {course} in haar/zijn/hun cursuslijst", "{actor} ziet {course} in haar/zijn/hun cursuslijst" },
  kind = "check",
  doc = "The course is in the list of courses that somebody takes part in.",
  examples = { '"sanne" sees "AVG-01" in her list of courses' },
}

step "course.only_mine" {
  en = "{actor} sees {course} and not {hidden=course} in her/his/their list of courses",
  nl = {
    "ziet {actor} {course} en niet {hidden=course} in haar/zijn/hun cursuslijst",
    "{actor} ziet {course} en niet {hidden=course} in haar/zijn/hun cursuslijst",
  },
  kind = "check",
  doc = "The first course is in the list of courses that somebody takes part in; the second exists and is not in it. Used once: the border between two domains is looked at from one side.",
  examples = { '"tim" sees "ZUI-01" and not "NRD-01" in his list of courses' },
}

step "enrolment.within" {
  en = "within {duration} {person} is enrolled in {course}",
  nl = {
    "is {person} binnen {duration} ingeschreven voor {course}",
    "binnen {duration} is {person} ingeschreven voor {course}",
  },
  kind = "check",
  doc = "Looks until the course has this learner with an active enrolment, exactly once, or the time is over.",
  examples = { 'within 60 minutes "tim" is enrolled in "BRV-26"' },
}

step "enrolment.ended" {
  en = "within {duration} {person} has no active enrolment in {course}",
  nl = {
    "heeft {person} binnen {duration} geen actieve inschrijving voor {course}",
    "binnen {duration} heeft {person} geen actieve inschrijving voor {course}",
  },
  kind = "check",
  doc = "Looks until the person is not among those with an active enrolment, of whom there are others.",
  examples = { 'within 60 minutes "sanne" has no active enrolment in "BRV-26"' },
}

step "role.give" {
  en = "{actor} gives {person} the role {role}",
  nl = { "{actor} geeft {person} de rol {role}", "{actor} {person} de rol {role} geeft" },
  attempt = {
    en = "{actor} tries to give {person} the role {role}",
    nl = { "{actor} probeert {person} de rol {role} te geven", "{actor} {person} de rol {role} probeert te geven" },
  },
  kind = "action", changes = { "person" },
  doc = "Gives a role that holds for the whole LMS, with the rights of the actor.",
  examples = { '"youssef" tries to give "tim" the role functional administrator' },
}

step "category.admin" {
  en = "{person} administers category {category}",
  nl = { "{person} beheert categorie {category}", "beheert {person} categorie {category}" },
  kind = "state", changes = { "person" }, -- the category is what it was
  doc = "Makes sure that somebody is training administrator of one category (a domain) only.",
  examples = { '"noor" administers category "NOORD"' },
}

step "manager.of" {
  en = "{person} manages {employee=person}",
  nl = { "{person} geeft leiding aan {employee=person}", "geeft {person} leiding aan {employee=person}" },
  kind = "state", changes = { "person", "employee" },
  doc = "Makes sure that somebody is the line manager of somebody else.",
  examples = { '"mark" manages "sanne"' },
}

step "course.create" {
  en = "{actor} creates a course", nl = { "{actor} maakt een cursus aan", "{actor} een cursus aanmaakt" },
  attempt = {
    en = "{actor} tries to create a course",
    nl = { "{actor} probeert een cursus aan te maken", "{actor} een cursus probeert aan te maken" },
  },
  kind = "action",
  doc = "Makes a course that did not exist; it is removed afterwards.",
  examples = { '"ilse" creates a course', '"sanne" tries to create a course' },
}

step "course.rename" {
  en = "{actor} changes the name of {course} to {string}",
  nl = { "{actor} wijzigt de naam van {course} in {string}", "{actor} de naam van {course} wijzigt in {string}" },
  attempt = {
    en = "{actor} tries to change the name of {course} to {string}",
    nl = {
      "{actor} probeert de naam van {course} te wijzigen in {string}",
      "{actor} de naam van {course} probeert te wijzigen in {string}",
    },
  },
  kind = "action", changes = { "course" },
  doc = "Changes the name of a course, with the rights of the actor.",
  examples = { '"noor" changes the name of "NRD-01" to "Noord"', '"sanne" tries to change the name of "LGB-01" to "X"' },
}

step "course.open" {
  en = "{actor} opens {course}", nl = { "{actor} opent {course}", "{actor} {course} opent" },
  attempt = {
    en = "{actor} tries to open {course}",
    nl = { "{actor} probeert {course} te openen", "{actor} {course} probeert te openen" },
  },
  kind = "action",
  doc = "Asks for the contents of a course, with the rights of the actor.",
  examples = { '"sanne" tries to open "CON-00"' },
}

step "results.read" {
  en = "{actor} reads the results of {person} in {course}",
  nl = { "{actor} leest de resultaten van {person} in {course}", "{actor} de resultaten van {person} in {course} leest" },
  attempt = {
    en = "{actor} tries to read the results of {person} in {course}",
    nl = {
      "{actor} probeert de resultaten van {person} in {course} te lezen",
      "{actor} de resultaten van {person} in {course} probeert te lezen",
    },
  },
  kind = "action",
  doc = "Asks for somebody's results, with the rights of the actor.",
  examples = { '"sanne" tries to read the results of "tim" in "LGB-01"' },
}

step "visitor.course" {
  en = "an anonymous visitor requests {course}",
  nl = { "een anonieme bezoeker {course} opvraagt", "een anonieme bezoeker vraagt {course} op" },
  kind = "action",
  doc = "Asks for a course page without an account. Used once: what the public sees of a course is one requirement.",
  examples = { 'an anonymous visitor requests "AVG-01"' },
}

step "visitor.profile" {
  en = "an anonymous visitor requests the profile of {person}",
  nl = { "een anonieme bezoeker het profiel van {person} opvraagt", "een anonieme bezoeker vraagt het profiel van {person} op" },
  kind = "action",
  doc = "Asks for a profile page without an account.",
  examples = { 'an anonymous visitor requests the profile of "sanne"' },
}

step "visitor.sees_nothing" {
  en = "the visitor is shown no name and no course text",
  nl = { "krijgt de bezoeker geen naam en geen cursustekst te zien", "de bezoeker krijgt geen naam en geen cursustekst te zien" },
  kind = "check",
  doc = "Nothing the visitor asked for holds a text that the administrator is shown there, however it is written.",
  examples = { "the visitor is shown no name and no course text" },
}
