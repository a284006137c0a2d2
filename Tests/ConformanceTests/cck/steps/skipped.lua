step "kit.done" { en = "a step that does not skip", kind = "state" }
on("kit.done", function() already "no LMS here" end)
step "kit.never" { en = "a step that is skipped", kind = "state" }
on("kit.never", function() broken "this step must not run" end)
step "kit.skip" { en = "I skip a step", kind = "state" }
on("kit.skip", function() not_applicable "this machine has not what it takes" end)
