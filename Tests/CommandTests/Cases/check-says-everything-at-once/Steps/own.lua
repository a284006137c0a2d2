step "own.one" {
  en = "{course} is there",
