step "kit.table_text" { en = "a step with a data table a doc string", kind = "check", table = { "hello" }, docstring = true }
on("kit.table_text", function(rows, text)
  expect(#rows).equals(0) -- the table's first row is its header
  expect(text).equals "world"
end)
step "kit.text_table" { en = "a step with a doc string a data table", kind = "check", table = { "world" }, docstring = true }
on("kit.text_table", function(rows, text)
  expect(#rows).equals(0)
  expect(text).equals "hello"
end)
