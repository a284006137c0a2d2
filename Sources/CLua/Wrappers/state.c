#include "state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char clua_references_key = 0, clua_null_key = 0, clua_list_key = 0;

enum {
  instructions_between_looks = 1000,
  costly_block = 4096,
  bytes_per_instruction = 64,
};

// Memory

static void *refuse(clua_state *state, const void *block, size_t size) {
  if (state->is_refused) state->is_exhausted = true;
  // Lua collects all garbage now. Near the limit that happens again and again, so it is paid for.
  state->left -= (int64_t)(state->used / bytes_per_instruction);
  state->is_refused = true;
  state->refused_block = block;
  state->refused_size = size;
  return NULL;
}

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  clua_state *state = context;
  if (block == NULL) old_size = 0;  // Then it tells the kind of object.
  if (new_size == 0) {
    free(block);
    state->used -= old_size;
    return NULL;
  }
  // No hook looks into Lua's own loops; what they make is paid for here.
  if (new_size >= costly_block) state->left -= (int64_t)(new_size / bytes_per_instruction);
  if (new_size > old_size && new_size - old_size > state->limit - state->used) {
    return refuse(state, block, new_size);
  }
  void *moved = realloc(block, new_size);
  if (moved == NULL) {
    // Lua takes for granted that a block can become smaller.
    if (new_size > old_size) return refuse(state, block, new_size);
    moved = block;
  }
  if (state->is_refused) {
    // Another request than the refused one: that was given up, which Lua's buffers do without asking twice.
    if (state->refused_block != block || state->refused_size != new_size) state->is_exhausted = true;
    state->is_refused = false;
  }
  state->used = state->used - old_size + new_size;
  return moved;
}

static bool took_too_much(clua_state *state) {
  bool result = state->is_exhausted || state->is_refused;
  state->is_exhausted = state->is_refused = false;
  return result;
}

bool clua_reserve(clua_state *state, clua_buffer *buffer, size_t more) {
  if (buffer->capacity - buffer->count >= more) return true;
  size_t wanted = buffer->count + more;
  if (wanted > state->limit) return false;
  size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity;
  while (capacity < wanted) capacity *= 2;
  uint8_t *bytes = realloc(buffer->bytes, capacity);
  if (bytes == NULL) return false;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

// Instructions

static int stop(lua_State *L) {
  // From now on at every instruction, so that a `pcall` around the script gets no further than its next one.
  lua_sethook(L, clua_hook, LUA_MASKCOUNT, 1);
  if (clua_of(L)->is_spent) {
    lua_pushliteral(L, "the instruction budget is spent");
  } else {
    lua_pushliteral(L, "not enough memory");
  }
  return lua_error(L);
}

void clua_pay(lua_State *L, lua_Integer instructions) {
  clua_state *state = clua_of(L);
  state->left -= instructions;
  if (state->left > 0) return;
  state->is_spent = true;
  stop(L);
}

void clua_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  clua_state *state = clua_of(L);
  if (state->is_spent || state->is_exhausted) stop(L);
  clua_pay(L, lua_gethookcount(L));
  // A coroutine of the prelude that outlived an earlier fault goes back to normal speed.
  if (lua_gethookcount(L) == 1) lua_sethook(L, clua_hook, LUA_MASKCOUNT, instructions_between_looks);
}

// Protection

static int panic(lua_State *L) {
  clua_state *state = clua_of(L);
  state->is_broken = true;
  longjmp(state->guard, 1);
}

static clua_code note_panic(clua_state *state) {
  snprintf(state->message, sizeof state->message, "Lua met a fault it could not report; this script state is closed");
  state->offset = -1;
  return CLUA_MEMORY;
}

void clua_fail(lua_State *L, clua_code code, int64_t offset, const char *format, ...) {
  clua_state *state = clua_of(L);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(state->message, sizeof state->message, format, arguments);
  va_end(arguments);
  state->failure = code;
  state->offset = offset;
  lua_pushnil(L);
  lua_error(L);
  __builtin_unreachable();
}

clua_code clua_protect(clua_state *state, lua_CFunction function, void *data) {
  lua_State *L = state->L;
  if (state->is_broken) return note_panic(state);
  state->failure = CLUA_OK;
  state->message[0] = 0;
  state->offset = -1;
  state->entry_count = 0;
  lua_settop(L, 0);
  if (!lua_checkstack(L, 8)) {
    took_too_much(state);
    return CLUA_MEMORY;
  }
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, data);
  int status = lua_pcall(L, 1, 0, 0);
  bool memory = took_too_much(state);
  if (status == LUA_OK) {
    return CLUA_OK;
  }
  if (state->failure != CLUA_OK) return state->failure;
  if (status == LUA_ERRMEM || memory) return CLUA_MEMORY;
  const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
  snprintf(state->message, sizeof state->message, "%s", text);
  return CLUA_RUNTIME;
}

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

