-- Domains and audiences: who belongs to one and what that gives (AUD; also IMP, E2E).
area "AUD"

step "cohort.course" {
  en = "{course} is {admission} audience {cohort}",
  nl = { "{course} is {admission} doelgroep {cohort}", "is {course} {admission} doelgroep {cohort}" },
  kind = "state", changes = { "course", "cohort" },
  doc = "Mandatory: whoever is a member of the audience takes part in the course. Open: members, and nobody else, can take a place in it themselves.",
  examples = { '"BRV-26" is mandatory for audience "ZORG"', '"NRD-01" is open to audience "NOORD"' },
}

step "cohort.add" {
  en = "{actor} adds {person} to audience {cohort}",
  nl = { "{actor} voegt {person} toe aan doelgroep {cohort}", "{actor} (cursist ){person} toevoegt aan doelgroep {cohort}" },
  kind = "action", changes = { "person", "cohort" },
  doc = "Makes somebody a member of an audience, with the rights of the actor.",
  examples = { '"fatima" adds "tim" to audience "ZORG"' },
}

step "cohort.take" {
  en = "{actor} removes {person} from audience {cohort}",
  nl = { "{actor} haalt {person} uit doelgroep {cohort}", "{actor} (cursist ){person} uit doelgroep {cohort} haalt" },
  kind = "action", changes = { "person", "cohort" },
  doc = "Ends a membership of an audience, with the rights of the actor.",
  examples = { '"fatima" removes "sanne" from audience "ZORG"' },
}

step "cohort.member" {
  en = "within {duration} {person} is a member of audience {cohort}",
  nl = {
    "is {person} binnen {duration} lid van doelgroep {cohort}",
    "binnen {duration} is {person} lid van doelgroep {cohort}",
  },
  kind = "check",
  doc = "Looks until the audience has this member or the time is over.",
  examples = { 'within 60 minutes "tim" is a member of audience "ZORG"' },
}

step "cohort.only" {
  en = "every member of audience {cohort} has {field} {string}",
  nl = { "heeft elk lid van doelgroep {cohort} {field} {string}", "elk lid van doelgroep {cohort} heeft {field} {string}" },
  kind = "check",
  doc = "No member of the audience has something else in this detail; there is at least one member. Used once: only an audience that fills itself can take in the wrong people.",
  examples = { 'every member of audience "ZORG" has department "Zorg"' },
}
