#ifndef CLUA_H
#define CLUA_H

// One Lua 5.4 state behind functions that never raise. Lua reports errors by longjmp, which must not cross a Swift
// frame, so everything that can raise runs here, under lua_pcall, and Swift sees no Lua type at all.
//
// Values cross as one flat buffer each way. Numbers are little endian, as the machine has them:
//
//   values = count:u32 value*
//   value  = tag:u8 then, by tag:
//     CLUA_NIL CLUA_FALSE CLUA_TRUE CLUA_NULL   nothing
//     CLUA_INT     i64          CLUA_FLOAT   f64         CLUA_REFERENCE  i64
//     CLUA_STRING  text         CLUA_JSON    text        (text = size:u32 byte*)
//     CLUA_LIST    count:u32 value*
//     CLUA_TABLE   count:u32 (text value)*               keys sorted by their bytes on the way out
//
// A state is used by one thread at a time.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  CLUA_NIL = 0,
  CLUA_FALSE = 1,
  CLUA_TRUE = 2,
  CLUA_INT = 3,
  CLUA_FLOAT = 4,
  CLUA_STRING = 5,
  CLUA_LIST = 6,
  CLUA_TABLE = 7,
  CLUA_NULL = 8,
  CLUA_REFERENCE = 9,
  CLUA_JSON = 10,
};

typedef enum {
  CLUA_OK = 0,
  CLUA_YIELDED = 1,
  CLUA_RUNTIME = 2,
  CLUA_SYNTAX = 3,
  CLUA_BUDGET = 4,
  CLUA_MEMORY = 5,
  CLUA_NOT_JSON = 6,
  CLUA_WRONG_USE = 7,
} clua_code;

typedef struct clua_state clua_state;

/// A new state, or NULL when it does not fit into the limit.
clua_state *clua_open(size_t memory_limit, int64_t instructions);
void clua_close(clua_state *state);

/// What the last call left: `values` after CLUA_OK and CLUA_YIELDED, otherwise a fault:
///
///   fault = message:text offset:i64 (-1: none) value frames:u32 (privileged:u8 line:i64 source:text)*
///
/// An empty message means: the value says it. Frames are innermost first. Valid until the next call on this state.
const uint8_t *clua_output(const clua_state *state, size_t *size);

/// Compiles text (never bytecode). A chunk without environment (0) is privileged: it sees the host's globals.
clua_code clua_load(
  clua_state *state, const char *text, size_t size, const char *name, int64_t environment, int64_t *reference);
/// Leaves the compiled form of a loaded chunk as the only value, a string; for `clua_load_compiled` in another state.
clua_code clua_dump(clua_state *state, int64_t chunk);
/// Loads what `clua_dump` of this process gave, and nothing else: Lua does not check what it is handed here.
clua_code clua_load_compiled(
  clua_state *state, const char *bytes, size_t size, const char *name, int64_t environment, int64_t *reference);
clua_code clua_global(clua_state *state, const char *name, size_t size);
clua_code clua_field(clua_state *state, int64_t table, const char *name, size_t size);

/// A fresh coroutine that will call the function with these values; it is kept until `clua_release`.
clua_code clua_start(
  clua_state *state, int64_t function, const uint8_t *values, size_t size, int64_t *thread);
/// Runs until the next yield, the end or an error. After CLUA_NOT_JSON the coroutine waits as before.
clua_code clua_resume(clua_state *state, int64_t thread, const uint8_t *values, size_t size);

void clua_release(clua_state *state, int64_t reference);
void clua_reset_budget(clua_state *state);
/// Collects all garbage and tells the bytes in use.
size_t clua_collect(clua_state *state);
size_t clua_memory(const clua_state *state);
int64_t clua_reference_count(const clua_state *state);

#endif
