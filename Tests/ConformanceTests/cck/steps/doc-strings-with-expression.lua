step "kit.text" { en = "a {string} with a doc string:", kind = "check", docstring = true }
on("kit.text", function(what, text)
  expect(what).equals "Cucumber"
  expect(text).equals "Cucumis sativus"
end)
