step "kit.first" { en = "a {text} with {text}", kind = "state" }
on("kit.first", function() broken "this step must not run" end)
step "kit.second" { en = "a step with {text}", kind = "state" }
on("kit.second", function() broken "this step must not run" end)
