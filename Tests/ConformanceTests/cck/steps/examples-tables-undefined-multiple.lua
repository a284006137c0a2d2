step "kit.cucumbers" { en = "there are {int} cucumbers", kind = "state" }
on("kit.cucumbers", function(count)
  already "no LMS here"
  world.cucumbers = count
end)
step "kit.eat" { en = "I eat {int} cucumbers", kind = "action" }
on("kit.eat", function(count)
  already "no LMS here"
  world.cucumbers = world.cucumbers - count
end)
step "kit.left" { en = "I should have {int} cucumbers", kind = "check" }
on("kit.left", function(count) expect(world.cucumbers, "cucumbers").equals(count) end)
