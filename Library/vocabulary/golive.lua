-- Freezing and reopening the old LMS, and whether the new one is fit to open (FRZ BCK SMK PER; also OPS, POR).
area "FRZ"

step "old.write" {
  en = "{actor} writes to the old LMS", nl = { "{actor} schrijft in het oude LMS", "{actor} in het oude LMS schrijft" },
  attempt = {
    en = "{actor} tries to write to the old LMS",
    nl = { "{actor} probeert in het oude LMS te schrijven", "{actor} in het oude LMS probeert te schrijven" },
  },
  kind = "action", system = "old-lms",
  doc = "Does the smallest thing there that the person may do and that is kept.",
  examples = { '"sanne" tries to write to the old LMS' },
}

step "old.fingerprint" {
  en = "the records of the old LMS have fingerprint {string}",
  nl = { "hebben de gegevens van het oude LMS vingerafdruk {string}", "de gegevens van het oude LMS hebben vingerafdruk {string}" },
  kind = "check", system = "old-lms",
  doc = "A digest over people, courses and results, taken in the same way as the one that was written down when the freeze began.",
  examples = { 'the records of the old LMS have fingerprint "4f1c9a70"' },
}

step "pages.request" {
  en = "{actor} requests the {page} {int} time(s)",
  nl = { "{actor} vraagt de/het {page} {int} keer op", "{actor} de/het {page} {int} keer opvraagt" },
  kind = "action",
  doc = "Asks for a page one time after another, with the session that the person has; what answers is that page, of that person, and no error.",
  examples = { '"sanne" requests the home page 20 times', '"joris" requests the home page 1 time' },
}

step "pages.within" {
  en = "{int} percent of the answers arrive(s) within {duration}",
  nl = { "komt/komen {int} procent van de antwoorden binnen {duration}", "{int} procent van de antwoorden komt/komen binnen {duration}" },
  kind = "check",
  doc = "Of the answers to the pages requested last, from the request to the last byte. A hundred percent: none took longer.",
  examples = { "95 percent of the answers arrive within 2 seconds" },
}

step "site.off" {
  en = "{setting} is off on the site", nl = { "staat {setting} uit op de site", "{setting} staat uit op de site" },
  kind = "check",
  doc = "As the site says to its administrator.",
  examples = { "debugging is off on the site", "maintenance mode is off on the site" },
}
