#include "state.h"

#include <stdlib.h>
#include <string.h>

// Traversal in an order that is the same in every run: Lua's own depends on addresses and on a random seed.

/// Small, because a traversal needs one for each key.
typedef struct {
  union {
    lua_Integer integer;
    lua_Number number;
    struct {
      const char *text;
      size_t size;
    };
  };
  /// Among the keys as found.
  uint32_t position;
  /// 0 numbers, 1 texts, 2 false, 3 true, 4 all else in the order found.
  uint8_t rank;
  bool is_integer;
} key_place;

static int by_number(const key_place *a, const key_place *b) {
  if (a->is_integer && b->is_integer) return (a->integer > b->integer) - (a->integer < b->integer);
  if (!a->is_integer && !b->is_integer) return (a->number > b->number) - (a->number < b->number);
  if (!a->is_integer) return -by_number(b, a);
  // A float key is never a whole number that fits an integer, so it lies above or between integers.
  if (b->number >= 0x1p63) return -1;
  if (b->number < -0x1p63) return 1;
  lua_Integer below = (lua_Integer)b->number;
  if ((lua_Number)below > b->number) below--;
  return a->integer <= below ? -1 : 1;
}

static int by_rank(const void *left, const void *right) {
  const key_place *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->rank == 0) return by_number(a, b);
  if (a->rank == 1) {
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    if (order != 0) return order;
    return (a->size > b->size) - (a->size < b->size);
  }
  return (a->position > b->position) - (a->position < b->position);
}

static key_place place_of(lua_State *L, int index, uint32_t position) {
  key_place place = {.rank = 4, .position = position};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      place.rank = 0;
      place.is_integer = lua_isinteger(L, index);
      if (place.is_integer) place.integer = lua_tointeger(L, index); else place.number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      place.rank = 1;
      place.text = lua_tolstring(L, index, &place.size);
      break;
    case LUA_TBOOLEAN: place.rank = lua_toboolean(L, index) ? 3 : 2; break;
  }
  return place;
}

/// Pushes a list of the keys of the table at `table`, sorted.
static void push_sorted_keys(lua_State *L, int table) {
  uint32_t count = 0;
  bool is_sorted = true;
  key_place last = {0};
  lua_newtable(L);
  int keys = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, table) != 0) {
    lua_pop(L, 1);
    key_place place = place_of(L, keys + 1, ++count);
    if (count > 1 && by_rank(&last, &place) > 0) is_sorted = false;
    last = place;
    lua_pushvalue(L, -1);
    lua_rawseti(L, keys, count);
  }
  if (is_sorted) return;
  // Texts stay where they are: the table holds them, and Lua's collector does not move objects.
  key_place *places = lua_newuserdatauv(L, (size_t)count * sizeof *places, 0);
  for (uint32_t index = 1; index <= count; index++) {
    lua_rawgeti(L, keys, index);
    places[index - 1] = place_of(L, keys + 2, index);
    lua_pop(L, 1);
  }
  qsort(places, (size_t)count, sizeof *places, by_rank);
  lua_createtable(L, (int)count, 0);
  for (uint32_t index = 1; index <= count; index++) {
    lua_rawgeti(L, keys, places[index - 1].position);
    lua_rawseti(L, -2, index);
  }
  lua_replace(L, keys);
  lua_settop(L, keys);
}

/// Upvalues: the keys, the position of the last one given.
static int next_sorted(lua_State *L) {
  lua_Integer position = lua_tointeger(L, lua_upvalueindex(2));
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  while (lua_rawgeti(L, lua_upvalueindex(1), ++position) != LUA_TNIL) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) {
      lua_pushinteger(L, position);
      lua_replace(L, lua_upvalueindex(2));
      return 2;
    }
    lua_settop(L, 1);
  }
  return 1;  // nil
}

static int after_pairs(lua_State *L, int status, lua_KContext context) {
  (void)L, (void)status, (void)context;
  return 3;
}

int clua_sorted_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, after_pairs);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  push_sorted_keys(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_sorted, 2);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/// `next` in the order of `pairs`. It looks at every key each time, so loops should use `pairs`.
int clua_sorted_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  lua_pushnil(L);  // 3: the best key so far
  bool has_start = !lua_isnil(L, 2), has_best = false, is_past = false;
  key_place start = place_of(L, 2, 0), best = {0};
  uint32_t position = 0;
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    lua_pop(L, 1);
    key_place place = place_of(L, 4, ++position);
    bool is_start = has_start && lua_rawequal(L, 2, 4);
    bool is_after = !has_start || (start.rank < 4 || place.rank < 4 ? by_rank(&place, &start) > 0 : is_past);
    if (is_start) is_past = true;
    if (is_start || !is_after || (has_best && by_rank(&place, &best) > 0)) continue;
    best = place;
    has_best = true;
    lua_pushvalue(L, 4);
    lua_replace(L, 3);
  }
  lua_settop(L, 3);
  clua_pay(L, position);
  if (!has_best) return 1;
  lua_pushvalue(L, 3);
  lua_rawget(L, 1);
  return 2;
}
