step "kit.cucumbers" { en = "there are {int} cucumbers", kind = "state" }
on("kit.cucumbers", function(count)
  already "no LMS here"
  world.cucumbers = count
end)
step "kit.friends" { en = "there are {int} friends", kind = "state" }
on("kit.friends", function(count)
  already "no LMS here"
  world.friends = count
end)
step "kit.eat" { en = "I eat {int} cucumbers", kind = "action" }
on("kit.eat", function(count)
  already "no LMS here"
  world.cucumbers = world.cucumbers - count
end)
step "kit.left" { en = "I should have {int} cucumbers", kind = "check" }
on("kit.left", function(count) expect(world.cucumbers, "cucumbers").equals(count) end)
step "kit.share" { en = "each person can eat {int} cucumbers", kind = "check" }
on("kit.share", function(count) expect(world.cucumbers // (world.friends + 1), "share").equals(count) end)
