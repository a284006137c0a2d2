step "kit.order" { en = "an order for {string}", kind = "state" }
on("kit.order", function(what)
  already "no LMS here"
  world.orders = merge(world_has "orders" and world.orders or {}, { [what] = true })
end)
step "kit.action" { en = "an action", kind = "action" }
on("kit.action", function() already "no LMS here" end)
step "kit.outcome" { en = "an outcome", kind = "check" }
on("kit.outcome", function()
  for _, what in ipairs { "eggs", "milk", "bread" } do expect(world.orders[what], what).equals(true) end
end)
