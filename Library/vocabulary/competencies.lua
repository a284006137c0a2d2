-- Competency frameworks, links and evidence (CMP; also MCM, E2E).
area "CMP"

step "framework.read" {
  en = "{actor} reads framework {framework}", nl = { "{actor} leest raamwerk {framework}", "{actor} raamwerk {framework} leest" },
  kind = "action",
  doc = "Asks for the competencies of a framework, with the rights of the actor.",
  examples = { '"joris" reads framework "ZORG26"' },
}

step "framework.count" {
  en = "framework {framework} has {int} competencies in {clusters=int} clusters",
  nl = {
    "heeft raamwerk {framework} {int} competenties in {clusters=int} clusters",
    "raamwerk {framework} heeft {int} competenties in {clusters=int} clusters",
  },
  kind = "check",
  doc = "Counts the competencies below clusters, and the clusters.",
  examples = { 'framework "ZORG26" has 6 competencies in 2 clusters' },
}

step "framework.scale" {
  en = "the scale of framework {framework} has {int} levels",
  nl = { "heeft de schaal van raamwerk {framework} {int} niveaus", "de schaal van raamwerk {framework} heeft {int} niveaus" },
  kind = "check",
  doc = "Counts the levels of the scale in use.",
  examples = { 'the scale of framework "ZORG26" has 2 levels' },
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
  kind = "check",
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
  doc = "Among the evidence that the administrator finds there is one that names the course.",
  examples = { 'competency "ZORG26-1" of "sanne" has evidence that names "HYG-26"' },
}

step "competency.no_level" {
  en = "competency {competency} of {person} has no level",
  nl = { "heeft competentie {competency} van {person} geen niveau", "competentie {competency} van {person} heeft geen niveau" },
  kind = "check",
  doc = "There is evidence and nobody has given a level.",
  examples = { 'competency "ZORG26-1" of "sanne" has no level' },
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
  doc = "Gives somebody's competency a level of its scale, counted from 1, with the rights of the actor.",
  examples = { '"mark" rates competency "VEIL26-1" of "sanne" at level 2 with remark "Werkt veilig"' },
}

step "competency.level" {
  en = "competency {competency} of {person} has level {int} with remark {string}",
  nl = {
    "heeft competentie {competency} van {person} niveau {int} met opmerking {string}",
    "competentie {competency} van {person} heeft niveau {int} met opmerking {string}",
  },
  kind = "check",
  doc = "The LMS keeps this level, and among the evidence the remark it was given with.",
  examples = { 'competency "VEIL26-1" of "sanne" has level 2 with remark "Werkt veilig"' },
}
