#include "state.h"

#include <stdlib.h>
#include <string.h>

// Memory for one state. A script makes and drops a hundred small objects for every request; each would go through the
// locks of the process's allocator, which knows neither their sizes nor that only one thread asks. Lua tells the size of
// every block it gives back, so blocks of a size wait here for the next of that size, until the state is closed.

enum { unit = 16, chunk_bytes = 32 * 1024 };

struct clua_free_block { clua_free_block *next; };
struct clua_block_chunk { clua_block_chunk *next; _Alignas(16) uint8_t bytes[]; };

static size_t class_of(size_t size) { return (size - 1) / unit; }
static bool is_small(size_t size) { return size <= clua_block_classes * unit; }

/// - Parameter is_due: also beyond what the lists may hold.
static void *take(clua_blocks *blocks, size_t size, bool is_due) {
  if (!is_small(size)) return malloc(size);
  size_t class = class_of(size), bytes = (class + 1) * unit;
  clua_free_block *block = blocks->free[class];
  if (block != NULL) {
    blocks->free[class] = block->next;
    return block;
  }
  if (blocks->left < bytes) {
    // A script that filled the list of one size after the other would hold the limit as often as there are sizes.
    if (!is_due && blocks->taken + chunk_bytes > blocks->most) return NULL;
    clua_block_chunk *chunk = malloc(sizeof *chunk + chunk_bytes);
    if (chunk == NULL) return NULL;
    chunk->next = blocks->chunks;
    blocks->chunks = chunk;
    blocks->at = chunk->bytes;
    blocks->left = chunk_bytes;
    blocks->taken += chunk_bytes;
  }
  void *result = blocks->at;
  blocks->at += bytes;
  blocks->left -= bytes;
  return result;
}

static void give(clua_blocks *blocks, void *block, size_t size) {
  if (!is_small(size)) {
    free(block);
    return;
  }
  clua_free_block *freed = block;
  freed->next = blocks->free[class_of(size)];
  blocks->free[class_of(size)] = freed;
}

void *clua_resize(clua_blocks *blocks, void *block, size_t old_size, size_t new_size) {
  if (block == NULL) return new_size == 0 ? NULL : take(blocks, new_size, false);
  if (new_size == 0) {
    give(blocks, block, old_size);
    return NULL;
  }
  if (!is_small(old_size) && !is_small(new_size)) {
    void *moved = realloc(block, new_size);
    return moved == NULL && new_size <= old_size ? block : moved;
  }
  if (is_small(old_size) && is_small(new_size) && class_of(old_size) == class_of(new_size)) return block;
  void *moved = take(blocks, new_size, new_size <= old_size);
  if (moved == NULL) {
    // Lua takes for granted that a block can become smaller, and it would be given back as a small one. Without memory
    // for a chunk the process is at its end everywhere else, too.
    if (new_size <= old_size) abort();
    return NULL;
  }
  memcpy(moved, block, old_size < new_size ? old_size : new_size);
  give(blocks, block, old_size);
  return moved;
}

void clua_free_blocks(clua_blocks *blocks) {
  for (clua_block_chunk *chunk = blocks->chunks, *next; chunk != NULL; chunk = next) {
    next = chunk->next;
    free(chunk);
  }
  *blocks = (clua_blocks){0};
}
