#include "state.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// RFC 8259 without leniency, straight into Lua tables. Members that are null are absent, nulls in arrays are `null`,
// arrays carry the mark of `list`. A repeated key is refused: readers differ on which one counts.

enum { deepest = 500 };

typedef struct {
  lua_State *L;
  const uint8_t *start, *at, *end;
} json_reader;

static _Noreturn void fail_at(json_reader *reader, const uint8_t *place, const char *message) {
  clua_fail(reader->L, CLUA_NOT_JSON, place - reader->start, "%s", message);
}

static void skip_space(json_reader *reader) {
  while (reader->at < reader->end) {
    uint8_t byte = *reader->at;
    if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return;
    reader->at++;
  }
}

static bool is_next(const json_reader *reader, uint8_t byte) { return reader->at < reader->end && *reader->at == byte; }

size_t clua_utf8_size(const uint8_t *at, const uint8_t *end) {
  uint8_t lead = *at;
  size_t left = (size_t)(end - at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < size) return 0;
  for (size_t index = 1; index < size; index++) {
    if ((at[index] & 0xC0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, beyond U+10FFFF (table 3-7 of the Unicode standard).
  if ((lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F)) return 0;
  if ((lead == 0xF0 && at[1] < 0x90) || (lead == 0xF4 && at[1] > 0x8F)) return 0;
  return size;
}

// Strings

static uint32_t hexadecimal(json_reader *reader) {
  uint32_t value = 0;
  for (int count = 0; count < 4; count++) {
    if (reader->at + count == reader->end) fail_at(reader, reader->end, "the text ends inside a string");
    uint8_t byte = reader->at[count];
    uint32_t digit;
    if (byte >= '0' && byte <= '9') {
      digit = byte - '0';
    } else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f') {
      digit = (uint32_t)(byte | 0x20) - 'a' + 10;
    } else {
      fail_at(reader, reader->at + count, "an escape needs four hexadecimal digits");
    }
    value = value * 16 + digit;
  }
  reader->at += 4;
  return value;
}

static uint8_t *append_scalar(uint8_t *to, uint32_t scalar) {
  if (scalar < 0x80) {
    *to++ = (uint8_t)scalar;
    return to;
  }
  if (scalar < 0x800) {
    *to++ = (uint8_t)(0xC0 | scalar >> 6);
  } else {
    if (scalar < 0x10000) {
      *to++ = (uint8_t)(0xE0 | scalar >> 12);
    } else {
      *to++ = (uint8_t)(0xF0 | scalar >> 18);
      *to++ = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    }
    *to++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  }
  *to++ = (uint8_t)(0x80 | (scalar & 0x3F));
  return to;
}

static uint32_t escaped_scalar(json_reader *reader, const uint8_t *escape) {
  uint32_t unit = hexadecimal(reader);
  if (unit >= 0xDC00 && unit <= 0xDFFF) fail_at(reader, escape, "a low surrogate without its high one");
  if (unit < 0xD800 || unit > 0xDBFF) return unit;
  if (!(is_next(reader, '\\') && reader->end - reader->at > 1 && reader->at[1] == 'u')) {
    fail_at(reader, escape, "a high surrogate without its low one");
  }
  reader->at += 2;
  uint32_t low = hexadecimal(reader);
  if (low < 0xDC00 || low > 0xDFFF) fail_at(reader, escape, "a high surrogate without its low one");
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static uint8_t *append_escape(json_reader *reader, uint8_t *to) {
  const uint8_t *escape = reader->at++;
  if (reader->at == reader->end) fail_at(reader, escape, "the text ends inside a string");
  uint8_t byte = *reader->at++;
  switch (byte) {
    case '"': case '\\': case '/': *to++ = byte; break;
    case 'b': *to++ = '\b'; break;
    case 'f': *to++ = '\f'; break;
    case 'n': *to++ = '\n'; break;
    case 'r': *to++ = '\r'; break;
    case 't': *to++ = '\t'; break;
    case 'u': return append_scalar(to, escaped_scalar(reader, escape));
    default: fail_at(reader, escape, "an unknown escape");
  }
  return to;
}

/// Goes over plain characters up to a quote or an escape.
static void skip_plain(json_reader *reader) {
  while (reader->at < reader->end) {
    uint8_t byte = *reader->at;
    if (byte == '"' || byte == '\\') return;
    if (byte < 0x20) fail_at(reader, reader->at, "a control character in a string; it must be escaped");
    if (byte < 0x80) {
      reader->at++;
    } else {
      size_t size = clua_utf8_size(reader->at, reader->end);
      if (size == 0) fail_at(reader, reader->at, "bytes that are not UTF-8");
      reader->at += size;
    }
  }
  fail_at(reader, reader->end, "the text ends inside a string");
}

static void push_string(json_reader *reader) {
  const uint8_t *first = ++reader->at;
  skip_plain(reader);
  if (*reader->at == '"') {
    lua_pushlstring(reader->L, (const char *)first, (size_t)(reader->at - first));
    reader->at++;
    return;
  }
  // Escapes only make a text shorter, so what is left of the input is room enough.
  clua_state *state = clua_of(reader->L);
  state->scratch.count = 0;
  const uint8_t *close = reader->at;
  while (close < reader->end && *close != '"') close += *close == '\\' ? 2 : 1;
  if (close >= reader->end) fail_at(reader, reader->end, "the text ends inside a string");
  if (!clua_reserve(state, &state->scratch, (size_t)(close - first))) {
    clua_fail(reader->L, CLUA_MEMORY, -1, "not enough memory");
  }
  uint8_t *to = state->scratch.bytes;
  while (true) {
    memcpy(to, first, (size_t)(reader->at - first));
    to += reader->at - first;
    if (*reader->at == '"') break;
    to = append_escape(reader, to);
    first = reader->at;
    skip_plain(reader);
  }
  reader->at++;
  lua_pushlstring(reader->L, (const char *)state->scratch.bytes, (size_t)(to - state->scratch.bytes));
}

// Numbers

static size_t skip_digits(json_reader *reader) {
  const uint8_t *first = reader->at;
  while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9') reader->at++;
  return (size_t)(reader->at - first);
}

static void push_float(json_reader *reader, const uint8_t *first) {
  char short_copy[64];
  size_t size = (size_t)(reader->at - first);
  char *copy = short_copy;
  if (size >= sizeof short_copy) {
    // strtod needs an end, and the bytes behind the number are not ours to change.
    clua_state *state = clua_of(reader->L);
    state->scratch.count = 0;
    if (!clua_reserve(state, &state->scratch, size + 1)) clua_fail(reader->L, CLUA_MEMORY, -1, "not enough memory");
    copy = (char *)state->scratch.bytes;
  }
  memcpy(copy, first, size);
  copy[size] = 0;
  double value = strtod(copy, NULL);
  if (isinf(value)) fail_at(reader, first, "a number that is too large");
  lua_pushnumber(reader->L, value);
}

static void push_number(json_reader *reader) {
  const uint8_t *first = reader->at;
  bool is_negative = is_next(reader, '-');
  if (is_negative) reader->at++;
  const uint8_t *digits = reader->at;
  size_t count = skip_digits(reader);
  if (count == 0) fail_at(reader, first, is_negative ? "a digit is expected after the minus" : "a value is expected");
  if (count > 1 && *digits == '0') fail_at(reader, digits, "a number must not begin with 0");
  bool is_whole = true;
  if (is_next(reader, '.')) {
    is_whole = false;
    reader->at++;
    if (skip_digits(reader) == 0) fail_at(reader, reader->at, "a digit is expected");
  }
  if (is_next(reader, 'e') || is_next(reader, 'E')) {
    is_whole = false;
    reader->at++;
    if (is_next(reader, '+') || is_next(reader, '-')) reader->at++;
    if (skip_digits(reader) == 0) fail_at(reader, reader->at, "a digit is expected");
  }
  if (!is_whole || count > 19) {
    push_float(reader, first);
    return;
  }
  uint64_t value = 0;
  for (size_t index = 0; index < count; index++) value = value * 10 + (digits[index] - '0');
  uint64_t largest = (uint64_t)INT64_MAX + (is_negative ? 1 : 0);
  if (value > largest) {
    push_float(reader, first);
  } else {
    lua_pushinteger(reader->L, (lua_Integer)(is_negative ? 0 - value : value));
  }
}

// Values

static void push_value(json_reader *reader, int depth);

static void push_null(json_reader *reader) { lua_rawgetp(reader->L, LUA_REGISTRYINDEX, &clua_null_key); }

/// True after the closing bracket, false after a comma.
static bool is_closed(json_reader *reader, uint8_t bracket) {
  skip_space(reader);
  bool result = is_next(reader, bracket);
  if (!result && !is_next(reader, ',')) {
    fail_at(reader, reader->at, bracket == '}' ? "a comma or } is expected" : "a comma or ] is expected");
  }
  reader->at++;
  return result;
}

static void push_array(json_reader *reader, int depth) {
  lua_State *L = reader->L;
  lua_newtable(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_list_key);
  lua_setmetatable(L, -2);
  reader->at++;
  skip_space(reader);
  if (is_next(reader, ']')) {
    reader->at++;
    return;
  }
  lua_Integer position = 0;
  do {
    skip_space(reader);
    push_value(reader, depth + 1);
    lua_rawseti(L, -2, ++position);
  } while (!is_closed(reader, ']'));
}

static void push_key(json_reader *reader) {
  lua_State *L = reader->L;
  skip_space(reader);
  const uint8_t *first = reader->at;
  if (!is_next(reader, '"')) fail_at(reader, first, "a key in quotes is expected");
  push_string(reader);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, -3) != LUA_TNIL) {
    lua_pop(L, 1);
    size_t size;
    const char *key = lua_tolstring(L, -1, &size);
    clua_fail(L, CLUA_NOT_JSON, first - reader->start, "the key \"%.*s\" stands twice", (int)(size < 80 ? size : 80), key);
  }
  lua_pop(L, 1);
  skip_space(reader);
  if (!is_next(reader, ':')) fail_at(reader, reader->at, "a colon is expected");
  reader->at++;
  skip_space(reader);
}

/// Nulls stay in until the end, so that a key that was null first is seen twice, too.
static void remove_nulls(lua_State *L) {
  int table = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_null_key);
  lua_pushnil(L);
  while (lua_next(L, table) != 0) {
    bool is_null = lua_rawequal(L, -1, table + 1);
    lua_pop(L, 1);
    if (is_null) {
      lua_pushvalue(L, -1);
      lua_pushnil(L);
      lua_rawset(L, table);
    }
  }
  lua_pop(L, 1);
}

