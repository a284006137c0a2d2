-- One GET and one comparison a step.
local lms = target "lms" { base = setting "base", speaks = "json" }

local function look(n)
  local answer = lms:nobody():get("/records/" .. n)
  expect(answer.json.n).equals(n)
end

for _, id in ipairs { "carries", "right", "found", "search", "leads", "readable", "shelf", "seen", "index", "answers" } do
  on("record." .. id, look)
end
