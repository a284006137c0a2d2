#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Compiling and running, and the record of what went wrong.

// Faults

static void put(clua_state *state, const void *bytes, size_t size) {
  // A record cut short is read as far as it goes.
  if (!clua_reserve(state, &state->output, size)) return;
  memcpy(state->output.bytes + state->output.count, bytes, size);
  state->output.count += size;
}

static void put_text(clua_state *state, const char *text) {
  uint32_t size = (uint32_t)strlen(text);
  put(state, &size, sizeof size);
  put(state, text, size);
}

static void put_frame(clua_state *state, const lua_Debug *frame) {
  uint8_t is_privileged = frame->source[0] != '@';
  int64_t line = frame->currentline;
  put(state, &is_privileged, 1);
  put(state, &line, sizeof line);
  put_text(state, frame->source + 1);
}

static int frame_count(lua_State *L) {
  lua_Debug frame;
  int low = 0, high = 1;
  while (lua_getstack(L, high, &frame)) {
    low = high;
    high *= 2;
  }
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (lua_getstack(L, middle, &frame)) low = middle + 1; else high = middle;
  }
  return low;
}

/// The lines of the innermost and of the outermost frames; a runaway recursion has hundreds of thousands.
static void put_frames(clua_state *state, lua_State *L) {
  enum { shown = 40 };
  uint32_t count = 0;
  if (!clua_reserve(state, &state->output, sizeof count)) return;
  size_t at = state->output.count;
  put(state, &count, sizeof count);
  int total = L == NULL ? 0 : frame_count(L);
  for (int level = 0; level < total; level++) {
    if (level == shown && total > 2 * shown) level = total - shown;
    lua_Debug frame;
    if (!lua_getstack(L, level, &frame) || !lua_getinfo(L, "Sl", &frame)) break;
    if (frame.currentline <= 0) continue;
    put_frame(state, &frame);
    count++;
  }
  memcpy(state->output.bytes + at, &count, sizeof count);
}

static int write_error(lua_State *L) {
  lua_State *from = lua_touserdata(L, 1);
  luaL_checkstack(L, 4, NULL);
  lua_xmove(from, L, 1);
  clua_write_value(L, lua_gettop(L), true);
  return 0;
}

static void begin_fault(clua_state *state, const char *message, int64_t offset) {
  state->output.count = 0;
  put_text(state, message);
  put(state, &offset, sizeof offset);
}

/// Writes the fault record. `thread` (may be NULL) gives the frames and, when `has_value`, the error object on top.
static clua_code fault(clua_state *state, clua_code code, lua_State *thread, bool has_value) {
  begin_fault(state, state->message, state->offset);
  if (has_value && clua_protect(state, write_error, thread) != CLUA_OK) {
    char message[sizeof state->message + 64] = "";
    if (code == CLUA_RUNTIME) {
      snprintf(message, sizeof message, "an error object that cannot be handed over: %s", state->message);
    }
    begin_fault(state, message, -1);
    has_value = false;
  }
  uint8_t nil = CLUA_NIL;
  if (!has_value) put(state, &nil, 1);
  put_frames(state, thread);
  return code;
}

// Loading and looking

typedef struct {
  const char *text, *name, *mode;
  size_t size;
  int64_t reference;
  int status;
} clua_chunk;

static int load(lua_State *L) {
  clua_chunk *chunk = lua_touserdata(L, 1);
  int64_t environment = chunk->reference;
  lua_pushfstring(L, "%s%s", environment == 0 ? "=" : "@", chunk->name);
  chunk->status = luaL_loadbufferx(L, chunk->text, chunk->size, lua_tostring(L, -1), chunk->mode);
  if (chunk->status != LUA_OK) {
    if (chunk->status == LUA_ERRMEM) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
    clua_of(L)->output.count = 0;
    clua_fail(L, CLUA_SYNTAX, -1, "%s", lua_tostring(L, -1));
  }
  if (environment != 0) {
    clua_push_reference(L, environment);
    lua_setupvalue(L, -2, 1);
  }
  chunk->reference = clua_make_reference(L);
  return 0;
}

static clua_code load_as(clua_state *state, clua_chunk *chunk, int64_t *reference) {
  if (setjmp(state->guard) != 0) return fault(state, clua_note_panic(state), NULL, false);
  clua_code code = clua_protect(state, load, chunk);
  if (code != CLUA_OK) return fault(state, code, NULL, false);
  *reference = chunk->reference;
  return CLUA_OK;
}

clua_code clua_load(
  clua_state *state, const char *text, size_t size, const char *name, int64_t environment, int64_t *reference) {
  clua_chunk chunk = {.text = text, .name = name, .mode = "t", .size = size, .reference = environment};
  return load_as(state, &chunk, reference);
}

clua_code clua_load_compiled(
  clua_state *state, const char *bytes, size_t size, const char *name, int64_t environment, int64_t *reference) {
  clua_chunk chunk = {.text = bytes, .name = name, .mode = "b", .size = size, .reference = environment};
  return load_as(state, &chunk, reference);
}

static int add_compiled(lua_State *L, const void *bytes, size_t size, void *context) {
  (void)L;
  clua_state *state = context;
  if (!clua_reserve(state, &state->scratch, size)) return 1;
  memcpy(state->scratch.bytes + state->scratch.count, bytes, size);
  state->scratch.count += size;
  return 0;
}

