-- The site as a whole (TST; also FRZ, SMK, PER, OPS).
area "TST"

step "site.fingerprint" {
  en = "the fingerprint of the site is taken",
  nl = { "de vingerafdruk van de site wordt genomen", "wordt de vingerafdruk van de site genomen" },
  kind = "action",
  doc = "Keeps version, plug-ins and readable settings for the comparison. Used once: that the site stays the same is one requirement.",
  examples = { "the fingerprint of the site is taken" },
}

step "site.same_fingerprint" {
  en = "the fingerprint of the site is still the same",
  nl = { "is de vingerafdruk van de site nog dezelfde", "de vingerafdruk van de site is nog dezelfde" },
  kind = "check",
  doc = "Takes the fingerprint again and compares. Used once: that the site stays the same is one requirement.",
  examples = { "the fingerprint of the site is still the same" },
}
