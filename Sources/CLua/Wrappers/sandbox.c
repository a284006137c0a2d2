#include "state.h"

#include <lualib.h>
#include <string.h>

// What scripts get of Lua's libraries, and what they get instead. The rest of the sandbox is in library.c.

enum { longest_repetition = 1000000, longest_table = 5000000 };

// Metatables

static int safe_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table expected");
  lua_settop(L, 2);
  if (clua_is_list(L, 1)) return luaL_error(L, "a list cannot have another metatable");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
  if (lua_istable(L, 2)) {
    // A finaliser runs without the instruction hook and at any moment.
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "__gc is not available to scripts");
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

static int safe_getmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (clua_is_list(L, 1)) {
    lua_pushliteral(L, "list");
    return 1;
  }
  if (!lua_getmetatable(L, 1)) return 0;
  luaL_getmetafield(L, 1, "__metatable");
  return 1;
}

static int make_list(lua_State *L) {
  lua_settop(L, 1);
  if (lua_isnoneornil(L, 1)) {
    lua_newtable(L);
    lua_replace(L, 1);
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!clua_is_list(L, 1) && lua_getmetatable(L, 1)) return luaL_error(L, "a list cannot have another metatable");
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_list_key);
  lua_setmetatable(L, 1);
  return 1;
}

static int is_list(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, lua_istable(L, 1) && clua_is_list(L, 1));
  return 1;
}

static int null_text(lua_State *L) {
  lua_pushliteral(L, "null");
  return 1;
}

// Texts

static bool shows_address(lua_State *L, int index) {
  int type = lua_type(L, index);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION && type != LUA_TUSERDATA && type != LUA_TTHREAD) return false;
  if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) return true;
  lua_pop(L, 1);
  return false;
}

/// The name of the type instead of an address, which changes from run to run.
static void push_type_name(lua_State *L, int index) {
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) return;
  lua_pushstring(L, luaL_typename(L, index));
}

static int after_tostring(lua_State *L, int status, lua_KContext context) {
  (void)status, (void)context;
  if (!lua_isstring(L, -1)) return luaL_error(L, "'__tostring' must return a string");
  return 1;
}

static int safe_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  if (shows_address(L, 1)) {
    push_type_name(L, 1);
    return 1;
  }
  if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 1, 0, after_tostring);
    return after_tostring(L, LUA_OK, 0);
  }
  luaL_tolstring(L, 1, NULL);
  return 1;
}

/// Upvalue: string.format. It is called as if it were us, so that its errors name the script's line.
static int safe_format(lua_State *L) {
  size_t size;
  const char *at = luaL_checklstring(L, 1, &size);
  const char *end = at + size;
  while ((at = memchr(at, '%', (size_t)(end - at))) != NULL) {
    at++;
    if (at < end && *at == '%') {
      at++;
      continue;
    }
    at += strspn(at, "-+ #0123456789.");
    if (at < end && *at == 'p') return luaL_error(L, "%%p is not available: addresses change from run to run");
  }
  int count = lua_gettop(L);
  luaL_checkstack(L, 4, NULL);
  for (int index = 2; index <= count; index++) {
    if (!shows_address(L, index)) continue;
    push_type_name(L, index);
    lua_replace(L, index);
    lua_settop(L, count);
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// Upvalue: string.rep.
static int safe_rep(lua_State *L) {
  size_t size, separator = 0;
  luaL_checklstring(L, 1, &size);
  lua_Integer count = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &separator);
  if (size + separator == 0) {
    lua_pushliteral(L, "");  // Lua would count up to there.
    return 1;
  }
  if (count > 0 && (lua_Unsigned)count > longest_repetition / (size + separator)) {
    return luaL_error(L, "string.rep gives at most 1000000 bytes");
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/// Calls upvalue 1 after the elements it may touch are paid for: no hook looks into its loops, and `__len` may lie.
static int call_paid(lua_State *L, bool touches_all) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer length = luaL_len(L, 1);
  if (length > longest_table) return luaL_error(L, "a table with more than 5000000 elements");
  if (touches_all) clua_pay(L, length);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static int safe_insert(lua_State *L) { return call_paid(L, lua_gettop(L) > 2); }
static int safe_remove(lua_State *L) { return call_paid(L, lua_gettop(L) > 1); }
static int safe_concat(lua_State *L) { return call_paid(L, true); }

// Opening

static void wrap(lua_State *L, const char *library, const char *name, const char *as, lua_CFunction function) {
  lua_getglobal(L, library);
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -3, as);
  lua_pop(L, 1);
}

static void open_stock(lua_State *L) {
  static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base}, {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8}, {LUA_COLIBNAME, luaopen_coroutine},
    {LUA_DBLIBNAME, luaopen_debug}, {NULL, NULL}};
  for (const luaL_Reg *library = libraries; library->name != NULL; library++) {
    luaL_requiref(L, library->name, library->func, 1);
    lua_pop(L, 1);
  }
  static const char *const unwanted[] = {"dofile", "loadfile", "load", "print", "warn", "collectgarbage", NULL};
  for (const char *const *name = unwanted; *name != NULL; name++) {
    lua_pushnil(L);
    lua_setglobal(L, *name);
  }
  lua_getglobal(L, "debug");
  // Both only look: where a function stands, and what it uses.
  lua_createtable(L, 0, 2);
  lua_getfield(L, -2, "getinfo");
  lua_setfield(L, -2, "getinfo");
  lua_getfield(L, -2, "getupvalue");
  lua_setfield(L, -2, "getupvalue");
  lua_setglobal(L, "debug");
  lua_pop(L, 1);
  // luaL_requiref keeps all libraries here, too.
  lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

static void make_marks(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &clua_references_key);
  lua_newuserdatauv(L, 0, 0);
  lua_createtable(L, 0, 3);
  lua_pushcfunction(L, null_text);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, "null");
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_setglobal(L, "null");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &clua_null_key);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "list");
  lua_setfield(L, -2, "__name");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &clua_list_key);
  lua_register(L, "list", make_list);
  lua_register(L, "is_list", is_list);
}

int clua_open_libraries(lua_State *L) {
  static const luaL_Reg natives[] = {
    {"pairs", clua_sorted_pairs}, {"next", clua_sorted_next}, {"setmetatable", safe_setmetatable},
    {"getmetatable", safe_getmetatable}, {"tostring", safe_tostring}, {NULL, NULL}};
  open_stock(L);
  make_marks(L);
  if (luaL_loadbufferx(L, clua_library, strlen(clua_library), "=library", "t") != LUA_OK) return lua_error(L);
  luaL_newlib(L, natives);
  wrap(L, "string", "format", "format", safe_format);
  wrap(L, "string", "rep", "rep", safe_rep);
  wrap(L, "table", "insert", "insert", safe_insert);
  wrap(L, "table", "remove", "remove", safe_remove);
  wrap(L, "table", "concat", "concat", safe_concat);
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_setfield(L, -3, "string_metatable");
  lua_pop(L, 1);
  lua_call(L, 1, 0);
  return 0;
}
