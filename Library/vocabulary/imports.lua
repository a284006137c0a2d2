-- What comes from elsewhere and the jobs that bring it (IMP; also MHI, FRZ, BCK, SMK, PER, PRI, OPS, E2E).
area "IMP"

step "import.read" {
  en = "{job} has read these rows:",
  nl = { "{job} heeft deze regels ingelezen:", "heeft {job} deze regels ingelezen:", "{job} deze regels heeft ingelezen:" },
  table = {
    user = "user", firstname = { nl = "voornaam" }, lastname = { nl = "achternaam" }, idnumber = { nl = "personeelsnummer" },
    department = { nl = "afdeling" },
    manager = { nl = "leidinggevende" }, active = { type = "bool", nl = "actief" },
    course = { nl = "cursus" }, group = { nl = "groep" },
  },
  makes = { "user" },
  kind = "action", system = "hr",
  doc = "Offers a file with these people to the import, as the source system does, and waits until the import has read it.",
  examples = { "the HR import has read these rows:" },
}

step "job.run" {
  en = "{job} has run", nl = { "{job} is uitgevoerd", "is {job} uitgevoerd" },
  kind = "action", system = "jobs",
  doc = "Starts a job that runs by itself at other times, and waits until it has ended.",
  examples = { "the retention task has run" },
}

step "job.counts" {
  en = "the log of {job} counts exactly:",
  nl = { "telt het logboek van {job} precies:", "het logboek van {job} telt precies:" },
  table = { what = { type = "measure", nl = "wat" }, number = { type = "int", nl = "aantal" } },
  kind = "check", system = "jobs",
  doc = "The last run of the job says so itself.",
  examples = { "the log of the HR import counts exactly:" },
}

step "job.rejects" {
  en = "the log of {job} names exactly these rejected rows:",
  nl = { "noemt het logboek van {job} precies deze afgekeurde regels:", "het logboek van {job} noemt precies deze afgekeurde regels:" },
  table = { row = { type = "int", nl = "regel" }, idnumber = { nl = "personeelsnummer" }, reason = { nl = "reden" } },
  kind = "check", system = "jobs",
  doc = "Each row that was not taken over, by its number, whom it is about and why in the words of the log; no other row.",
  examples = { "the log of the HR import names exactly these rejected rows:" },
}

step "job.within" {
  en = "{job} finished within {duration}",
  nl = { "was {job} binnen {duration} klaar", "{job} was binnen {duration} klaar" },
  kind = "check", system = "jobs",
  doc = "From start to end, as the log of the job says.",
  examples = { "the final load finished within 18 hours" },
}

step "job.recent" {
  en = "{job} ran without an error in the last {duration}",
  nl = { "liep {job} zonder fout in de laatste {duration}", "{job} liep zonder fout in de laatste {duration}" },
  kind = "check", system = "jobs",
  doc = "The last run is not older and ended well; nothing waits from before it, and the clock of the site started something meanwhile that no scenario starts.",
  examples = { "the mail queue ran without an error in the last 15 minutes" },
}

step "hierarchy.ends" {
  en = "the chain of line managers of every active person ends at:",
  nl = {
    "eindigt de keten van leidinggevenden van elke actieve persoon bij:",
    "de keten van leidinggevenden van elke actieve persoon eindigt bij:",
  },
  table = { user = "text" },
  kind = "check", system = "hr",
  doc = "From everybody upwards, through active people only, one of these is reached: nobody lacks a manager and nobody is, however indirectly, the own one. Used once: managers come from one source.",
  examples = { "the chain of line managers of every active person ends at:" },
}

step "mail.got" {
  en = "within {duration} {actor} has exactly {int} mail(s) about {string}",
  nl = {
    "heeft {actor} binnen {duration} precies {int} mail(s) over {string}",
    "binnen {duration} heeft {actor} precies {int} mail(s) over {string}",
  },
  kind = "check", system = "mail",
  doc = "Counts the mails to this person whose subject or text holds the words, sent since the scenario began.",
  examples = { 'within 15 minutes "joris" has exactly 1 mail about "veiligheidsgrens"' },
}
