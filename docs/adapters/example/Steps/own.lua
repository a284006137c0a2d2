-- A sentence that only this project says.
local small = require "small"

step "own.listed" {
  en = "{course} stands in the list of {person}", kind = "check",
  doc = "The person finds the course in the list of courses, whether or not it opens.",
}
on("own.listed", function(course, person)
  local codes = map(small.as(person):get("/api/courses").json, function(c) return c.code end)
  expect(codes, "the list of " .. person.username).contains(course.shortname)
end)
