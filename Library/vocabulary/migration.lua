-- What was taken over from an old LMS, compared with what was agreed (MCA MCM MHI MSC; also FRZ, BCK, SMK, OPS, E2E).
-- Nothing here is seeded: a seed would make what the migration should have brought.
area "MCA"

step "stock.none" {
  en = "none of these {stock} is on the LMS:",
  nl = { "staat geen van deze {stock} in het LMS:", "geen van deze {stock} staat in het LMS:" },
  table = { username = "text", shortname = "text" },
  kind = "check",
  doc = "Looks among everybody, or all courses, that the administrator is shown: the administrator and the site itself are there, these are not.",
  examples = { "none of these courses is on the LMS:" },
}

step "stock.texts" {
  en = "no text of the courses in category {string} holds {words=string}",
  nl = {
    "staat {words=string} in geen tekst van de cursussen in categorie {string}",
    "geen tekst van de cursussen in categorie {string} bevat {words=string}",
  },
  kind = "check",
  doc = "Names, summaries, sections and activities of at least one course are read, with what their pages and books say; none holds these characters. A person looks into what the LMS does not let be read: the questions of a quiz, the entries of a glossary.",
  examples = { 'no text of the courses in category "OVER" holds "https://oud.example.org"' },
}

step "stock.links" {
  en = "every link in the courses of category {string} leads to a page",
  nl = {
    "leidt elke link in de cursussen van categorie {string} naar een pagina",
    "elke link in de cursussen van categorie {string} leidt naar een pagina",
  },
  kind = "check",
  doc = "There is at least one link into the LMS, and each of them leads to the page that it names, and no error; a person follows those that lead elsewhere. Used once: only migration breaks links by the hundred.",
  examples = { 'every link in the courses of category "OVER" leads to a page' },
}

step "stock.counts" {
  en = "the counts of category {string} are exactly:",
  nl = { "zijn de aantallen van categorie {string} precies:", "de aantallen van categorie {string} zijn precies:" },
  table = {
    what = { type = "measure", nl = "wat" }, course = { nl = "cursus" }, year = { type = "int", nl = "jaar" },
    number = { type = "int", nl = "aantal" },
  },
  kind = "check",
  doc = "Counts in the category, or in the one course that a row names; completions also by year.",
  examples = { 'the counts of category "OVER" are exactly:' },
}

step "stock.history" {
  en = "the training history of these people is exactly:",
  nl = { "is de opleidingshistorie van deze personen precies:", "de opleidingshistorie van deze personen is precies:" },
  table = { username = "text", course = "text", completed = "date", grade = "number" },
  kind = "check",
  doc = "Each of these people has completed these courses on these days with these grades, and no other course. Used once: the sample is data.",
  examples = { "the training history of these people is exactly:" },
}

step "package.list" {
  en = "the packages in category {string} are exactly:",
  nl = { "zijn de pakketten in categorie {string} precies:", "de pakketten in categorie {string} zijn precies:" },
  table = { course = "text", name = "text", version = "text", parts = "int" },
  kind = "check", system = "package",
  doc = "Each package by course and name, with the SCORM version and the number of parts that its manifest names. Used once: packages come in once.",
  examples = { 'the packages in category "OVER" are exactly:' },
}

step "package.store" {
  en = "package {string} stores for {person}:",
  nl = { "bewaart pakket {string} voor {person}:", "pakket {string} voor {person} bewaart:", "pakket {string} bewaart voor {person}:" },
  table = { what = { type = "track", nl = "wat" }, value = { nl = "waarde" } },
  kind = "action", changes = { "person" }, system = "package",
  doc = "Starts the package as this learner, stores what a package stores, and closes it.",
  examples = { 'package "BRV-26 e-learning" stores for "sanne":' },
}

step "package.returns" {
  en = "package {string} gives back to {person}:",
  nl = { "geeft pakket {string} aan {person} terug:", "pakket {string} geeft aan {person} terug:" },
  table = { what = { type = "track", nl = "wat" }, value = { nl = "waarde" } },
  kind = "check", system = "package",
  doc = "Starts the package again as this learner and compares what it is given, character by character.",
  examples = { 'package "BRV-26 e-learning" gives back to "sanne":' },
}
