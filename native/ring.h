/* ring: a growing byte queue. Refuses to know where bytes come from. Memory is only held while there are bytes. */
#pragma once

#include <stddef.h>

struct ring {
    unsigned char *data;
    size_t capacity, start, length;
};

/* Makes sure that `size` more bytes fit. Memory that cannot be had ends the process: see give_up(). */
void ring_reserve(struct ring *ring, size_t size);

/* The contiguous free bytes behind the last one (after ring_reserve); commit says how many of them were filled. */
unsigned char *ring_free_span(struct ring *ring, size_t *size);
void ring_commit(struct ring *ring, size_t size);

/* The contiguous bytes from the `offset`th on. */
const unsigned char *ring_span(const struct ring *ring, size_t offset, size_t *size);

void ring_append(struct ring *ring, const void *data, size_t size);
void ring_prepend(struct ring *ring, const void *data, size_t size);

/* Copies `size` bytes from the `offset`th on; they must be there. */
void ring_copy(const struct ring *ring, size_t offset, void *data, size_t size);

/* Drops the first `size` bytes. */
void ring_drop(struct ring *ring, size_t size);

/*
 * Without memory (or an address) neither a deputy nor a shim can keep its promise. It must not go on with bytes missing, nor exit
 * with a status that the parent would take for the program's own: SIGKILL is what the kernel would have sent.
 */
_Noreturn void give_up(void);
