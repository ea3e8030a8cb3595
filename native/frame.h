/*
 * frame: frames over one non-blocking connection, with a queue for what the socket does not take at once.
 * Refuses to know what frames say. The format is in docs/native-protocol.md.
 */
#pragma once

#include "ring.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_type {
    FRAME_HELLO = 1,
    FRAME_DATA = 2,
    FRAME_ACK = 3,
    FRAME_EOF = 4,
    FRAME_HUP = 5,
    FRAME_SIGNAL = 6,
    FRAME_SIGACK = 7,
    FRAME_TTY = 8,
    FRAME_STOPPED = 9,
    FRAME_CONTINUED = 10,
    FRAME_EXIT = 11,
    FRAME_OFFSET = 12,
    FRAME_LINK = 32,
    FRAME_UNLINK = 33,
    FRAME_STATUS = 34,
    FRAME_START = 40,
    FRAME_HELD = 41,
    FRAME_FAILED = 42,
    FRAME_GO = 43,
    FRAME_ABORT = 44,
    FRAME_RUNNING = 45,
    FRAME_DETACH = 46,
    FRAME_STATE = 47,
    FRAME_RESUME = 48,
    FRAME_LEAVE = 49,
};

enum { FRAME_MOST_BYTES = 1 << 20, FRAME_HEADER_BYTES = 5 };

struct frame {
    uint8_t type;
    const unsigned char *payload;
    size_t size;
};

struct connection {
    int fd; /* -1: none */
    unsigned char *input;
    size_t input_capacity, input_length;
    struct ring output;
};

typedef void frame_handler(void *context, const struct frame *frame);

/* Takes over `fd`. */
void connection_open(struct connection *connection, int fd);

/* Closes and forgets all that was not sent or not yet complete. */
void connection_close(struct connection *connection);

static inline bool is_connected(const struct connection *connection) {
    return connection->fd >= 0;
}

/* Queues a frame of up to two pieces of payload; without a connection it goes nowhere. */
void queue_frame(struct connection *connection, enum frame_type type, const void *head, size_t head_size, const void *tail, size_t tail_size);

/* Sends what the socket takes. False if the connection is lost (and closed). */
bool flush_frames(struct connection *connection);

/* Receives what there is and hands over each complete frame. False if the connection is lost (and closed). */
bool receive_frames(struct connection *connection, frame_handler *handle, void *context);
