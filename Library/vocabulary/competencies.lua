-- Competency frameworks, links and evidence (CMP; also MCM, E2E).
area "CMP"

step "framework.read" {
  en = "{actor} reads framework {framework}", nl = { "{actor} leest raamwerk {framework}", "{actor} raamwerk {framework} leest" },
  kind = "action", absent = { "framework" },
  doc = "Asks for the competencies of a framework, with the rights of the actor; the framework may have come by migration.",
  examples = { '"joris" reads framework "ZORG26"' },
}

step "framework.holds" {
  en = "framework {framework} holds exactly these competencies:",
  nl = { "bevat raamwerk {framework} precies deze competenties:", "raamwerk {framework} bevat precies deze competenties:" },
  table = { idnumber = "text", shortname = "text", description = "text", cluster = "text" },
  kind = "check", absent = { "framework" },
  doc = "These codes and no other, each with its name, its description and the competency it stands below, as far as the table names them.",
  examples = { 'framework "ERF-24" holds exactly these competencies:' },
}

step "framework.scale" {
  en = "the scale of framework {framework} has {int} levels",
  nl = { "heeft de schaal van raamwerk {framework} {int} niveaus", "de schaal van raamwerk {framework} heeft {int} niveaus" },
  kind = "check", absent = { "framework" },
  doc = "Counts the levels of the scale in use.",
  examples = { 'the scale of framework "ZORG26" has 4 levels' },
}

step "competency.link" {
  en = "competency {competency} is linked to {course}",
  nl = { "competentie {competency} is gekoppeld aan {course}", "is competentie {competency} gekoppeld aan {course}" },
  kind = "state", changes = { "competency", "course" },
  doc = "Makes sure that completing the course is evidence for the competency.",
  examples = { 'competency "ZORG26-1" is linked to "HYG-26"' },
}

step "competency.learnable" {
  en = "competency {competency} can be learned in {course}",
  nl = { "is competentie {competency} te leren in {course}", "competentie {competency} is te leren in {course}" },
  kind = "check", absent = { "competency", "course" },
  doc = "The course is among those linked to the competency.",
  examples = { 'competency "ZORG26-1" can be learned in "HYG-26"' },
}

step "competency.evidence" {
  en = "competency {competency} of {person} has evidence that names {course}",
  nl = {
    "heeft competentie {competency} van {person} bewijs dat {course} noemt",
    "competentie {competency} van {person} heeft bewijs dat {course} noemt",
  },
  kind = "check",
  doc = "Among the evidence that the administrator finds there is one that names the course, by its whole code or name.",
  examples = { 'competency "ZORG26-1" of "sanne" has evidence that names "HYG-26"' },
}

step "competency.review" {
  en = "{actor} asks for a review of competency {competency}",
  nl = { "{actor} vraagt een beoordeling van competentie {competency} aan", "{actor} een beoordeling van competentie {competency} aanvraagt" },
  kind = "action", changes = { "actor", "competency" },
  doc = "Says about the own competency that somebody should rate it. Used once: it begins the only conversation about a level.",
  examples = { '"sanne" asks for a review of competency "VEIL26-1"' },
}

step "competency.rate" {
  en = "{actor} rates competency {competency} of {person} at level {int} with remark {string}",
  nl = {
    "{actor} geeft competentie {competency} van {person} niveau {int} met opmerking {string}",
    "{actor} competentie {competency} van {person} niveau {int} geeft met opmerking {string}",
  },
  kind = "action", changes = { "person", "competency" },
  doc = "Gives somebody's competency a level of its scale, counted from 1, with the rights of the actor. Used once: elsewhere a level comes from an old LMS, or must not come.",
  examples = { '"mark" rates competency "VEIL26-1" of "sanne" at level 2 with remark "Werkt veilig"' },
}

step "framework.levels" {
  en = "the competency levels in framework {framework} are exactly:",
  nl = { "zijn de competentieniveaus in raamwerk {framework} precies:", "de competentieniveaus in raamwerk {framework} zijn precies:" },
  table = {
    username = "user", competency = "competency", level = { nl = "niveau" }, remark = { nl = "opmerking" },
  },
  kind = "check", absent = { "framework", "username", "competency" },
  doc = "Each of these people has this level, by its name or its number on the scale, with the whole remark among its evidence, and no level that is not listed. An empty level: there is evidence, and nobody has given a level.",
  examples = { 'the competency levels in framework "ERF-24" are exactly:' },
}
