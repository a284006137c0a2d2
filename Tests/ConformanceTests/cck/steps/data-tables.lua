step "kit.transpose" { en = "the following table is transposed:", kind = "action", table = { "a", "b" } }
on("kit.transpose", function(rows)
  already "no LMS here"
  world.transposed = { { "a", rows[1].a }, { "b", rows[1].b } }
end)
step "kit.transposed" { en = "it should be:", kind = "check", table = { "a", "1" } }
on("kit.transposed", function(rows)
  expect(world.transposed[1][2]).equals "1"
  expect(rows[1].a).equals(world.transposed[2][1])
  expect(rows[1]["1"]).equals(world.transposed[2][2])
end)