const uint8_t *clua_output(const clua_state *state, size_t *size) {
  *size = state->output.count;
  return state->output.bytes;
}

// Open and close

clua_state *clua_open(size_t memory_limit, int64_t instructions) {
  clua_state *state = calloc(1, sizeof *state);
  if (state == NULL) return NULL;
  state->limit = memory_limit < 8192 ? 8192 : memory_limit;
  state->budget = state->left = instructions;
  if (!clua_reserve(state, &state->output, 4096) || setjmp(state->guard) != 0) {
    clua_close(state);
    return NULL;
  }
  state->L = lua_newstate(allocate, state);
  if (state->L == NULL) {
    clua_close(state);
    return NULL;
  }
  *(clua_state **)lua_getextraspace(state->L) = state;
  lua_atpanic(state->L, panic);
  if (clua_protect(state, clua_open_libraries, NULL) != CLUA_OK) {
    clua_close(state);
    return NULL;
  }
  // New coroutines copy the hook of the thread that makes them.
  lua_sethook(state->L, clua_hook, LUA_MASKCOUNT, instructions_between_looks);
  return state;
}

void clua_close(clua_state *state) {
  // After a panic Lua's own lists may be wrong: better lose the memory than walk them.
  if (state->L != NULL && !state->is_broken && setjmp(state->guard) == 0) lua_close(state->L);
  free(state->output.bytes);
  free(state->scratch.bytes);
  free(state->entries);
  free(state);
}

// References

void clua_push_reference(lua_State *L, int64_t reference) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_references_key);
  if (lua_rawgeti(L, -1, reference) == LUA_TNIL) {
    clua_fail(L, CLUA_WRONG_USE, -1, "a script value was used after its release");
  }
  lua_remove(L, -2);
}

int64_t clua_make_reference(lua_State *L) {
  clua_state *state = clua_of(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_references_key);
  lua_insert(L, -2);
  lua_rawseti(L, -2, state->last_reference + 1);
  lua_pop(L, 1);
  state->references++;
  return ++state->last_reference;
}

static int release(lua_State *L) {
  clua_state *state = clua_of(L);
  int64_t reference = *(int64_t *)lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &clua_references_key);
  if (lua_rawgeti(L, -1, reference) == LUA_TNIL) return 0;
  lua_pushnil(L);
  lua_rawseti(L, -3, reference);
  state->references--;
  return 0;
}

void clua_release(clua_state *state, int64_t reference) {
  if (setjmp(state->guard) == 0) clua_protect(state, release, &reference);
}

int64_t clua_reference_count(const clua_state *state) { return state->references; }

// Loading and looking

typedef struct {
  const char *text, *name;
  size_t size;
  int64_t reference;
  int status;
} clua_chunk;

static int load(lua_State *L) {
  clua_chunk *chunk = lua_touserdata(L, 1);
  int64_t environment = chunk->reference;
  lua_pushfstring(L, "%s%s", environment == 0 ? "=" : "@", chunk->name);
  chunk->status = luaL_loadbufferx(L, chunk->text, chunk->size, lua_tostring(L, -1), "t");
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

clua_code clua_load(
  clua_state *state, const char *text, size_t size, const char *name, int64_t environment, int64_t *reference) {
  if (setjmp(state->guard) != 0) return fault(state, note_panic(state), NULL, false);
  clua_chunk chunk = {.text = text, .name = name, .size = size, .reference = environment};
  clua_code code = clua_protect(state, load, &chunk);
  if (code != CLUA_OK) return fault(state, code, NULL, false);
  *reference = chunk.reference;
  return CLUA_OK;
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
  if (setjmp(state->guard) != 0) return fault(state, note_panic(state), NULL, false);
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
  if (setjmp(state->guard) != 0) return fault(state, note_panic(state), NULL, false);
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

clua_code clua_resume(clua_state *state, int64_t thread, const uint8_t *values, size_t size) {
  if (setjmp(state->guard) != 0) return fault(state, note_panic(state), NULL, false);
  clua_call call = {.values = values, .size = size, .reference = thread};
  clua_code code = clua_protect(state, deliver, &call);
  if (code != CLUA_OK) return fault(state, code, NULL, false);
  state->message[0] = 0;
  state->offset = -1;
  if (state->is_spent) return fault(state, CLUA_BUDGET, call.thread, false);
  int status = lua_resume(call.thread, state->L, call.count, &call.count);
  bool memory = took_too_much(state);
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

void clua_reset_budget(clua_state *state) {
  state->left = state->budget;
  state->is_spent = false;
}

static int collect_garbage(lua_State *L) {
  lua_gc(L, LUA_GCCOLLECT);
  return 0;
}

size_t clua_collect(clua_state *state) {
  if (setjmp(state->guard) == 0) clua_protect(state, collect_garbage, NULL);
  return state->used;
}

size_t clua_memory(const clua_state *state) { return state->used; }
