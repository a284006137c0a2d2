-- Reports, exports, logs and history (RPT; also ACC, ASM, MHI, E2E, SMK).
area "RPT"

step "report.list" {
  en = "{actor} reads the list of reports",
  nl = { "{actor} leest de lijst met rapporten", "{actor} de lijst met rapporten leest" },
  kind = "action",
  doc = "Asks for the reports that the actor may see.",
  examples = { '"fatima" reads the list of reports' },
}

step "report.columns" {
  en = "report {report} has columns {string}",
  nl = { "heeft rapport {report} kolommen {string}", "rapport {report} heeft kolommen {string}" },
  kind = "check", absent = { "report" },
  doc = "The reader of the list finds the report there, and it shows exactly these headings in this order.",
  examples = { 'report "Voortgang" has columns "Course full name, Full name, Completed"' },
}

step "report.completion" {
  en = { "{actor} reads the completion report of {course}", "{actor} exports the completion report of {course} as a file" },
  nl = {
    "{actor} leest het voortgangsrapport van {course}", "{actor} het voortgangsrapport van {course} leest",
    "{actor} exporteert het voortgangsrapport van {course} als bestand",
    "{actor} het voortgangsrapport van {course} als bestand exporteert",
  },
  attempt = {
    en = "{actor} tries to read the completion report of {course}",
    nl = {
      "{actor} probeert het voortgangsrapport van {course} te lezen",
      "{actor} het voortgangsrapport van {course} probeert te lezen",
    },
  },
  kind = "action",
  doc = "Asks for the file of the completion report, with the rights of the actor.",
  examples = { '"fatima" reads the completion report of "BRV-26"' },
}

step "report.counts" {
  en = "the completion report of {course} counts {int} learner(s) {progress}",
  nl = {
    "telt het voortgangsrapport van {course} {int} cursist(en) {progress}",
    "het voortgangsrapport van {course} telt {int} cursist(en) {progress}",
  },
  kind = "check",
  doc = "Counts the rows of the report, read again by the same person: done, begun, or nothing done yet. In all: each row is of another learner of the course, with the name as it is written.",
  examples = {
    'the completion report of "BRV-26" counts 2 learners completed',
    'the completion report of "BRV-26" counts 4 learners in all',
  },
}

step "report.dates" {
  en = "every completion date in the completion report of {course} equals the recorded date",
  nl = {
    "is elke afrondingsdatum in het voortgangsrapport van {course} gelijk aan de vastgelegde datum",
    "elke afrondingsdatum in het voortgangsrapport van {course} is gelijk aan de vastgelegde datum",
  },
  kind = "check",
  doc = "Each date in the report is that of the completion which the LMS keeps, to the second, in the time zone of the reader; there is at least one. Used once: no other report shows what the LMS keeps elsewhere too.",
  examples = { 'every completion date in the completion report of "BRV-26" equals the recorded date' },
}

step "grade.history" {
  en = "{actor} finds that {person} changed the grade for {activity} of {course} of {learner=person} from {number} to {to=number}",
  nl = {
    "vindt {actor} dat {person} het cijfer voor {activity} van {course} van {learner=person} wijzigde van {number} in {to=number}",
    "{actor} vindt dat {person} het cijfer voor {activity} van {course} van {learner=person} wijzigde van {number} in {to=number}",
  },
  kind = "check",
  doc = "The grade history, read with the rights of the actor, names old and new value, who changed it and the moment. Used once: no other change of a value has to leave a trace.",
  examples = { '"bram" finds that "youssef" changed the grade for "Opdracht" of "LGB-01" of "sanne" from 5 to 6' },
}

step "log.names" {
  en = "{actor} finds {event} of {person} by {doer=person} in the log of {course}",
  nl = {
    "vindt {actor} {event} van {person} door {doer=person} in het logboek van {course}",
    "{actor} vindt {event} van {person} door {doer=person} in het logboek van {course}",
  },
  kind = "check",
  doc = "The log, read with the rights of the actor, has exactly one line that names the change, both people and the moment. Used once: no other change of rights has to leave a trace.",
  examples = { '"bram" finds the withdrawal of a role of "youssef" by "joris" in the log of "LGB-01"' },
}
