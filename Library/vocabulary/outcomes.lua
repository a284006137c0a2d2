-- Judging what somebody tried.

step "outcome.verdict" {
  en = { "the request/change/attempt is {verdict}", "it is {verdict}" },
  nl = {
    "wordt het verzoek {verdict}", "wordt de wijziging {verdict}", "wordt de poging {verdict}", "wordt het {verdict}",
    "het verzoek wordt {verdict}", "de wijziging wordt {verdict}", "de poging wordt {verdict}", "het wordt {verdict}",
  },
  kind = "check",
  doc = "Judges the last attempt. Refused: a right says no. Rejected: a rule says no (taken, full, too late). Not found: what was asked for is hidden from the actor, although it is there.",
  examples = { "the request is refused", "the change is accepted", "it is not found" },
}

step "outcome.unchanged" {
  en = "nothing has changed", nl = { "is er niets gewijzigd", "er is niets gewijzigd" },
  kind = "check",
  doc = "Compares what the last attempt could have changed with what it was before.",
  examples = { "nothing has changed" },
}
