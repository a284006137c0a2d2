step "kit.pending" { en = "an unimplemented pending step", kind = "state" }
on("kit.pending", function() not_automated "nobody has written this yet" end)
