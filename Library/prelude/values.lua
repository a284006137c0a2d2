-- Plain values: lists, texts, times, files.
local P, api = P, P.api
local call = P.call

-- `null` and `list` come from the state, which knows them when values cross to the host.
api.null = null
api.list = list

function api.merge(...)
  local r = {}
  for i = 1, select("#", ...) do
    local t = select(i, ...)
    if t then for k, v in next, t do r[k] = v end end
  end
  return r
end
function api.map(t, f)
  local r = list {}
  for i = 1, #t do r[i] = f(t[i], i) end
  return r
end
function api.filter(t, f)
  local r = list {}
  for i = 1, #t do
    local v = t[i]
    if f(v) then r[#r + 1] = v end
  end
  return r
end
function api.first(t, f)
  if t == nil then return nil end
  for i = 1, #t do
    local v = t[i]
    if f == nil or f(v) then return v end
  end
end

-- A value that appears nowhere: not in the record, not in a message.
function api.secret(value)
  if value ~= nil then call("secret", tostring(value)) end
  return value
end

-- Six letters and digits that nobody had yet: for names of things that must be new, also beside other scenarios.
function api.suffix() return call "suffix" end

-- Lines for the record; they travel with the step's result.
function api.log(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  P.note(table.concat(parts, " "))
end
-- For the record of the step; a text, or one for each language that people read.
function P.note(text)
  local notes = P.step and P.step.notes or P.notes
  if #notes < 200 then notes[#notes + 1] = text end
end
function api.attach(name, body, media_type)
  if type(body) ~= "string" then P.fault("attach(name, text, type): the second value must be text, it is a %s", type(body)) end
  local a = P.step and P.step.attachments
  if a then a[#a + 1] = { name = tostring(name), body = body, type = media_type or "text/plain" } end
end

local function text_of(value, what)
  if type(value) ~= "string" then P.fault("%s wants text, it got %s", what, type(value)) end
  return value
end

-- A table of functions whose names are as strict as all others. `pairs` gives the functions.
local function strict(library, functions)
  return setmetatable(functions, { __name = library, __index = function(_, k)
    P.fault("%s has no '%s'%s", library, tostring(k), P.nearest(k, functions))
  end, __newindex = function(_, k) P.fault("%s cannot be changed: %s.%s", library, library, tostring(k)) end, __metatable = false })
end
local function seconds_of(value, what)
  if type(value) ~= "number" then P.fault("%s wants seconds, it got %s", what, P.show(value)) end
  return value
end

-- PCRE2 with limits; hitting one is broken, never "no match".
api.text = strict("text", {
  matches = function(text, pattern) -- the groups, or the whole match when there are none; nil when it does not match
    local groups, n = call("regex_match", text_of(text, "text.matches"), text_of(pattern, "text.matches"))
    if groups then return table.unpack(groups, 1, n) end
  end,
  all = function(text, pattern)
    return (call("regex_all", text_of(text, "text.all"), text_of(pattern, "text.all")))
  end,
  replace = function(text, pattern, replacement)
    return call("regex_replace", text_of(text, "text.replace"), text_of(pattern, "text.replace"), text_of(replacement, "text.replace"))
  end,
  has = function(text, part) return string.find(text_of(text, "text.has"), text_of(part, "text.has"), 1, true) ~= nil end,
  split = function(text, separator)
    local parts, from = list {}, 1
    while true do
      local s, e = string.find(text, separator, from, true)
      if not s or separator == "" then break end
      parts[#parts + 1] = text:sub(from, s - 1)
      from = e + 1
    end
    parts[#parts + 1] = text:sub(from)
    return parts
  end,
  trim = function(text) return (string.match(text_of(text, "text.trim"), "^%s*(.-)%s*$")) end,
  url = function(text)
    return (string.gsub(tostring(text), "[^%w%-%._~]", function(c) return ("%%%02X"):format(c:byte()) end))
  end,
  base64 = function(text) return call("base64", text_of(text, "text.base64")) end,
  decode_entities = function(text) return call("entities", text_of(text, "text.decode_entities")) end,
})

-- Seconds since 1970, UTC; texts are ISO 8601.
api.time = strict("time", {
  now = function() return call "now" end,
  today = function() return (call("iso", (call "now"))):sub(1, 10) end,
  iso = function(seconds) return call("iso", seconds_of(seconds or (call "now"), "time.iso")) end,
  unix = function(text) return call("unix", text_of(text, "time.unix")) end,
  add = function(seconds, more)
    return seconds_of(seconds or (call "now"), "time.add") + seconds_of(more, "time.add(when, more), as in time.add(time.now(), 7 * 24 * 3600),")
  end,
})

api.json = strict("json", {
  encode = function(value) return call("json_encode", value) end,
  decode = function(text) return P.decode(text_of(text, "json.decode")) end,
})
function P.decode(text)
  return call("json_decode", text)
end

-- csv(rows, columns): RFC 4180 text with a head line.
local function csv_field(value)
  if value == nil or value == null then return "" end
  local text = type(value) == "table" and (rawget(value, "__key") or tostring(value)) or tostring(value)
  if math.type(value) == "float" and value == math.floor(value) then text = ("%d"):format(value) end
  if string.find(text, '[",\r\n]') then return '"' .. string.gsub(text, '"', '""') .. '"' end
  return text
end
function api.csv(rows, columns)
  local lines = {}
  local cells = {}
  for i, c in ipairs(columns) do cells[i] = csv_field(c) end
  lines[1] = table.concat(cells, ",")
  for _, row in ipairs(rows) do
    for i, c in ipairs(columns) do cells[i] = csv_field(row[c]) end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

-- file "users.csv" (inside the project) or file { name =, type =, text = }.
function api.file(t)
  if type(t) == "string" then
    local name, media_type, text = call("read_file", t)
    t = { name = name, type = media_type, text = text }
  elseif type(t) ~= "table" or type(t.name) ~= "string" or type(t.text) ~= "string" then
    P.fault 'file wants a path inside the project, or { name = "users.csv", type = "text/csv", text = "..." }'
  end
  return { __file = true, name = t.name, type = t.type or "application/octet-stream", text = t.text }
end

-- A copy of plain data: no functions, nothing with a metatable but lists, no cycles.
function P.plain(value, depth)
  depth = depth or 0
  local kind = type(value)
  if kind == "string" or kind == "number" or kind == "boolean" then return value end
  if kind ~= "table" then return nil end
  if value == null then return value end
  if depth > 20 then return nil end
  local key = rawget(value, "__key")
  if key then return key end
  local meta = getmetatable(value)
  if meta ~= nil and not P.is_list(value) then return nil end
  local r = {}
  for k, v in next, value do
    local p = P.plain(v, depth + 1)
    if p ~= nil and (type(k) == "string" or math.type(k) == "integer") then r[k] = p end
  end
  if meta then r = list(r) end
  return r
end

P.is_list = is_list

-- Numbers by value, tables by content; things by kind and key.
function P.same(a, b)
  if a == b then return true end
  if type(a) == "number" and type(b) == "number" then return math.abs(a - b) < 1e-9 end
  if type(a) ~= "table" or type(b) ~= "table" then return false end
  local ka, kb = rawget(a, "__key"), rawget(b, "__key")
  if ka or kb then return ka == kb and rawget(a, "__kind") == rawget(b, "__kind") end
  for k, v in next, a do
    if not P.same(v, b[k]) then return false end
  end
  for k in next, b do
    if a[k] == nil then return false end
  end
  return true
end

-- A value in words, short enough for one line.
function P.show(v, depth)
  depth = depth or 0
  if v == nil then return "nothing" end
  if v == null then return "null" end
  if type(v) == "string" then
    if #v > 300 then v = v:sub(1, utf8.offset(v, 0, 300) - 1) .. "…" end
    return '"' .. v .. '"'
  end
  if type(v) == "number" then
    if math.type(v) == "float" and v == math.floor(v) and math.abs(v) < 1e15 then return ("%d"):format(v) end
    return tostring(v)
  end
  if type(v) ~= "table" then return tostring(v) end
  local key = rawget(v, "__key")
  if key then return '"' .. key .. '"' end
  if getmetatable(v) and not P.is_list(v) then return tostring(v) end
  if depth > 3 then return "{…}" end
  local parts = {}
  if #v > 0 or P.is_list(v) then
    for i = 1, math.min(#v, 12) do parts[i] = P.show(v[i], depth + 1) end
    if #v > 12 then parts[#parts + 1] = ("… %d in all"):format(#v) end
    return "[" .. table.concat(parts, ", ") .. "]"
  end
  local keys = {}
  for k in next, v do keys[#keys + 1] = tostring(k) end
  table.sort(keys)
  for i, k in ipairs(keys) do
    if i > 12 then
      parts[i] = "…"
      break
    end
    parts[i] = k .. " = " .. P.show(v[k], depth + 1)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end
