step "kit.step" { en = "a step", kind = "state" }
on("kit.step", function() already "no LMS here" end)
step "kit.failing" { en = "a failing step", kind = "check" }
on("kit.failing", function() expect(1).equals(2) end)
step "kit.pending" { en = "a pending step", kind = "state" }
on("kit.pending", function() not_automated "nobody has written this yet" end)
step "kit.skip" { en = "a skipped step", kind = "state" }
on("kit.skip", function() not_applicable "this machine has not what it takes" end)
step "kit.first" { en = "an ambiguous {text}", kind = "state" }
on("kit.first", function() broken "this step must not run" end)
step "kit.second" { en = "{text} ambiguous step", kind = "state" }
on("kit.second", function() broken "this step must not run" end)
