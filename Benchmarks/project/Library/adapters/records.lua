-- One GET and one comparison a step, over one session, as every adapter does it.
local lms = target "lms" { base = setting "base", speaks = "json" }

local reader = account { name = "reader" }
session(lms, "open", function() return {} end)

local function look(n)
  local answer = lms:as(reader):get("/records/" .. n)
  expect(answer.json.n).equals(n)
end

for _, id in ipairs { "carries", "right", "found", "search", "leads", "readable", "shelf", "seen", "index", "answers" } do
  on("record." .. id, look)
end
