-- Steps that are the same on every LMS: they judge what an attempt left behind.
local means = { accepted = "accepted", refused = "refused", rejected = "conflict", not_found = "not-found" }

-- A request of ours that was wrong shows nothing, neither that the LMS refuses nor that it does not.
local function judged()
  local o = outcome()
  if o.class == "invalid" then broken("our own request was wrong: " .. o.message) end
  return o, o.message ~= "" and "outcome (" .. o.message .. ")" or "outcome"
end

on("outcome.verdict", function(verdict)
  local o, label = judged()
  expect(o.class, label).equals(means[verdict])
  if verdict == "not_found" then expect(o.hidden, "it is there and hidden from the actor").equals(true) end
end)

on("outcome.unchanged", function() nothing_changed() end)

-- Something nobody has yet: the clock alone would give two scenarios the same name in one millisecond.
local function fresh(prefix)
  return ("%s%d%s"):format(prefix, math.floor(time.now() * 1000) % 100000000, suffix())
end

return { fresh = fresh }
