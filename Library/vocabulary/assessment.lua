-- Tests, assignments, evaluations, certificates (ASM; also ACC, LRN, NOT, MSC, E2E).
area "ASM"

step "quiz.take" {
  en = "{actor} answers {int} questions of {activity} of {course} right",
  nl = {
    "{actor} beantwoordt {int} vragen van {activity} van {course} goed",
    "{actor} {int} vragen van {activity} van {course} goed beantwoordt",
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Takes the test as a learner: starts, answers so many right and all others wrong, sends.",
  examples = { '"sanne" answers 7 questions of "Toets" of "HYG-26" right' },
}

step "quiz.late" {
  en = "{actor} answers {int} questions of {activity} of {course} right, {duration} after the start",
  nl = {
    "{actor} beantwoordt {int} vragen van {activity} van {course} goed, {duration} na het begin",
    "{actor} {int} vragen van {activity} van {course} goed beantwoordt, {duration} na het begin",
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Takes the test as a learner and sends the answers so long after the start. Used once: only a time limit asks for it.",
  examples = { '"sanne" answers 2 questions of "Toets" of "HYG-26" right, 3 minutes after the start' },
}

step "quiz.start" {
  en = "{actor} starts {activity} of {course}",
  nl = { "{actor} begint aan {activity} van {course}", "{actor} aan {activity} van {course} begint" },
  attempt = {
    en = "{actor} tries to start {activity} of {course}",
    nl = { "{actor} probeert aan {activity} van {course} te beginnen", "{actor} aan {activity} van {course} probeert te beginnen" },
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Opens an attempt at a test.",
  examples = { '"sanne" tries to start "Toets" of "HYG-26"' },
}

step "quiz.result" {
  en = "{person} has {result} {activity} of {course}",
  nl = { "is {person} {result} voor {activity} van {course}", "{person} is {result} voor {activity} van {course}" },
  kind = "check",
  doc = "The grade the LMS keeps reaches the pass mark the LMS keeps, or does not.",
  examples = { '"sanne" has passed "Toets" of "HYG-26"', '"sanne" has failed "Toets" of "HYG-26"' },
}

step "assignment.submit" {
  en = "{actor} hands in {string} for {activity} of {course}",
  nl = { "{actor} levert {string} in voor {activity} van {course}", "{actor} {string} inlevert voor {activity} van {course}" },
  attempt = {
    en = "{actor} tries to hand in {string} for {activity} of {course}",
    nl = {
      "{actor} probeert {string} in te leveren voor {activity} van {course}",
      "{actor} {string} probeert in te leveren voor {activity} van {course}",
    },
  },
  kind = "action", changes = { "actor", "course" },
  doc = "Hands in a text as a learner.",
  examples = { '"sanne" hands in "Mijn verslag" for "Opdracht" of "LGB-01"' },
}

step "assignment.grade" {
  en = "{actor} grades {activity} of {course} for {person} with {number}",
  nl = {
    "{actor} beoordeelt {activity} van {course} voor {person} met een {number}",
    "{actor} {activity} van {course} voor {person} beoordeelt met een {number}",
  },
  attempt = {
    en = "{actor} tries to grade {activity} of {course} for {person} with {number}",
    nl = {
      "{actor} probeert {activity} van {course} voor {person} te beoordelen met een {number}",
      "{actor} {activity} van {course} voor {person} probeert te beoordelen met een {number}",
    },
  },
  kind = "action", changes = { "person", "course" },
  doc = "Grades what somebody handed in, or grades it again.",
  examples = { '"youssef" grades "Opdracht" of "LGB-01" for "sanne" with 7' },
}

step "assignment.feedback" {
  en = "{actor} writes feedback {string} on {activity} of {course} for {person}",
  nl = {
    "{actor} schrijft feedback {string} bij {activity} van {course} voor {person}",
    "{actor} feedback {string} schrijft bij {activity} van {course} voor {person}",
  },
  kind = "action", changes = { "person", "course" },
  doc = "Adds written feedback and leaves the grade as it is. Used once: elsewhere a grade is given without words.",
  examples = { '"youssef" writes feedback "Goed onderbouwd" on "Opdracht" of "LGB-01" for "sanne"' },
}

step "assignment.reads_grade" {
  en = "{actor} reads grade {number} for {activity} of {course}",
  nl = { "leest {actor} cijfer {number} voor {activity} van {course}", "{actor} leest cijfer {number} voor {activity} van {course}" },
  kind = "check",
  doc = "The learner is shown this grade, with the assignment and in the grade book.",
  examples = { '"sanne" reads grade 7 for "Opdracht" of "LGB-01"' },
}

step "assignment.reads_feedback" {
  en = "{actor} reads feedback {string} for {activity} of {course}",
  nl = {
    "leest {actor} feedback {string} bij {activity} van {course}",
    "{actor} leest feedback {string} bij {activity} van {course}",
  },
  kind = "check",
  doc = "The learner is shown this feedback. Used once: elsewhere a grade is given without words.",
  examples = { '"sanne" reads feedback "Goed onderbouwd" for "Opdracht" of "LGB-01"' },
}

step "assignment.reads_nothing" {
  en = "{actor} reads no grade for {activity} of {course}",
  nl = { "leest {actor} geen cijfer voor {activity} van {course}", "{actor} leest geen cijfer voor {activity} van {course}" },
  kind = "check",
  doc = "The learner is shown that the work was handed in and no grade and no feedback, neither with the assignment nor in the grade book, although the administrator finds a grade. Used once: one scenario holds grades back.",
  examples = { '"sanne" reads no grade for "Opdracht" of "LGB-01"' },
}

step "assignment.release" {
  en = "{actor} releases the grade of {person} for {activity} of {course}",
  nl = {
    "{actor} geeft het cijfer van {person} voor {activity} van {course} vrij",
    "{actor} het cijfer van {person} voor {activity} van {course} vrijgeeft",
  },
  kind = "action", changes = { "person", "course" },
  doc = "Shows a grade to the learner that was hidden until now. Used once: one scenario holds grades back.",
  examples = { '"youssef" releases the grade of "sanne" for "Opdracht" of "LGB-01"' },
}

step "assignment.notified" {
  en = "within {duration} {actor} has exactly {int} notification(s) from {person} about {activity} of {course}",
  nl = {
    "heeft {actor} binnen {duration} precies {int} melding(en) van {person} over {activity} van {course}",
    "binnen {duration} heeft {actor} precies {int} melding(en) van {person} over {activity} van {course}",
  },
  kind = "check",
  doc = "Counts what the LMS sent to this person; waits as long as it may take until so many are there, and not for what comes later.",
  examples = { 'within 15 minutes "sanne" has exactly 1 notification from "youssef" about "Opdracht" of "LGB-01"' },
}

step "evaluation.send" {
  en = "{actor} sends evaluation {activity} of {course} with answer {string}",
  nl = {
    "{actor} verstuurt evaluatie {activity} van {course} met antwoord {string}",
    "{actor} evaluatie {activity} van {course} verstuurt met antwoord {string}",
  },
  kind = "action", changes = { "course" },
  doc = "Answers the only question of an evaluation as a learner.",
  examples = { '"sanne" sends evaluation "Evaluatie" of "LGB-01" with answer "Leerzaam"' },
}

step "evaluation.answer" {
  en = "{actor} reads answer {string} in evaluation {activity} of {course}",
  nl = {
    "leest {actor} antwoord {string} in evaluatie {activity} van {course}",
    "{actor} leest antwoord {string} in evaluatie {activity} van {course}",
  },
  kind = "check",
  doc = "The answer is among those that the actor may read.",
  examples = { '"youssef" reads answer "Leerzaam" in evaluation "Evaluatie" of "LGB-01"' },
}

step "evaluation.anonymous" {
  en = "{actor} cannot tell that the answer in evaluation {activity} of {course} is from {person}",
  nl = {
    "kan {actor} niet zien dat het antwoord in evaluatie {activity} van {course} van {person} is",
    "{actor} kan niet zien dat het antwoord in evaluatie {activity} van {course} van {person} is",
  },
  kind = "check",
  doc = "Neither names, mail address nor number of the learner stand with the answers, and there is an answer. Used once: anonymity is one requirement.",
  examples = { '"youssef" cannot tell that the answer in evaluation "Evaluatie" of "LGB-01" is from "sanne"' },
}

step "certificate.issued" {
  en = "a certificate of {course} is issued to {person}",
  nl = { "is een certificaat van {course} uitgegeven aan {person}", "een certificaat van {course} is uitgegeven aan {person}" },
  kind = "check",
  doc = "The person is given a certificate with full name, course name, today's date and the end date that the seed agreed on, and its check code shows anybody whose it is; another code does not.",
  examples = { 'a certificate of "EHBO-H" is issued to "zoe"' },
}
