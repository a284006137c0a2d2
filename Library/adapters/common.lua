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

-- Of what an earlier step of the scenario noted as `world.took`, in seconds.
local function answers_within(percent, seconds)
  local took = world.took
  expect(#took, "answers").at_least(1)
  local fast = #filter(took, function(s) return s <= seconds end)
  expect(math.floor(100 * fast / #took), ("percent of %d answers within %s seconds"):format(#took, tostring(seconds))).at_least(percent)
end

-- Wrong passwords, so many times: nobody may get in with one. `guess(password)` gives the answer to one try.
local function guesses(times, person, guess)
  local got_in = 0
  for i = 1, times do
    local answer = guess("Wrong.Guess" .. i)
    if not answer.failure then got_in = got_in + 1
    elseif answer.failure.class ~= "refused" then broken("a wrong password was not refused: " .. answer.failure.message) end
  end
  forget_session(person)
  expect(got_in, "wrong passwords that got in").equals(0)
end

-- What forbids more than was agreed keeps the agreement: nobody may frame the site, not even itself.
local stricter = { ["x-frame-options"] = { sameorigin = "deny" } }
-- Every header of the list is there and says what was agreed; an agreement that says nothing would hold of every answer.
local function has_headers(answer, rows)
  for _, row in ipairs(rows) do
    if (row.value or "") == "" then broken("nothing was agreed of the header " .. row.header .. ": give its value") end
    local name, agreed = row.header:lower(), row.value:lower()
    local value = (answer.headers[name] or ""):lower()
    local more = (stricter[name] or {})[agreed]
    expect(value, row.header).contains(more and text.trim(value) == more and more or agreed)
  end
end

return { fresh = fresh, guesses = guesses, answers_within = answers_within, has_headers = has_headers }
