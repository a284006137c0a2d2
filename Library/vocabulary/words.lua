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

-- what `@needs:` of a scenario can ask for and an adapter `provides`
capabilities {
  "assignments", "catalogue", "categories", "cohorts", "competencies", "completion", "evaluation", "grading", "lessons",
  "configured", "message-preferences", "migration", "quiz", "reports", "self-enrolment",
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
  manager = { en = "line manager", nl = "leidinggevende" },
}

-- what is known about a course
words "detail" {
  shortname = { en = "code", nl = "code" },
  fullname = { en = "name", nl = "naam" },
  summary = { en = "summary", nl = "samenvatting" },
  startdate = { en = "start date", nl = "startdatum" },
  enddate = { en = "end date", nl = "einddatum" },
}

-- whether people have to take a course or may
words "admission" {
  mandatory = { en = "mandatory for", nl = "verplicht voor" },
  open = { en = "open to", nl = "opengesteld voor" },
}

-- whether each has one, or one that no other has
words "having" {
  any = { en = "a", nl = "een" },
  own = { en = "its own", nl = "een eigen" },
}

-- what stands in a category
words "contents" {
  courses = { en = "courses", nl = "cursussen" },
  categories = { en = "categories", nl = "categorieën" },
}

-- a right says no: refused; a rule says no (taken, full, too late, third attempt): rejected; hidden from who asks: not found
words "verdict" {
  accepted = { en = "accepted", nl = { "toegestaan", "geaccepteerd" } },
  refused = { en = "refused", nl = "geweigerd" },
  rejected = { en = "rejected", nl = "afgewezen" },
  not_found = { en = "not found", nl = "niet gevonden" },
}

words "result" {
  passed = { en = "passed", nl = "geslaagd" },
  failed = { en = "failed", nl = "gezakt" },
}

-- how far a learner is with a course; all of them, however far
words "progress" {
  completed = { en = "completed", nl = "afgerond" },
  busy = { en = "in progress", nl = "bezig" },
  untouched = { en = "not started", nl = "niet gestart" },
  all = { en = "in all", nl = "in totaal" },
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

-- what whoever completes the course is given, with their own name
kind "certificate" {
  en = { "certificate", "certificates" }, nl = { "certificaat", "certificaten" }, key = "course",
  columns = {
    course = { nl = "cursus", ref = "course" },
    -- how long it holds after the day of issue
    months = { nl = "maanden", type = "int" },
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

---------------------------------------------------------------- around the LMS
-- what runs by itself, or once during a migration
words "job" {
  hr = { en = "the HR import", nl = "de HR-import" },
  students = { en = "the import of the student information system", nl = "de import uit het studentinformatiesysteem" },
  members = { en = "the import of the member administration", nl = "de import uit de ledenadministratie" },
  audiences = { en = "the audience update", nl = "de doelgroepberekening" },
  reports = { en = "the nightly report run", nl = "de nachtelijke rapportage" },
  recurrence = { en = "the recurrence task", nl = "de herhaaltaak" },
  retention = { en = "the retention task", nl = "de bewaartermijntaak" },
  history = { en = "the history load", nl = "de historiemigratie" },
  load = { en = "the final load", nl = "de laatste migratie" },
  restore = { en = "the restore", nl = "de terugzetting" },
  backout = { en = "the back-out procedure", nl = "de back-outprocedure" },
  tasks = { en = "the task service", nl = "de taakdienst" },
  mail = { en = "the mail queue", nl = "de mailwachtrij" },
  index = { en = "the search index", nl = "de zoekindex" },
}

-- what is counted
words "measure" {
  read = { en = "read", nl = "gelezen" },
  processed = { en = "processed", nl = "verwerkt" },
  rejected = { en = "rejected", nl = "afgekeurd" },
  created = { en = "created", nl = "aangemaakt" },
  changed = { en = "changed", nl = "gewijzigd" },
  deactivated = { en = "deactivated", nl = "gedeactiveerd" },
  deleted = { en = "deleted", nl = "verwijderd" },
  anonymised = { en = "made anonymous", nl = "geanonimiseerd" },
  courses = { en = "courses", nl = "cursussen" },
  learners = { en = "learners", nl = "cursisten" },
  completions = { en = "completions", nl = "afrondingen" },
  activities = { en = "activities", nl = "activiteiten" },
}

words "stock" {
  people = { en = "people", nl = "personen" },
  courses = { en = "courses", nl = "cursussen" },
}

-- what a SCORM package remembers
words "track" {
  status = { en = "status", nl = "status" },
  score = { en = "score", nl = "score" },
  bookmark = { en = "bookmark", nl = "bladwijzer" },
  suspend = { en = "suspend data", nl = "voortgangsgegevens" },
}

words "payment" {
  paid = { en = "paid", nl = "betaald" },
  cancelled = { en = "cancelled", nl = "geannuleerd" },
  failed = { en = "failed", nl = "mislukt" },
  expired = { en = "expired", nl = "verlopen" },
}
words "order" {
  payable = { en = "payable again", nl = "opnieuw te betalen" },
  delivered = { en = "delivered", nl = "geleverd" },
  refund = { en = "marked for refund", nl = "gemarkeerd voor terugbetaling" },
}
-- who gets to know what the LMS recorded
words "receiver" {
  hr = { en = "the HR system", nl = "het HR-systeem" },
  portal = { en = "the portal", nl = "het portaal" },
}

words "page" {
  home = { en = "home page", nl = "startpagina" },
  catalogue = { en = "catalogue", nl = "catalogus" },
  course = { en = "course page", nl = "cursuspagina" },
  report = { en = "completion report", nl = "voortgangsrapport" },
}
words "setting" {
  debugging = { en = "debugging", nl = "foutopsporing" },
  maintenance = { en = "maintenance mode", nl = "de onderhoudsmodus" },
}