static int dump(lua_State *L) {
  clua_state *state = clua_of(L);
  clua_push_reference(L, *(int64_t *)lua_touserdata(L, 1));
  if (!lua_isfunction(L, -1) || lua_iscfunction(L, -1)) clua_fail(L, CLUA_WRONG_USE, -1, "only a chunk has a compiled form");
  state->scratch.count = 0;
  if (lua_dump(L, add_compiled, state, 0) != 0) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
  lua_pushlstring(L, (const char *)state->scratch.bytes, state->scratch.count);
  clua_write_values(L, 1);
  return 0;
}

clua_code clua_dump(clua_state *state, int64_t chunk) {
  if (setjmp(state->guard) != 0) return fault(state, clua_note_panic(state), NULL, false);
  state->output.count = 0;
  clua_code code = clua_protect(state, dump, &chunk);
  return code == CLUA_OK ? code : fault(state, code, NULL, false);
}

static int look(lua_State *L) {
  clua_chunk *chunk = lua_touserdata(L, 1);
  if (chunk->reference == 0) lua_pushglobaltable(L); else clua_push_reference(L, chunk->reference);
  if (!lua_istable(L, -1)) clua_fail(L, CLUA_WRONG_USE, -1, "only a table has fields");
  lua_pushlstring(L, chunk->name, chunk->size);
  lua_rawget(L, -2);
  clua_write_values(L, 1);
  return 0;
}

clua_code clua_field(clua_state *state, int64_t table, const char *name, size_t size) {
  if (setjmp(state->guard) != 0) return fault(state, clua_note_panic(state), NULL, false);
  clua_chunk chunk = {.name = name, .size = size, .reference = table};
  state->output.count = 0;
  clua_code code = clua_protect(state, look, &chunk);
  return code == CLUA_OK ? code : fault(state, code, NULL, false);
}

clua_code clua_global(clua_state *state, const char *name, size_t size) { return clua_field(state, 0, name, size); }

// Running

typedef struct {
  const uint8_t *values;
  size_t size;
  int64_t reference;
  lua_State *thread;
  int count;
} clua_call;

static int start(lua_State *L) {
  clua_call *call = lua_touserdata(L, 1);
  lua_State *thread = lua_newthread(L);
  clua_push_reference(L, call->reference);
  if (!lua_isfunction(L, -1)) clua_fail(L, CLUA_WRONG_USE, -1, "only a function can be started");
  int count = clua_push_values(L, call->values, call->size);
  if (!lua_checkstack(thread, count + 1)) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
  lua_xmove(L, thread, count + 1);
  call->reference = clua_make_reference(L);
  return 0;
}

clua_code clua_start(
  clua_state *state, int64_t function, const uint8_t *values, size_t size, int64_t *thread) {
  if (setjmp(state->guard) != 0) return fault(state, clua_note_panic(state), NULL, false);
  clua_call call = {.values = values, .size = size, .reference = function};
  clua_code code = clua_protect(state, start, &call);
  if (code != CLUA_OK) return fault(state, code, NULL, false);
  *thread = call.reference;
  return CLUA_OK;
}

static int deliver(lua_State *L) {
  clua_call *call = lua_touserdata(L, 1);
  clua_push_reference(L, call->reference);
  lua_State *thread = lua_tothread(L, -1);
  bool is_new = thread != NULL && lua_status(thread) == LUA_OK && lua_gettop(thread) > 0;
  if (thread == NULL || !(is_new || lua_status(thread) == LUA_YIELD)) {
    clua_fail(L, CLUA_WRONG_USE, -1, "a script that has ended cannot go on");
  }
  int count = clua_push_values(L, call->values, call->size);
  if (!lua_checkstack(thread, count + 1)) clua_fail(L, CLUA_MEMORY, -1, "not enough memory");
  lua_xmove(L, thread, count);
  call->thread = thread;
  call->count = is_new ? lua_gettop(thread) - 1 : count;
  return 0;
}

static int collect(lua_State *L) {
  clua_call *call = lua_touserdata(L, 1);
  luaL_checkstack(L, call->count + 4, NULL);
  lua_xmove(call->thread, L, call->count);
  clua_write_values(L, call->count);
  return 0;
}

/// One large answer shall not hold its room for as long as the state lives.
static void trim(clua_buffer *buffer) {
  if (buffer->capacity <= 1 << 20) return;
  free(buffer->bytes);
  *buffer = (clua_buffer){NULL, 0, 0};
}

clua_code clua_resume(clua_state *state, int64_t thread, const uint8_t *values, size_t size) {
  if (setjmp(state->guard) != 0) return fault(state, clua_note_panic(state), NULL, false);
  trim(&state->output);
  trim(&state->scratch);
  clua_call call = {.values = values, .size = size, .reference = thread};
  clua_code code = clua_protect(state, deliver, &call);
  if (code != CLUA_OK) return fault(state, code, NULL, false);
  state->message[0] = 0;
  state->offset = -1;
  if (state->is_spent) return fault(state, CLUA_BUDGET, call.thread, false);
  int status = lua_resume(call.thread, state->L, call.count, &call.count);
  bool memory = clua_took_too_much(state);
  bool has_failed = status != LUA_OK && status != LUA_YIELD;
  // Even when the script went on and ended well: nobody may swallow a limit.
  if (state->is_spent) return fault(state, CLUA_BUDGET, call.thread, has_failed);
  if (memory || status == LUA_ERRMEM) return fault(state, CLUA_MEMORY, call.thread, has_failed);
  if (has_failed) return fault(state, CLUA_RUNTIME, call.thread, true);
  state->output.count = 0;
  code = clua_protect(state, collect, &call);
  if (code != CLUA_OK) return fault(state, code, call.thread, false);
  return status == LUA_YIELD ? CLUA_YIELDED : CLUA_OK;
}
