-- Plain requests, the same on every LMS: `require "common/http" (lms, "browser")` with the session that pages are asked for in.
return function(lms, session)
  on("http.send", function(actor, method, path)
    if path:sub(1, 1) ~= "/" or path:sub(1, 2) == "//" then broken('"' .. path .. '" is no path of this LMS: it begins with one /') end
    local site, options = lms:as(actor, session), { check = false, html = true }
    local place, fields = text.matches(path, [[^([^?]*)\?(.*)$]])
    if place and method ~= "get" then
      path, options.body = place, fields
      options.headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
    end
    local answer = site[method](site, path, options)
    -- What says something about our session or the site is no answer to anybody's question.
    if answer.failure and answer.failure.class == "broken" and answer.status < 400 then error(answer.failure) end
    world.answer = { status = answer.status, text = answer.text }
  end)
  on("http.status", function(status) expect(world.answer.status, "status").equals(status) end)
  on("http.field", function(path, wanted)
    local value = json.decode(world.answer.text)
    for _, name in ipairs(text.split(path, ".")) do
      local place = tonumber(name)
      if type(value) ~= "table" then value = nil
      elseif place and value[name] == nil then value = value[place + 1]
      else value = value[name] end
    end
    if type(value) == "table" and value ~= null then broken("field '" .. path .. "' is no single value") end
    expect(value ~= nil and value ~= null and tostring(value) or nil, path).equals(wanted)
  end)
end
