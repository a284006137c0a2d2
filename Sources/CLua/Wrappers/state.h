#ifndef CLUA_STATE_H
#define CLUA_STATE_H

#include "CLua.h"

#include <lauxlib.h>
#include <lua.h>
#include <setjmp.h>

typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} clua_buffer;

/// Where one `text value` pair of a table lies in the output; for sorting.
typedef struct {
  size_t start, end;
  const uint8_t *key;
  size_t key_size;
} clua_entry;

enum { clua_block_classes = 32 };
typedef struct clua_free_block clua_free_block;
typedef struct clua_block_chunk clua_block_chunk;
/// Small blocks of a state, by size; see blocks.c.
typedef struct {
  clua_free_block *free[clua_block_classes];
  clua_block_chunk *chunks;
  uint8_t *at;
  size_t left;
  /// Bytes of all chunks, and how many that may become.
  size_t taken, most;
} clua_blocks;

struct clua_state {
  lua_State *L;

  clua_blocks blocks;
  size_t used, limit;
  /// Lua asks once more after a collection, so only a request that is refused twice or given up is the end.
  bool is_refused;
  const void *refused_block;
  size_t refused_size;
  bool is_exhausted;

  int64_t budget, left;
  bool is_spent;

  /// A panic was caught: nothing may touch the state any more.
  bool is_broken;
  jmp_buf guard;

  int64_t last_reference, references;

  clua_buffer output, scratch;
  clua_entry *entries;
  size_t entry_count, entry_capacity;

  /// Set by `clua_fail`, read by `clua_protect`.
  clua_code failure;
  char message[256];
  int64_t offset;
};

/// What Lua's allocator does, without a limit: a block for `new_size` bytes with what was in the old one, NULL for 0 and
/// when there is none. A block that becomes smaller is always given.
void *clua_resize(clua_blocks *blocks, void *block, size_t old_size, size_t new_size);
/// After `lua_close`: everything at once.
void clua_free_blocks(clua_blocks *blocks);

/// Keys in the registry: only the addresses matter.
extern const char clua_references_key, clua_null_key, clua_list_key;

static inline clua_state *clua_of(lua_State *L) { return *(clua_state **)lua_getextraspace(L); }

/// Ends the protected call with a fault of our own.
_Noreturn void clua_fail(lua_State *L, clua_code code, int64_t offset, const char *format, ...);
/// Runs `function` with `data` as light userdata at index 1.
clua_code clua_protect(clua_state *state, lua_CFunction function, void *data);
/// Whether memory ran out since this was asked last.
bool clua_took_too_much(clua_state *state);
/// The message of the fault after a panic.
clua_code clua_note_panic(clua_state *state);
bool clua_reserve(clua_state *state, clua_buffer *buffer, size_t more);

/// References: -0 +1, or a fault when it was released.
void clua_push_reference(lua_State *L, int64_t reference);
/// Pops the value on top.
int64_t clua_make_reference(lua_State *L);

/// Pushes all values of an encoded buffer and gives their number.
int clua_push_values(lua_State *L, const uint8_t *bytes, size_t size);
void clua_push_json(lua_State *L, const uint8_t *bytes, size_t size);
/// Appends `count` values that end at the top of the stack.
void clua_write_values(lua_State *L, int count);
/// Appends one value; `as_error` copies a table whatever its metatable.
void clua_write_value(lua_State *L, int index, bool as_error);
void clua_write_bytes(lua_State *L, const void *bytes, size_t size);

bool clua_is_list(lua_State *L, int index);
/// The length of the UTF-8 sequence at `at`, or 0 when it is none.
size_t clua_utf8_size(const uint8_t *at, const uint8_t *end);

int clua_sorted_pairs(lua_State *L);
int clua_sorted_next(lua_State *L);
/// Opens libraries, makes the sandbox and leaves nothing on the stack.
int clua_open_libraries(lua_State *L);
/// The part of the sandbox that is written in Lua.
extern const char clua_library[];

void clua_hook(lua_State *L, lua_Debug *record);
/// Takes instructions off the budget for work that the hook does not see; raises when it is spent.
void clua_pay(lua_State *L, lua_Integer instructions);

#endif
