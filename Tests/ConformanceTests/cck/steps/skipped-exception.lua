step "kit.skip" { en = "I skip a step", kind = "state" }
on("kit.skip", function() not_applicable "this machine has not what it takes" end)
