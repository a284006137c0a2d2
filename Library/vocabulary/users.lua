-- Accounts, profiles and signing in (USR; also IMP, SSO, SEC, PRI, SMK).
area "USR"

step "user.create" {
  en = "{actor} creates a user with {field} {string}",
  nl = { "{actor} maakt een gebruiker aan met {field} {string}", "{actor} een gebruiker met {field} {string} aanmaakt" },
  attempt = {
    en = { "{actor} tries to create a user with {field} {string}", "{actor} tries to create a user" },
    nl = {
      "{actor} probeert een gebruiker met {field} {string} aan te maken",
      "{actor} een gebruiker met {field} {string} probeert aan te maken",
      "{actor} probeert een gebruiker aan te maken", "{actor} een gebruiker probeert aan te maken",
    },
  },
  kind = "action",
  doc = "Makes an account of somebody who did not exist, with this detail; it is removed afterwards.",
  examples = { '"joris" tries to create a user with personnel number "100123"', '"sanne" tries to create a user' },
}

step "user.count_with" {
  en = "exactly {int} user(s) has/have {field} {string}",
  nl = { "heeft/hebben precies {int} gebruiker(s) {field} {string}", "precies {int} gebruiker(s) heeft/hebben {field} {string}" },
  kind = "check",
  doc = "Counts the accounts that the administrator finds with this detail.",
  examples = { 'exactly 1 user has personnel number "100123"' },
}

step "user.change" {
  en = "{actor} changes the {field} of {person} to {string}",
  nl = { "{actor} wijzigt de/het {field} van {person} in {string}", "{actor} de/het {field} van {person} wijzigt in {string}" },
  attempt = {
    en = {
      "{actor} tries to change the {field} of {person} to {string}",
      "{actor} tries to change her/his/their own {field} to {string}",
    },
    nl = {
      "{actor} probeert de/het {field} van {person} te wijzigen in {string}",
      "{actor} de/het {field} van {person} probeert te wijzigen in {string}",
      "{actor} probeert haar/zijn/hun eigen {field} te wijzigen in {string}",
      "{actor} haar/zijn/hun eigen {field} probeert te wijzigen in {string}",
    },
  },
  kind = "action", changes = { "actor", "person" },
  doc = "Changes a detail of somebody: of somebody else as an administration or a source system does, of oneself as a person can do it without an administrator.",
  examples = {
    '"joris" changes the department of "otto" to "Zorg"', '"sanne" changes the city of "sanne" to "Utrecht"',
    '"sanne" tries to change her own city to "Utrecht"',
  },
}

step "user.deactivate" {
  en = "{actor} deactivates {person}",
  nl = { "{actor} deactiveert het account van {person}", "{actor} het account van {person} deactiveert" },
  attempt = {
    en = "{actor} tries to deactivate {person}",
    nl = { "{actor} probeert het account van {person} te deactiveren", "{actor} het account van {person} probeert te deactiveren" },
  },
  kind = "action", changes = { "person" },
  doc = "Closes the account and keeps what belongs to it.",
  examples = { '"joris" deactivates "otto"' },
}

step "profile.read" {
  en = "{actor} reads the profile of {person}",
  nl = { "{actor} leest het profiel van {person}", "{actor} het profiel van {person} leest" },
  attempt = {
    en = "{actor} tries to read the profile of {person}",
    nl = { "{actor} probeert het profiel van {person} te lezen", "{actor} het profiel van {person} probeert te lezen" },
  },
  kind = "action",
  doc = "Asks for the profile with the rights of the actor.",
  examples = { '"joris" reads the profile of "zoe"' },
}

step "profile.find" {
  en = "{actor} reads the profile of the person with {field} {string}",
  nl = {
    "{actor} leest het profiel van de persoon met {field} {string}",
    "{actor} het profiel van de persoon met {field} {string} leest",
  },
  kind = "action",
  doc = "Asks for the profile of the one person of whom this is known, with the rights of the actor; nobody has to be declared.",
  examples = { '"joris" reads the profile of the person with personnel number "100207"' },
}

step "profile.shows" {
  en = "the profile shows {field} {string}",
  nl = { "toont het profiel {field} {string}", "het profiel toont {field} {string}" },
  kind = "check",
  doc = "The profile that was read, read again by the same person, shows exactly this.",
  examples = { 'the profile shows full name "Zoë Özgür-d\'Hondt"' },
}

step "profile.hides" {
  en = "the profile shows no {field}",
  nl = { "toont het profiel geen {field}", "het profiel toont geen {field}" },
  kind = "check",
  doc = "The profile that was read does not give this detail to the reader, although the administrator finds it filled. Used once: what others must not see of a person is one requirement.",
  examples = { "the profile shows no personnel number" },
}

step "login.works" {
  en = "{actor} can sign in", nl = { "kan {actor} zich aanmelden", "{actor} kan zich aanmelden" },
  kind = "check",
  doc = "Signs in anew with the right password.",
  examples = { '"sanne" can sign in' },
}

step "login.fails" {
  en = "{actor} cannot sign in",
  nl = { "kan {actor} zich niet (meer )aanmelden", "{actor} kan zich niet (meer )aanmelden" },
  kind = "check",
  doc = "Signs in anew with the right password and is refused, and the administrator finds the account: closed, or shut by the guesses of this scenario. Who was never there does not pass.",
  examples = { '"otto" cannot sign in' },
}
