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
  if #took == 0 then broken "no page was requested, so nothing took any time" end
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
-- What a header says, part by part: `default-src 'self' *` is not `default-src 'self'`.
local function parts(value)
  local found = list {}
  for _, part in ipairs(text.all(value:lower(), "[^;,]+")) do
    part = text.trim(text.replace(part, [[\s+]], " "))
    if part ~= "" then found[#found + 1] = part end
  end
  return found
end
-- The cookies that an answer sets, several in one line: a comma and a name begin the next one, a comma in a date does not.
local function cookies(value, name)
  local all = text.all(value, [[(?:^|(?<=,))\s*[^=;,\s]+=(?:(?!,\s*[^=;,\s]+=).)*]])
  return filter(all, function(cookie) return text.matches(text.trim(cookie), "^(?:" .. name .. ")=") ~= nil end)
end
-- Every header of the list is there and says what was agreed; an agreement that says nothing would hold of every answer.
-- Flags are those of the cookie with this name, which holds the session: what other cookies are is another matter.
local function has_headers(answer, rows, session_cookie)
  for _, row in ipairs(rows) do
    if (row.value or "") == "" then broken("nothing was agreed of the header " .. row.header .. ": give its value") end
    local name, values = row.header:lower(), list { answer.headers[row.header:lower()] or "" }
    if name == "set-cookie" then
      values = cookies(values[1], session_cookie)
      if #values == 0 then broken("the answer sets no cookie " .. session_cookie) end
    end
    for _, value in ipairs(values) do
      local said = parts(value)
      for _, agreed in ipairs(parts(row.value)) do
        local more = (stricter[name] or {})[agreed]
        expect(said, row.header).contains(more and #said == 1 and said[1] == more and more or agreed)
      end
    end
  end
end
-- Whether words stand in a text and no letter, digit or hyphen goes on before or behind them: BRV-26 does not name BRV-2.
local function is_whole_in(all, words)
  return text.matches(all, [[(?<![\p{L}\p{N}~-])\Q]] .. words .. [[\E(?![\p{L}\p{N}~-])]]) ~= nil
end

return { fresh = fresh, guesses = guesses, answers_within = answers_within, has_headers = has_headers, is_whole_in = is_whole_in }
