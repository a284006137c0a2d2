step "kit.done" { en = "an implemented step", kind = "state" }
on("kit.done", function() already "no LMS here" end)
step "kit.never" { en = "a step that will be skipped", kind = "state" }
on("kit.never", function() broken "this step must not run" end)
