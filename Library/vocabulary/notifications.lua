-- What the LMS sends and to whom (NOT; also LRN, E2E, SMK). What is about an activity stands in assessment.lua.
area "NOT"

step "course.notified" {
  en = "within {duration} {actor} has exactly {int} notification(s) about {course}",
  nl = {
    "heeft {actor} binnen {duration} precies {int} melding(en) over {course}",
    "binnen {duration} heeft {actor} precies {int} melding(en) over {course}",
  },
  kind = "check",
  doc = "Counts what the LMS sent to this person about a course or anything in it, up to the moment when so many are there: what comes later is not waited for. Exactly 0 is only believed after a step that found some for somebody else.",
  examples = { 'within 15 minutes "sanne" has exactly 1 notification about "AVG-01"' },
}

step "message.switch" {
  en = "{actor} switches off {notice}",
  nl = { "{actor} zet {notice} uit", "{actor} {notice} uitzet" },
  attempt = {
    en = "{actor} tries to switch off {notice}",
    nl = { "{actor} probeert {notice} uit te zetten", "{actor} {notice} probeert uit te zetten" },
  },
  kind = "action", changes = { "actor" },
  doc = "Says in the own preferences that messages of this kind are not wanted.",
  examples = { '"sanne" switches off forum messages', '"sanne" tries to switch off due-date reminders' },
}

step "message.kind" {
  en = "{notice} are {switch} for {person}",
  nl = { "staan {notice} {switch} voor {person}", "{notice} staan {switch} voor {person}" },
  kind = "check",
  doc = "Whether this person still gets messages of this kind, in whatever way; the LMS knows the kind.",
  examples = { 'forum messages are off for "sanne"', 'due-date reminders are on for "sanne"' },
}