static void push_object(json_reader *reader, int depth) {
  lua_State *L = reader->L;
  // A table that grows from nothing is built anew at its first, second and third member; few objects have fewer.
  lua_createtable(L, 0, 4);
  reader->at++;
  skip_space(reader);
  if (is_next(reader, '}')) {
    reader->at++;
    return;
  }
  bool has_null = false;
  do {
    push_key(reader);
    if (is_next(reader, 'n')) has_null = true;
    push_value(reader, depth + 1);
    lua_rawset(L, -3);
  } while (!is_closed(reader, '}'));
  if (has_null) remove_nulls(L);
}

static void skip_word(json_reader *reader, const char *word) {
  size_t size = strlen(word);
  if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, word, size) != 0) {
    fail_at(reader, reader->at, "a value is expected");
  }
  reader->at += size;
}

static void push_value(json_reader *reader, int depth) {
  lua_State *L = reader->L;
  if (reader->at == reader->end) fail_at(reader, reader->at, "a value is missing");
  if (depth > deepest) fail_at(reader, reader->at, "nested deeper than 500 levels");
  luaL_checkstack(L, 8, NULL);
  switch (*reader->at) {
    case '{': push_object(reader, depth); break;
    case '[': push_array(reader, depth); break;
    case '"': push_string(reader); break;
    case 't': skip_word(reader, "true"); lua_pushboolean(L, 1); break;
    case 'f': skip_word(reader, "false"); lua_pushboolean(L, 0); break;
    case 'n': skip_word(reader, "null"); push_null(reader); break;
    default: push_number(reader);
  }
}

void clua_push_json(lua_State *L, const uint8_t *bytes, size_t size) {
  json_reader reader = {L, bytes, bytes, bytes + size};
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) fail_at(&reader, bytes, "it begins with a byte order mark");
  skip_space(&reader);
  if (is_next(&reader, 'n')) {
    skip_word(&reader, "null");
    lua_pushnil(L);
  } else {
    push_value(&reader, 0);
  }
  skip_space(&reader);
  if (reader.at < reader.end) fail_at(&reader, reader.at, "text after the value");
}
