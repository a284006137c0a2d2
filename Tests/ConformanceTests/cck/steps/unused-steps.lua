step "kit.used" { en = "a step that is used", kind = "state" }
on("kit.used", function() already "no LMS here" end)
step "kit.unused" { en = "a step that is not used", kind = "state" }
on("kit.unused", function() broken "this step must not run" end)
