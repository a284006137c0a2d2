-- Activities and completion (LRN; also USR, CMP, MSC, E2E, MHI).
area "LRN"

step "activity.completed" {
  en = "{person} has completed {activity} of {course}",
  nl = { "{person} heeft {activity} van {course} afgerond", "heeft {person} {activity} van {course} afgerond" },
  kind = "state", changes = { "person", "course" },
  doc = "Makes sure that somebody has completed an activity, done by the learner.",
  examples = { '"otto" has completed "Huisregels" of "AVG-01"' },
}

step "activity.complete" {
  en = "{actor} completes {activity} of {course}",
  nl = { "{actor} rondt {activity} van {course} af", "{actor} {activity} van {course} afrondt" },
  attempt = {
    en = "{actor} tries to complete {activity} of {course}",
    nl = { "{actor} probeert {activity} van {course} af te ronden", "{actor} {activity} van {course} probeert af te ronden" },
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Completes an activity as a learner.",
  examples = { '"sanne" completes "Huisregels" of "AVG-01"' },
}

step "activity.seen" {
  en = "within {duration} {actor} sees that {person} completed {activity} of {course}",
  nl = {
    "ziet {actor} binnen {duration} dat {person} {activity} van {course} heeft afgerond",
    "binnen {duration} ziet {actor} dat {person} {activity} van {course} heeft afgerond",
  },
  kind = "check",
  doc = "Looks with the rights of the actor until the completion shows or the time is over.",
  examples = { 'within 1 minute "youssef" sees that "sanne" completed "Huisregels" of "AVG-01"' },
}

step "activity.date_kept" {
  en = "{actor} finds the completion of {activity} of {course} by {person} with its original date",
  nl = {
    "vindt {actor} de afronding van {activity} van {course} door {person} met de oorspronkelijke datum",
    "{actor} vindt de afronding van {activity} van {course} door {person} met de oorspronkelijke datum",
  },
  kind = "check",
  doc = "The completion still has the date it had when the scenario saw it first.",
  examples = { '"bram" finds the completion of "Huisregels" of "AVG-01" by "otto" with its original date' },
}

step "course.criterion" {
  en = { "completing {activity} of {course} completes the course", "completing {activity} of {course} is required to complete the course" },
  nl = {
    "{activity} van {course} afronden rondt de cursus af", "rondt {activity} van {course} afronden de cursus af",
    "{activity} van {course} afronden is nodig om de cursus af te ronden",
    "is {activity} van {course} afronden nodig om de cursus af te ronden",
  },
  kind = "state", changes = { "course" },
  doc = "Makes the completion of an activity a condition for completing the course; of several, all must be met.",
  examples = {
    'completing "Huisregels" of "HYG-26" completes the course',
    'completing "Opdracht" of "LGB-01" is required to complete the course',
  },
}

step "course.completed" {
  en = "within {duration} course {course} is complete for {person}",
  nl = {
    "is cursus {course} binnen {duration} afgerond voor {person}",
    "binnen {duration} is cursus {course} afgerond voor {person}",
  },
  kind = "check",
  doc = "Looks until the LMS says that the course is complete or the time is over.",
  examples = { 'within 15 minutes course "HYG-26" is complete for "sanne"' },
}

step "course.not_completed" {
  en = "course {course} is not complete for {person}",
  nl = { "is cursus {course} niet afgerond voor {person}", "cursus {course} is niet afgerond voor {person}" },
  kind = "check",
  doc = "The LMS knows the condition and says that it is not met.",
  examples = { 'course "HYG-26" is not complete for "sanne"' },
}

step "activity.attended" {
  en = "{actor} records attendance of {person} at {activity} of {course}",
  nl = {
    "{actor} legt aanwezigheid van {person} bij {activity} van {course} vast",
    "{actor} aanwezigheid van {person} bij {activity} van {course} vastlegt",
  },
  kind = "action", changes = { "person", "course" },
  doc = "Ticks off a meeting for somebody, as a trainer does it for a learner.",
  examples = { '"youssef" records attendance of "sanne" at "Bijeenkomst" of "LGB-01"' },
}

step "course.places" {
  en = "{course} has {int} place(s)",
  nl = { "{course} heeft {int} plaats(en)", "heeft {course} {int} plaats(en)" },
  kind = "state", changes = { "course" },
  doc = "Makes sure that learners can take a place in the course themselves as long as there are fewer than so many. Used once: one scenario fills a course to the last place.",
  examples = { '"LGB-01" has 2 places' },
}

step "place.take" {
  en = "{actor} takes a place in {course}",
  nl = { "{actor} schrijft zich in voor {course}", "{actor} zich inschrijft voor {course}" },
  attempt = {
    en = "{actor} tries to take a place in {course}",
    nl = { "{actor} probeert zich in te schrijven voor {course}", "{actor} zich probeert in te schrijven voor {course}" },
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Enrols oneself as a learner. Rejected when the course is full, has no places to take or is meant for others.",
  examples = { '"sanne" takes a place in "LGB-01"', '"tim" tries to take a place in "LGB-01"' },
}

step "place.give_up" {
  en = "{actor} gives up her/his/their place in {course}",
  nl = { "{actor} geeft haar/zijn/hun plaats in {course} op", "{actor} haar/zijn/hun plaats in {course} opgeeft" },
  kind = "action", changes = { "actor", "course" },
  doc = "Ends an enrolment that one took oneself. Used once: one scenario fills a course to the last place.",
  examples = { '"sanne" gives up her place in "LGB-01"' },
}
