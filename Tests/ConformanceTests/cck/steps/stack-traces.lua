step "kit.throw" { en = "a step throws an exception", kind = "action" }
on("kit.throw", function() error "whoops" end)
