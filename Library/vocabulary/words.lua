-- Words that a wording may contain and that have a translation, and the kinds of things with their columns.
-- Names of kinds and columns are Moodle's; the Dutch ones stand beside them.

words "role" {
  learner = { en = "learner", nl = "cursist" },
  trainer = { en = "trainer", nl = "docent" },
  author = { en = "author", nl = "auteur" },
  manager = { en = "line manager", nl = "leidinggevende" },
  tadmin = { en = "training administrator", nl = "opleidingsadministrateur" },
  fadmin = { en = "functional administrator", nl = "functioneel beheerder" },
  sysadmin = { en = "system administrator", nl = "systeembeheerder" },
  hr = { en = "HR officer", nl = "HR-medewerker" },
  auditor = { en = "auditor", nl = "auditor" },
  guest = { en = "visitor", nl = "bezoeker" },
  buyer = { en = "buyer", nl = "koper" },
}

-- what is known about a person
words "field" {
  username = { en = "user name", nl = "gebruikersnaam" },
  fullname = { en = "full name", nl = "volledige naam" },
  firstname = { en = "first name", nl = "voornaam" },
  lastname = { en = "last name", nl = "achternaam" },
  email = { en = "e-mail address", nl = "e-mailadres" },
  phone1 = { en = "phone number", nl = "telefoonnummer" },
  city = { en = "city", nl = "woonplaats" },
  lang = { en = "language", nl = "taal" },
  idnumber = { en = "personnel number", nl = "personeelsnummer" },
  department = { en = "department", nl = "afdeling" },
}

-- what is known about a course
words "detail" {
  shortname = { en = "code", nl = "code" },
  fullname = { en = "name", nl = "naam" },
  summary = { en = "summary", nl = "samenvatting" },
  startdate = { en = "start date", nl = "startdatum" },
  enddate = { en = "end date", nl = "einddatum" },
}

-- a right says no: refused; a rule says no (taken, full, too late, third attempt): rejected
words "verdict" {
  accepted = { en = "accepted", nl = { "toegestaan", "geaccepteerd" } },
  refused = { en = "refused", nl = "geweigerd" },
  rejected = { en = "rejected", nl = "afgewezen" },
}

words "result" {
  passed = { en = "passed", nl = "geslaagd" },
  failed = { en = "failed", nl = "gezakt" },
}

-- how far a learner is with a course
words "progress" {
  completed = { en = "completed", nl = "afgerond" },
  busy = { en = "in progress", nl = "bezig" },
  untouched = { en = "not started", nl = "niet gestart" },
}

-- what a log tells
words "event" {
  enrolled = { en = "the enrolment", nl = "de inschrijving" },
  role_taken = { en = "the withdrawal of a role", nl = "het intrekken van een rol" },
}

-- kinds of messages that people may have a say in
words "notice" {
  forum = { en = "forum messages", nl = "forumberichten" },
  due = { en = "due-date reminders", nl = "herinneringen aan einddatums" },
}
words "switch" { on = { en = "on", nl = "aan" }, off = { en = "off", nl = "uit" } }

kind "user" {
  en = { "user", "users" }, nl = { "gebruiker", "gebruikers" }, key = "username",
  columns = {
    username = { nl = "gebruikersnaam" },
    firstname = { nl = "voornaam", default = function(u) return u.username end },
    lastname = { nl = "achternaam", default = "Acceptance" },
    email = { nl = "e-mail", default = function(u) return u.username .. "@example.com" end },
    password = { nl = "wachtwoord", write_only = true },
    idnumber = { nl = "personeelsnummer" },
    department = { nl = "afdeling" },
    city = { nl = "woonplaats" },
    phone1 = { nl = "telefoon" },
    lang = { nl = "taal" },
  },
}

kind "category" {
  en = { "category", "categories" }, nl = { "categorie", "categorieën" }, key = "idnumber",
  columns = {
    idnumber = { nl = "code" },
    name = { nl = "naam", default = function(c) return c.idnumber end },
    category = { nl = "bovenliggend", ref = "category" },
  },
}

