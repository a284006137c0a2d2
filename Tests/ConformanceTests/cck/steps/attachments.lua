local document = require "document-pdf" -- the kit's PDF file as a text, put beside this file by the driver

step "kit.attach" { en = "the string {string} is attached as {string}", kind = "action" }
on("kit.attach", function(text, type)
  already "no LMS here"
  attach("", text, type)
end)
step "kit.log" { en = "the string {string} is logged", kind = "action" }
on("kit.log", function(text)
  already "no LMS here"
  log(text)
end)
step "kit.colours" { en = "text with ANSI escapes is logged", kind = "action" }
on("kit.colours", function()
  already "no LMS here"
  local rainbow = { { 31, "r" }, { 91, "a" }, { 33, "i" }, { 32, "n" }, { 34, "b" }, { 95, "o" }, { 35, "w" } }
  local parts = map(rainbow, function(part) return "\27[" .. part[1] .. "m" .. part[2] .. "\27[0m" end)
  log("This displays a " .. table.concat(parts))
end)
step "kit.attach_text" { en = "the following string is attached as {string}:", kind = "action", docstring = true }
on("kit.attach_text", function(type, text)
  already "no LMS here"
  attach("", text, type)
end)
step "kit.bytes" { en = "an array with {int} bytes is attached as {string}", kind = "action" }
on("kit.bytes", function(count, type)
  already "no LMS here"
  local bytes = {}
  for byte = 0, count - 1 do bytes[byte + 1] = string.char(byte) end
  attach("", table.concat(bytes), type)
end)
step "kit.document" { en = "a PDF document is attached and renamed", kind = "action" }
on("kit.document", function()
  already "no LMS here"
  attach("renamed.pdf", document, "application/pdf")
end)
step "kit.link" { en = "a link to {string} is attached", kind = "action" }
on("kit.link", function(address)
  already "no LMS here"
  attach("", address, "text/uri-list")
end)
step "kit.attach_fail" { en = "the string {string} is attached as {string} before a failure", kind = "action" }
on("kit.attach_fail", function(text, type)
  already "no LMS here"
  attach("", text, type)
  expect("whoops").equals "no failure"
end)
