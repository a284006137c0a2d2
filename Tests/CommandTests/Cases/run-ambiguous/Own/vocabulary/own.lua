step "own.enrol" {
  en = "{actor} enrols {string} in {string}",
  kind = "action",
  doc = "Says what is said already.",
  examples = { '"fatima" enrols "sanne" in "AVG-01"' },
}
