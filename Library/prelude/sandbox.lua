-- What scripts see: an allow-list with strict names. Libraries of the state come as `sandbox`, made by the state itself.
local P, api = P, P.api

local base = {}
for k, v in next, sandbox do base[k] = v end
for k, v in next, api do base[k] = v end

P.base = base
P.environment = setmetatable({}, {
  __index = function(_, k)
    local v = base[k]
    if v == nil then P.fault("unknown name '%s'%s", tostring(k), P.nearest(k, base)) end
    return v
  end,
  __newindex = function(_, k) P.fault("'%s' would be a global: write `local %s`", tostring(k), tostring(k)) end,
  __metatable = false,
})

---------------------------------------------------------------- names in code
-- Every name that a file uses and nobody declares is found when the file is loaded, in code that never runs as well: the
-- compiled chunk tells which names it looks up outside of itself. Written for the format of Lua 5.4, the only one there is here.
local GETTABUP, SETTABUP, GETFIELD = 11, 15, 14

-- Reads a compiled chunk; each function is given as { code, constants, upvalues, lines, locals }.
local function functions_of(dump)
  local at, all = 1, {}
  local function skip(n) at = at + n end
  local function byte()
    at = at + 1
    return dump:byte(at - 1)
  end
  local function number()
    local n = 0
    while true do
      local b = byte()
      n = (n << 7) | (b & 0x7f)
      if b >= 0x80 then return n end
    end
  end
  local function text()
    local size = number()
    if size == 0 then return nil end
    skip(size - 1)
    return dump:sub(at - size + 1, at - 1)
  end
  local function constants()
    local r = {}
    for i = 1, number() do
      local kind = byte()
      if kind == 0x03 or kind == 0x13 then skip(8)
      elseif kind == 0x04 or kind == 0x14 then r[i] = text() end
    end
    return r
  end
  local function lines_of(first, count)
    local deltas, fixed, lines, line = {}, {}, {}, first
    for i = 1, count do deltas[i] = byte() end
    for _ = 1, number() do
      local pc = number()
      fixed[pc + 1] = number()
    end
    for i = 1, count do
      local delta = deltas[i]
      if delta == 0x80 then line = fixed[i] or line else line = line + (delta < 0x80 and delta or delta - 256) end
      lines[i] = line
    end
    return lines
  end
  local function read()
    text() -- the file
    local first = number()
    number()
    skip(3)
    local f = { code = {}, upvalues = {}, locals = {} }
    all[#all + 1] = f
    for i = 1, number() do f.code[i], at = string.unpack("<I4", dump, at) end
    f.constants = constants()
    local upvalues = number()
    skip(upvalues * 3)
    for _ = 1, number() do read() end
    f.lines = lines_of(first, number())
    for i = 1, number() do
      f.locals[i] = text()
      number()
      number()
    end
    for i = 1, number() do f.upvalues[i] = text() end
  end
  -- signature, version, format, check bytes, three sizes, a whole number and a fraction, upvalues of the chunk
  skip(4 + 1 + 1 + 6 + 3 + 8 + 8 + 1)
  read()
  return all
end

-- What of an instruction: its name, and its three operands.
local function operands(i) return i & 0x7f, (i >> 7) & 0xff, (i >> 16) & 0xff, (i >> 24) & 0xff end

-- Why a field of one of the libraries cannot be had; nil when it can.
local function lacks(library, field)
  local t = base[library]
  if type(t) ~= "table" or type(field) ~= "string" then return nil end
  local ok, e = xpcall(function() return t[field] end, function(e) return e end)
  return not ok and (P.is_failure(e) and e.message or tostring(e)) or nil
end

local libraries = { text = true, time = true, json = true, string = true, table = true, math = true, utf8 = true }
local trusted = false
-- Another state has looked at the names of the same texts.
function P.trust_names() trusted = true end
-- Tells of the names that a chunk uses and that there are not; gives them.
local function review_names(chunk)
  if trusted then return {} end
  local file = debug.getinfo(chunk, "S").source:sub(2)
  local all = functions_of(string.dump(chunk))
  local near, told = api.merge(base), {}
  for _, f in ipairs(all) do
    for _, name in next, f.locals do near[name] = true end
  end
  local function tell(line, name, message)
    if told[line .. name] then return end
    told[line .. name], told[name] = true, true
    P.declared[#P.declared + 1] = { what = "problem", code = "library.unknown-name", message = message, file = file, line = line, name = name }
  end
  for _, f in ipairs(all) do
    for pc, instruction in ipairs(f.code) do
      local what, a, b, c = operands(instruction)
      if what == GETTABUP and f.upvalues[b + 1] == "_ENV" then
        local name = f.constants[c + 1]
        local next_what, _, of, field = operands(f.code[pc + 1] or 0)
        if base[name] == nil then
          local hint = near[name] and " (the local of that name is not there yet, or is another function's)" or P.nearest(name, near)
          tell(f.lines[pc], name, ("unknown name '%s'%s"):format(name, hint))
        elseif libraries[name] and next_what == GETFIELD and of == a then
          local why = lacks(name, f.constants[field + 1])
          if why then tell(f.lines[pc + 1], f.constants[field + 1], why) end
        end
      elseif what == SETTABUP and f.upvalues[a + 1] == "_ENV" then
        local name = f.constants[b + 1]
        tell(f.lines[pc], name, ("'%s' would be a global: write `local %s`"):format(name, name))
      end
    end
  end
  return told
end

-- require "moodle": what adapters/moodle.lua returned, loaded once for each target.
function base.require(name)
  local c = P.current_context()
  local modules = c and c.modules or {}
  local m = modules[name]
  if m == P.being_loaded then P.fault("'%s' requires itself", tostring(name)) end
  if m ~= nil then return m end
  local chunk = P.call("load_module", tostring(name))
  modules[name] = P.being_loaded
  review_names(chunk)
  m = chunk()
  if m == nil then m = true end
  modules[name] = m
  return m
end
P.being_loaded = setmetatable({}, { __name = "being loaded" })

-- Runs a loaded chunk; what it returns is what `require` gives.
function P.run_chunk(chunk, context, module)
  P.context = context
  local told = review_names(chunk)
  local ok, result = xpcall(chunk, P.handler)
  P.context = nil
  if not ok then
    local f = result
    local name = string.match(tostring(f.message), "^unknown name '([^']+)'") or string.match(tostring(f.message), "^'([^']+)' would be a global")
    if name and told[name] then return true end -- the line is told already
    return false, tostring(f.message), f.where or ""
  end
  if module then context.modules[module] = result == nil and true or result end
  return true
end

P.contexts = {}
function P.open_context(name, settings, is_main)
  local c = P.new_context(name, settings)
  P.contexts[#P.contexts + 1] = c
  if is_main then P.main = c end
  return c
end
function P.run_vocabulary(chunk)
  P.area = nil
  return P.run_chunk(chunk, nil)
end
-- By target name, since contexts stay in their state.
function P.run_adapter(chunk, target, module)
  local c = P.context_named(target)
  if c then return P.run_chunk(chunk, c, module) end
  return false, "no target '" .. tostring(target) .. "'", ""
end