kind "course" {
  en = { "course", "courses" }, nl = { "cursus", "cursussen" }, key = "shortname",
  columns = {
    shortname = { nl = "code" },
    fullname = { nl = "naam", default = function(c) return c.shortname end },
    category = { nl = "categorie", ref = "category" },
    summary = { nl = "samenvatting" },
    visible = { nl = "zichtbaar", type = "bool", default = true },
    startdate = { nl = "startdatum", type = "date" },
    enddate = { nl = "einddatum", type = "date" },
    numsections = { nl = "onderdelen", type = "int", write_only = true },
    -- their names, separated by commas
    sections = { nl = "onderdeelnamen", write_only = true },
  },
}

kind "course enrolment" {
  relation = true, en = { "course enrolment", "course enrolments" }, nl = { "inschrijving", "inschrijvingen" },
  key = { "user", "course" },
  columns = {
    user = { nl = "gebruiker", ref = "user" },
    course = { nl = "cursus", ref = "course" },
    role = { nl = "rol", type = "role", default = "learner" },
  },
}

kind "role assign" {
  relation = true, en = { "role assign", "role assigns" }, nl = { "roltoewijzing", "roltoewijzingen" },
  key = { "user", "role" },
  columns = { user = { nl = "gebruiker", ref = "user" }, role = { nl = "rol", type = "role" } },
}

kind "category admin" {
  relation = true, en = { "category administrator", "category administrators" },
  nl = { "categoriebeheerder", "categoriebeheerders" }, key = { "user", "category" },
  columns = { user = { nl = "gebruiker", ref = "user" }, category = { nl = "categorie", ref = "category" } },
}

-- an activity has no key that every LMS can search by: it is named as "Toets" of "HYG-26"
kind "activity" {
  en = { "activity", "activities" }, nl = { "activiteit", "activiteiten" }, key = { "name", "course" },
  columns = {
    activity = { nl = "soort" },
    name = { nl = "naam" },
    course = { nl = "cursus", ref = "course" },
    idnumber = { nl = "code", write_only = true },
    questions = { nl = "vragen", type = "int", write_only = true },
    gradepass = { nl = "slaaggrens", type = "number", write_only = true },
    attempts = { nl = "pogingen", type = "int", write_only = true },
    timelimit = { nl = "minuten", type = "int", write_only = true },
    anonymous = { nl = "anoniem", type = "bool", write_only = true },
    release = { nl = "vrijgeven", type = "bool", write_only = true },
    -- the number of a section of the course
    section = { nl = "onderdeel", type = "int", default = 1, write_only = true },
    -- the name of an activity of the same course that must be complete before this one can be used
    requires = { nl = "vereist", write_only = true },
    -- trainers hear of what is handed in
    notify = { nl = "meldt", type = "bool", write_only = true },
  },
}

kind "cohort" {
  en = { "cohort", "cohorts" }, nl = { "doelgroep", "doelgroepen" }, key = "idnumber",
  columns = { idnumber = { nl = "code" }, name = { nl = "naam", default = function(c) return c.idnumber end } },
}

kind "cohort member" {
  relation = true, en = { "cohort member", "cohort members" }, nl = { "doelgroeplid", "doelgroepleden" },
  key = { "user", "cohort" },
  columns = { user = { nl = "gebruiker", ref = "user" }, cohort = { nl = "doelgroep", ref = "cohort" } },
}

kind "framework" {
  en = { "competency framework", "competency frameworks" },
  nl = { "competentieraamwerk", "competentieraamwerken" }, key = "idnumber",
  columns = {
    idnumber = { nl = "code" },
    shortname = { nl = "naam", default = function(f) return f.idnumber end },
  },
}

kind "competency" {
  en = { "competency", "competencies" }, nl = { "competentie", "competenties" }, key = "idnumber",
  columns = {
    idnumber = { nl = "code" },
    shortname = { nl = "naam", default = function(c) return c.idnumber end },
    competencyframework = { nl = "raamwerk", ref = "framework" },
    cluster = { nl = "cluster", ref = "competency" },
  },
}

kind "report" {
  en = { "report", "reports" }, nl = { "rapport", "rapporten" }, key = "name",
  columns = {
    name = { nl = "naam" },
    -- what it reports on: the word of the LMS for a source
    source = { nl = "bron", default = "participants" },
    -- fields beside those that the source shows by itself, separated by commas
    fields = { nl = "velden", write_only = true },
    -- who may read it
    reader = { nl = "lezer", type = "role", default = "tadmin", write_only = true },
  },
}
