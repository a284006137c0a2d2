step "kit.text" { en = "a doc string:", kind = "state", docstring = true }
on("kit.text", function(text) already("no LMS here, only " .. text) end)
