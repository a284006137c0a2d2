#include "state.h"

#include <limits.h>
#include <string.h>

enum { deepest = 500 };

// Values on their way to Lua.

typedef struct {
  const uint8_t *at, *end;
} clua_reader;

static void take(lua_State *L, clua_reader *reader, void *to, size_t size) {
  if ((size_t)(reader->end - reader->at) < size) clua_fail(L, CLUA_WRONG_USE, -1, "the encoded values end too early");
  memcpy(to, reader->at, size);
  reader->at += size;
}

static uint32_t take_count(lua_State *L, clua_reader *reader) {
  uint32_t count;
  take(L, reader, &count, sizeof count);
  return count;
}

static const uint8_t *take_text(lua_State *L, clua_reader *reader, size_t *size) {
  *size = take_count(L, reader);
  if ((size_t)(reader->end - reader->at) < *size) clua_fail(L, CLUA_WRONG_USE, -1, "the encoded values end too early");
  reader->at += *size;
  return reader->at - *size;
}

static void push_value(lua_State *L, clua_reader *reader, int depth);

static void push_list(lua_State *L, clua_reader *reader, int depth) {
  uint32_t count = take_count(L, reader);
  if (count > INT_MAX) clua_fail(L, CLUA_MEMORY, -1, "a list is too long");
  lua_createtable(L, (int)count, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_list_key);
  lua_setmetatable(L, -2);
  for (uint32_t index = 1; index <= count; index++) {
    push_value(L, reader, depth + 1);
    lua_rawseti(L, -2, index);
  }
}

static void push_table(lua_State *L, clua_reader *reader, int depth) {
  uint32_t count = take_count(L, reader);
  if (count > INT_MAX) clua_fail(L, CLUA_MEMORY, -1, "a table is too long");
  lua_createtable(L, 0, (int)count);
  for (uint32_t index = 0; index < count; index++) {
    size_t size;
    const uint8_t *key = take_text(L, reader, &size);
    lua_pushlstring(L, (const char *)key, size);
    push_value(L, reader, depth + 1);
    lua_rawset(L, -3);
  }
}

static void push_value(lua_State *L, clua_reader *reader, int depth) {
  if (depth > deepest) clua_fail(L, CLUA_WRONG_USE, -1, "a value is nested deeper than 500 levels");
  luaL_checkstack(L, 6, NULL);
  uint8_t tag;
  take(L, reader, &tag, 1);
  switch (tag) {
    case CLUA_NIL: lua_pushnil(L); break;
    case CLUA_FALSE: lua_pushboolean(L, 0); break;
    case CLUA_TRUE: lua_pushboolean(L, 1); break;
    case CLUA_NULL: lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_null_key); break;
    case CLUA_INT: {
      int64_t value;
      take(L, reader, &value, sizeof value);
      lua_pushinteger(L, value);
      break;
    }
    case CLUA_FLOAT: {
      double value;
      take(L, reader, &value, sizeof value);
      lua_pushnumber(L, value);
      break;
    }
    case CLUA_REFERENCE: {
      int64_t value;
      take(L, reader, &value, sizeof value);
      clua_push_reference(L, value);
      break;
    }
    case CLUA_STRING: {
      size_t size;
      const uint8_t *text = take_text(L, reader, &size);
      lua_pushlstring(L, (const char *)text, size);
      break;
    }
    case CLUA_JSON: {
      size_t size;
      const uint8_t *text = take_text(L, reader, &size);
      clua_push_json(L, text, size);
      break;
    }
    case CLUA_LIST: push_list(L, reader, depth); break;
    case CLUA_TABLE: push_table(L, reader, depth); break;
    default: clua_fail(L, CLUA_WRONG_USE, -1, "an encoded value has the unknown tag %d", tag);
  }
}

int clua_push_values(lua_State *L, const uint8_t *bytes, size_t size) {
  clua_reader reader = {bytes, bytes + size};
  if (size == 0) return 0;
  uint32_t count = take_count(L, &reader);
  if (count > 100000) clua_fail(L, CLUA_WRONG_USE, -1, "more than 100000 arguments");
  luaL_checkstack(L, (int)count + 6, NULL);
  for (uint32_t index = 0; index < count; index++) push_value(L, &reader, 0);
  return (int)count;
}
