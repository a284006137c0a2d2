step "kit.belly" { en = "I have {int} <![CDATA[cukes]]> in my belly", kind = "state" }
on("kit.belly", function() already "no LMS here" end)
