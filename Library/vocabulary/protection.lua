-- Sessions, guessing, headers and personal data (SSO SEC PRI).
area "SEC"

step "idp.sign_in" {
  en = "{actor} signs in through the identity provider",
  nl = { "{actor} meldt zich aan via de identiteitsprovider", "{actor} zich via de identiteitsprovider aanmeldt" },
  attempt = {
    en = "{actor} tries to sign in through the identity provider",
    nl = {
      "{actor} probeert zich aan te melden via de identiteitsprovider",
      "{actor} zich via de identiteitsprovider probeert aan te melden",
    },
  },
  kind = "action", system = "idp", signs_in = true,
  doc = "Offers the LMS a valid answer of the identity provider about this person. Used once: what people see of it they judge.",
  examples = { '"otto" tries to sign in through the identity provider' },
}

step "session.end" {
  en = "{actor} signs out", nl = { "{actor} meldt zich af", "{actor} zich afmeldt" },
  kind = "action",
  doc = "Signs in anew in a browser, keeps the cookies as a shared computer would, and signs out. Used once: signing out is one requirement.",
  examples = { '"sanne" signs out' },
}

step "session.ended" {
  en = "the session of {person} no longer works",
  nl = { "werkt de sessie van {person} niet meer", "de sessie van {person} werkt niet meer" },
  kind = "check",
  doc = "The cookies that were kept worked before and open neither the home page nor the profile of the person now. Used once: signing out is one requirement.",
  examples = { 'the session of "sanne" no longer works' },
}

step "login.guess" {
  en = "a visitor tries {int} wrong passwords for {person}",
  nl = { "een bezoeker probeert {int} foute wachtwoorden voor {person}", "een bezoeker {int} foute wachtwoorden voor {person} probeert" },
  kind = "action", changes = { "person" },
  doc = "Tries so often to get in with another wrong password; none gets in. Name a person of the scenario's own: the account may be blocked afterwards. Used once: guessing is one requirement.",
  examples = { 'a visitor tries 10 wrong passwords for "pim"' },
}

step "site.headers" {
  en = "the site answers a visitor with these headers:",
  nl = { "antwoordt de site een bezoeker met deze headers:", "de site antwoordt een bezoeker met deze headers:" },
  table = { header = "text", value = "text" },
  kind = "check",
  doc = "The login page carries each header, and one part of it (between ; or ,) is the value; a flag under Set-Cookie is one of the cookie that holds the session. DENY does where X-Frame-Options sameorigin was agreed: it forbids more. Used once: the list is data.",
  examples = { "the site answers a visitor with these headers:" },
}

step "site.https" {
  en = "plain HTTP leads to HTTPS", nl = { "leidt onversleuteld HTTP naar HTTPS", "onversleuteld HTTP leidt naar HTTPS" },
  kind = "check", system = "https",
  doc = "The same address without encryption redirects to the one with it and gives no page. Used once: there is one entrance.",
  examples = { "plain HTTP leads to HTTPS" },
}

step "privacy.ask" {
  en = "{actor} asks for a copy of her/his/their own data",
  nl = { "{actor} vraagt een kopie van haar/zijn/hun eigen gegevens aan", "{actor} een kopie van haar/zijn/hun eigen gegevens aanvraagt" },
  kind = "action", changes = { "actor" },
  doc = "Sends a request for access, as a learner does it. Used once: there is one kind of request.",
  examples = { '"sanne" asks for a copy of her own data' },
}

step "privacy.approve" {
  en = "{actor} approves the request of {person}",
  nl = { "{actor} keurt het verzoek van {person} goed", "{actor} het verzoek van {person} goedkeurt" },
  kind = "action", changes = { "person" },
  doc = "Lets the LMS make the copy that somebody asked for. Used once: only such a request is approved.",
  examples = { '"joris" approves the request of "sanne"' },
}

step "privacy.ready" {
  en = "within {duration} the copy for {person} is ready",
  nl = { "is de kopie voor {person} binnen {duration} klaar", "binnen {duration} is de kopie voor {person} klaar" },
  kind = "check",
  doc = "The request of this scenario has come to its end and there is something to download. Used once: only such a request makes a copy.",
  examples = { 'within 60 minutes the copy for "sanne" is ready' },
}

step "profile.only" {
  en = "no profile among {int} people holds anything but:",
  nl = { "bevat geen profiel van {int} personen iets anders dan:", "geen profiel van {int} personen bevat iets anders dan:" },
  table = { field = { type = "field", nl = "veld" } },
  kind = "check",
  doc = "Reads so many profiles, spread over all accounts, with everything the LMS gives its administrator; every field that says something about a person is on the list. Used once: the list is data.",
  examples = { "no profile among 20 people holds anything but:" },
}
