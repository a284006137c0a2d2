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
    state->used -= old_size;
    return clua_resize(&state->blocks, block, old_size, 0);
  }
  // No hook looks into Lua's own loops; what they make is paid for here.
  if (new_size >= costly_block) state->left -= (int64_t)(new_size / bytes_per_instruction);
  if (new_size > old_size && new_size - old_size > state->limit - state->used) {
    return refuse(state, block, new_size);
  }
  void *moved = clua_resize(&state->blocks, block, old_size, new_size);
  if (moved == NULL) return refuse(state, block, new_size);
  if (state->is_refused) {
    // Another request than the refused one: that was given up, which Lua's buffers do without asking twice.
    if (state->refused_block != block || state->refused_size != new_size) state->is_exhausted = true;
    state->is_refused = false;
  }
  state->used = state->used - old_size + new_size;
  return moved;
}

bool clua_took_too_much(clua_state *state) {
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

clua_code clua_note_panic(clua_state *state) {
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
  if (state->is_broken) return clua_note_panic(state);
  state->failure = CLUA_OK;
  state->message[0] = 0;
  state->offset = -1;
  state->entry_count = 0;
  lua_settop(L, 0);
  if (!lua_checkstack(L, 8)) {
    clua_took_too_much(state);
    return CLUA_MEMORY;
  }
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, data);
  int status = lua_pcall(L, 1, 0, 0);
  bool memory = clua_took_too_much(state);
  if (status == LUA_OK) {
    return CLUA_OK;
  }
  if (state->failure != CLUA_OK) return state->failure;
  if (status == LUA_ERRMEM || memory) return CLUA_MEMORY;
  const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
  snprintf(state->message, sizeof state->message, "%s", text);
  return CLUA_RUNTIME;
}

// Open and close

clua_state *clua_open(size_t memory_limit, int64_t instructions) {
  clua_state *state = calloc(1, sizeof *state);
  if (state == NULL) return NULL;
  state->limit = memory_limit < 8192 ? 8192 : memory_limit;
  state->blocks.most = 2 * state->limit + 256 * 1024;
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
  // After a panic something may still point into them.
  if (!state->is_broken) clua_free_blocks(&state->blocks);
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

// Looking after a state

const uint8_t *clua_output(const clua_state *state, size_t *size) {
  *size = state->output.count;
  return state->output.bytes;
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
