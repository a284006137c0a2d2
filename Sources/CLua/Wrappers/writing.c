#include "state.h"

#include <stdlib.h>
#include <string.h>

// Values on their way out. Nothing here calls a metamethod.

enum { deepest = 64 };

void clua_write_bytes(lua_State *L, const void *bytes, size_t size) {
  clua_state *state = clua_of(L);
  if (!clua_reserve(state, &state->output, size)) {
    clua_fail(L, CLUA_MEMORY, -1, "the values are larger than the memory limit");
  }
  memcpy(state->output.bytes + state->output.count, bytes, size);
  state->output.count += size;
}

static void write_tag(lua_State *L, uint8_t tag) { clua_write_bytes(L, &tag, 1); }

static void write_text(lua_State *L, const char *text, size_t size) {
  if (size > UINT32_MAX) clua_fail(L, CLUA_MEMORY, -1, "a text is too long");
  uint32_t count = (uint32_t)size;
  clua_write_bytes(L, &count, sizeof count);
  clua_write_bytes(L, text, size);
}

static void write_any(lua_State *L, int index, int depth, bool as_error);

static bool is_utf8(const char *text, size_t size) {
  const uint8_t *at = (const uint8_t *)text, *end = at + size;
  while (at < end) {
    size_t step = clua_utf8_size(at, end);
    if (step == 0) return false;
    at += step;
  }
  return true;
}

/// Numbers become text, in a buffer of their own: lua_tolstring would change the key below lua_next's feet.
static void write_key(lua_State *L, int index) {
  size_t size;
  const char *text;
  switch (lua_type(L, index)) {
    case LUA_TSTRING:
      text = lua_tolstring(L, index, &size);
      if (!is_utf8(text, size)) clua_fail(L, CLUA_WRONG_USE, -1, "a table has a key that is not UTF-8");
      write_text(L, text, size);
      break;
    case LUA_TNUMBER:
      lua_pushvalue(L, index);
      text = lua_tolstring(L, -1, &size);
      write_text(L, text, size);
      lua_pop(L, 1);
      break;
    default:
      clua_fail(L, CLUA_WRONG_USE, -1, "a table has a key that is neither text nor number but a %s",
                luaL_typename(L, index));
  }
}

static int by_key(const void *left, const void *right) {
  const clua_entry *a = left, *b = right;
  size_t size = a->key_size < b->key_size ? a->key_size : b->key_size;
  int order = memcmp(a->key, b->key, size);
  if (order != 0) return order;
  return (a->key_size > b->key_size) - (a->key_size < b->key_size);
}

static void sort_entries(lua_State *L, size_t first) {
  clua_state *state = clua_of(L);
  clua_entry *entries = state->entries + first;
  size_t count = state->entry_count - first;
  bool is_sorted = true;
  for (size_t index = 0; index < count; index++) {
    uint32_t size;
    const uint8_t *at = state->output.bytes + entries[index].start;
    memcpy(&size, at, sizeof size);
    entries[index].key = at + sizeof size;
    entries[index].key_size = size;
    if (index > 0 && by_key(&entries[index - 1], &entries[index]) >= 0) is_sorted = false;
  }
  if (is_sorted) return;
  size_t start = entries[0].start, end = entries[count - 1].end;
  qsort(entries, count, sizeof *entries, by_key);
  for (size_t index = 1; index < count; index++) {
    if (by_key(&entries[index - 1], &entries[index]) == 0) {
      clua_fail(L, CLUA_WRONG_USE, -1, "a table has the key %.*s twice, as text and as number",
                (int)(entries[index].key_size < 40 ? entries[index].key_size : 40), (const char *)entries[index].key);
    }
  }
  state->scratch.count = 0;
  if (!clua_reserve(state, &state->scratch, end - start)) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
  for (size_t index = 0; index < count; index++) {
    size_t size = entries[index].end - entries[index].start;
    memcpy(state->scratch.bytes + state->scratch.count, state->output.bytes + entries[index].start, size);
    state->scratch.count += size;
  }
  memcpy(state->output.bytes + start, state->scratch.bytes, end - start);
}

static void add_entry(lua_State *L, size_t start, size_t end) {
  clua_state *state = clua_of(L);
  if (state->entry_count == state->entry_capacity) {
    size_t capacity = state->entry_capacity == 0 ? 64 : state->entry_capacity * 2;
    clua_entry *entries = realloc(state->entries, capacity * sizeof *entries);
    if (entries == NULL) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
    state->entries = entries;
    state->entry_capacity = capacity;
  }
  state->entries[state->entry_count++] = (clua_entry){.start = start, .end = end};
}

