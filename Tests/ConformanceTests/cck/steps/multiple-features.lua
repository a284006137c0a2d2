step "kit.order" { en = "an order for {string}", kind = "state" }
on("kit.order", function() already "no LMS here" end)
