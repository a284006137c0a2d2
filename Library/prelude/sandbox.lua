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

-- require "moodle": what adapters/moodle.lua returned, loaded once for each target.
function base.require(name)
  local c = P.current_context()
  local modules = c and c.modules or {}
  local m = modules[name]
  if m == P.being_loaded then P.fault("'%s' requires itself", tostring(name)) end
  if m ~= nil then return m end
  local chunk = P.call("load_module", tostring(name))
  modules[name] = P.being_loaded
  m = chunk()
  if m == nil then m = true end
  modules[name] = m
  return m
end
P.being_loaded = setmetatable({}, { __name = "being loaded" })

-- Runs a loaded chunk; what it returns is what `require` gives.
function P.run_chunk(chunk, context, module)
  P.context = context
  local ok, result = xpcall(chunk, P.handler)
  P.context = nil
  if not ok then
    local f = result
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