static void write_fields(lua_State *L, int index, uint32_t count, int depth) {
  clua_state *state = clua_of(L);
  write_tag(L, CLUA_TABLE);
  clua_write_bytes(L, &count, sizeof count);
  size_t first = state->entry_count;
  // Entries of inner tables come and go between ours, so ours are noted when all values are written.
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    size_t start = state->output.count;
    write_key(L, lua_gettop(L) - 1);
    write_any(L, lua_gettop(L), depth + 1, false);
    add_entry(L, start, state->output.count);
    lua_pop(L, 1);
  }
  if (count > 1) sort_entries(L, first);
  state->entry_count = first;
}

static void write_table(lua_State *L, int index, int depth) {
  if (depth >= deepest) {
    clua_fail(L, CLUA_WRONG_USE, -1, "a table is nested deeper than 64 levels, or it contains itself");
  }
  bool is_marked = clua_is_list(L, index);
  bool is_sequence = true;
  size_t count = 0;
  lua_Integer last = 0;
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    lua_pop(L, 1);
    count++;
    lua_Integer key = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (key < 1) is_sequence = false;
    if (key > last) last = key;
  }
  if ((size_t)last != count) is_sequence = false;
  if (count > UINT32_MAX) clua_fail(L, CLUA_MEMORY, -1, "a table is too long");
  if (is_marked && !is_sequence) {
    clua_fail(L, CLUA_WRONG_USE, -1, "a list has a hole, or a key that is not a position");
  }
  uint32_t length = (uint32_t)count;
  if (!is_marked && (count == 0 || !is_sequence)) {
    write_fields(L, index, length, depth);
    return;
  }
  write_tag(L, CLUA_LIST);
  clua_write_bytes(L, &length, sizeof length);
  for (lua_Integer position = 1; position <= last; position++) {
    lua_rawgeti(L, index, position);
    write_any(L, lua_gettop(L), depth + 1, false);
    lua_pop(L, 1);
  }
}

static void write_number(lua_State *L, int index) {
  if (lua_isinteger(L, index)) {
    int64_t value = lua_tointeger(L, index);
    write_tag(L, CLUA_INT);
    clua_write_bytes(L, &value, sizeof value);
  } else {
    double value = lua_tonumber(L, index);
    write_tag(L, CLUA_FLOAT);
    clua_write_bytes(L, &value, sizeof value);
  }
}

static bool is_null(lua_State *L, int index) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_null_key);
  bool result = lua_rawequal(L, -1, index);
  lua_pop(L, 1);
  return result;
}

static bool can_be_copied(lua_State *L, int index) {
  if (!lua_getmetatable(L, index)) return true;
  lua_pop(L, 1);
  return clua_is_list(L, index);
}

static void write_reference(lua_State *L, int index) {
  write_tag(L, CLUA_REFERENCE);
  lua_pushvalue(L, index);
  int64_t reference = clua_make_reference(L);
  clua_write_bytes(L, &reference, sizeof reference);
}

static void write_any(lua_State *L, int index, int depth, bool as_error) {
  luaL_checkstack(L, 8, NULL);
  switch (lua_type(L, index)) {
    case LUA_TNIL: write_tag(L, CLUA_NIL); break;
    case LUA_TBOOLEAN: write_tag(L, lua_toboolean(L, index) ? CLUA_TRUE : CLUA_FALSE); break;
    case LUA_TNUMBER: write_number(L, index); break;
    case LUA_TSTRING: {
      size_t size;
      const char *text = lua_tolstring(L, index, &size);
      write_tag(L, CLUA_STRING);
      write_text(L, text, size);
      break;
    }
    case LUA_TTABLE:
      if (as_error || can_be_copied(L, index)) write_table(L, index, depth); else write_reference(L, index);
      break;
    default:
      if (is_null(L, index)) write_tag(L, CLUA_NULL); else write_reference(L, index);
  }
}

void clua_write_value(lua_State *L, int index, bool as_error) { write_any(L, index, 0, as_error); }

void clua_write_values(lua_State *L, int count) {
  uint32_t number = (uint32_t)count;
  clua_write_bytes(L, &number, sizeof number);
  int first = lua_gettop(L) - count + 1;
  for (int index = first; index < first + count; index++) write_any(L, index, 0, false);
}

bool clua_is_list(lua_State *L, int index) {
  if (!lua_getmetatable(L, index)) return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_list_key);
  bool result = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return result;
}
