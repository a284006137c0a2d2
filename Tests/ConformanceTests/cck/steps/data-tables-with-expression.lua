step "kit.table" { en = "a {string} with a table", kind = "check", table = { "Species", "Cucumis sativus" } }
on("kit.table", function(what, rows)
  expect(what).equals "Cucumber"
  expect(#rows).equals(0) -- the table's first row is its header
end)
