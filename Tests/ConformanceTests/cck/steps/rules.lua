step "kit.money" { en = "the customer has {int} cents", kind = "state" }
on("kit.money", function(cents)
  already "no LMS here"
  world.money = cents
end)
step "kit.stock" { en = "there are chocolate bars in stock", kind = "state" }
on("kit.stock", function()
  already "no LMS here"
  world.stock = true
end)
step "kit.no_stock" { en = "there are no chocolate bars in stock", kind = "state" }
on("kit.no_stock", function()
  already "no LMS here"
  world.stock = false
end)
step "kit.buy" { en = "the customer tries to buy a {int} cent chocolate bar", kind = "action" }
on("kit.buy", function(price)
  already "no LMS here"
  world.sold = world.stock and world.money >= price
end)
step "kit.not_sold" { en = "the sale should not happen", kind = "check" }
on("kit.not_sold", function() expect(world.sold, "sold").equals(false) end)
step "kit.sold" { en = "the sale should happen", kind = "check" }
on("kit.sold", function() expect(world.sold, "sold").equals(true) end)
