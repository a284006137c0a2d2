-- HTML pages and their forms; the trees live in the host, scripts hold numbered nodes.
local P, api = P, P.api
local call = P.call

local Node = { __name = "node" }
Node.__index = Node
local function node(id, answer) return setmetatable({ id = id, answer = answer }, Node) end
function P.page(answer) return node(call("html_parse", answer.id), answer) end

function Node:select(css)
  local ids = call("html_select", self.id, css)
  local nodes = list {}
  for i = 1, #ids do nodes[i] = node(ids[i], self.answer) end
  return nodes
end
function Node:one(css)
  local id = call("html_one", self.id, css)
  return id and node(id, self.answer)
end
function Node:text() return call("html_text", self.id) end
function Node:attribute(name) return call("html_attribute", self.id, name) end
function Node:name() return call("html_name", self.id) end

local Form = { __name = "form" }
Form.__index = Form

-- The form that a selector names, or that holds the field it names; nil when there is none.
function Node:form(css)
  local f = call("html_form", self.id, css or "form")
  if not f then return nil end
  local names = {}
  for _, name in ipairs(f.names) do names[name] = true end
  return setmetatable({ id = f.id, action = f.action, method = f.method, names = names, answer = self.answer }, Form)
end
function Form:has(name) return self.names[name] == true end
function Form:value(name) return (call("form_value", self.id, name)) end

-- submit(values, { button, extra, follow, check, classes }): as a browser would; a set value replaces all fields of that
-- name, `null` leaves a field out, an unknown field is a fault unless `extra`. follow = false: where the page leads to
-- after saving is not asked for.
function Form:submit(values, options)
  options = options or {}
  local fields, method, action, multipart = call("form_pairs", self.id, values or {}, options.button or "", options.extra == true)
  local request = { follow = options.follow ~= false, html = true, check = options.check, classes = options.classes, timeout = options.timeout }
  if method == "GET" then request.query = { __pairs = fields } else request.pairs = fields end
  if multipart and method ~= "GET" then request.type = "multipart" end
  return P.send(self.answer.site, method, call("join", self.answer.url, action), request)
end
