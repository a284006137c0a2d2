step "kit.belly" { en = "I have {int} cukes in my belly", kind = "state" }
on("kit.belly", function() already "no LMS here" end)
