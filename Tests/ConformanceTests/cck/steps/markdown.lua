step "kit.code" { en = "some TypeScript code:", kind = "state", docstring = true }
on("kit.code", function(text) expect(text).contains "reblochon" already "no LMS here" end)
step "kit.gherkin" { en = "some classic Gherkin:", kind = "state", docstring = true }
on("kit.gherkin", function(text) expect(text).contains "24 apples" already "no LMS here" end)
step "kit.table" {
  en = "we use a data table and attach something and then {word}",
  kind = "action",
  table = { name = "text", age = "int" },
}
on("kit.table", function(what, rows)
  already "no LMS here"
  expect(rows[3].age).equals(5)
  log("We are logging some plain text (" .. what .. ")")
  if what == "fail" then expect(what).equals "pass" end
end)
step "kit.perhaps" { en = "this might or might not run", kind = "action" }
on("kit.perhaps", function() already "no LMS here" end)
