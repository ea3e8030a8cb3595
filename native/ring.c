/* ring: a growing byte queue. Refuses to know where bytes come from. Memory is only held while there are bytes. */
#include "ring.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const size_t SMALLEST_BYTES = 4096;
/* A queue that was larger than this gives its memory back when it runs empty. */
static const size_t KEPT_BYTES = 16384;

void give_up(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

void ring_copy(const struct ring *ring, size_t offset, void *data, size_t size) {
    unsigned char *to = data;
    while (size > 0) {
        size_t part;
        const unsigned char *from = ring_span(ring, offset, &part);
        if (part > size) part = size;
        memcpy(to, from, part);
        to += part;
        offset += part;
        size -= part;
    }
}

void ring_reserve(struct ring *ring, size_t size) {
    size_t wanted = ring->capacity == 0 ? SMALLEST_BYTES : ring->capacity;
    while (wanted - ring->length < size) wanted *= 2;
    if (wanted == ring->capacity) return;
    unsigned char *data = malloc(wanted);
    if (data == NULL) give_up();
    ring_copy(ring, 0, data, ring->length);
    free(ring->data);
    ring->data = data;
    ring->capacity = wanted;
    ring->start = 0;
}

unsigned char *ring_free_span(struct ring *ring, size_t *size) {
    if (ring->length == 0) ring->start = 0;
    size_t end = ring->start + ring->length;
    if (end < ring->capacity) {
        *size = ring->capacity - end;
        return ring->data + end;
    }
    *size = ring->capacity - ring->length;
    return ring->data + (end - ring->capacity);
}

void ring_commit(struct ring *ring, size_t size) {
    ring->length += size;
}

const unsigned char *ring_span(const struct ring *ring, size_t offset, size_t *size) {
    size_t rest = ring->length - offset;
    size_t at = ring->start + offset;
    if (at >= ring->capacity) at -= ring->capacity;
    size_t contiguous = ring->capacity - at;
    *size = rest < contiguous ? rest : contiguous;
    return ring->data + at;
}

void ring_append(struct ring *ring, const void *data, size_t size) {
    const unsigned char *from = data;
    ring_reserve(ring, size);
    while (size > 0) {
        size_t part;
        unsigned char *to = ring_free_span(ring, &part);
        if (part > size) part = size;
        memcpy(to, from, part);
        ring_commit(ring, part);
        from += part;
        size -= part;
    }
}

void ring_prepend(struct ring *ring, const void *data, size_t size) {
    struct ring joined = {0};
    ring_reserve(&joined, size + ring->length);
    ring_append(&joined, data, size);
    ring_copy(ring, 0, joined.data + size, ring->length);
    joined.length += ring->length;
    free(ring->data);
    *ring = joined;
}

void ring_drop(struct ring *ring, size_t size) {
    ring->length -= size;
    ring->start += size;
    if (ring->start >= ring->capacity) ring->start -= ring->capacity;
    if (ring->length > 0) return;
    ring->start = 0;
    if (ring->capacity <= KEPT_BYTES) return;
    free(ring->data);
    *ring = (struct ring){0};
}
