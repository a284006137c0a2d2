step "kit.done" { en = "an implemented non-pending step", kind = "state" }
on("kit.done", function() already "no LMS here" end)
step "kit.never" { en = "an implemented step that is skipped", kind = "state" }
on("kit.never", function() broken "this step must not run" end)
step "kit.pending" { en = "an unimplemented pending step", kind = "state" }
on("kit.pending", function() not_automated "nobody has written this yet" end)
