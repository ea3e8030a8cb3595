/*
 * channel: one byte stream each way between a local descriptor and the other end: offsets, window, ends. How the descriptor
 * is read and written is up to its operations. Refuses to know frames.
 */
#pragma once

#include "fdio.h"
#include "ring.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

enum { MOST_CHANNELS = 64, WINDOW_BYTES = 262144, MOST_MARKS = 16 };

enum channel_kind { KIND_PIPE, KIND_SOCK, KIND_TTY, KIND_FILE };
enum direction { DIRECTION_IN = 1, DIRECTION_OUT = 2 };

/*
 * Places in a terminal's input where its user typed "end of input" (Ctrl-D): not the end of the stream. Each is the offset of
 * the byte that would come next.
 */
struct marks {
    uint64_t offsets[MOST_MARKS];
    int count;
};

/* From the local descriptor to the other side. The ring holds [base, base + ring.length). */
struct sender {
    bool exists;
    struct ring ring;
    uint64_t base;  /* acknowledged by the other side */
    uint64_t sent;  /* next to be sent over the present link */
    struct marks marks;
    bool linked;    /* a HELLO over the present link has named it: somebody receives */
    bool barred;    /* nothing at or behind `bar` is sent yet */
    uint64_t bar;
    bool ended;     /* the descriptor came to its end */
    bool end_told;  /* over the present link */
    bool end_seen;  /* the other side said so */
    bool unwanted;  /* the other side wants no more */
};

/* From the other side to the local descriptor. The ring holds [written, received). */
struct receiver {
    bool exists;
    struct ring ring;
    uint64_t received;
    struct marks marks;
    bool ended;         /* the other side's writer closed */
    bool unwanted;      /* the local reader is gone */
    bool unwanted_told;
    bool ack_due;
    size_t drained;     /* the first bytes of the ring had been written and were taken back: a frozen body had not read them */
};

struct channel;

/* Both as read(2) and write(2) on a non-blocking descriptor. */
struct channel_operations {
    ssize_t (*read)(struct channel *channel, void *buffer, size_t size);
    ssize_t (*write)(struct channel *channel, const void *buffer, size_t size);
};

struct channel {
    uint16_t id;
    enum channel_kind kind;
    int directions;      /* as the body sees them: DIRECTION_IN | DIRECTION_OUT */
    struct fdio io;
    const struct channel_operations *operations;
    bool shared;         /* other processes hold the same description: a shutdown would hit them */
    bool read_held;      /* do not read now: a terminal in the background */
    bool write_held;     /* do not write now: a terminal that must be read first */
    struct sender sender;
    struct receiver receiver;
};

extern const struct channel_operations plain_operations;

/* "pipe", "sock", "tty", "file"; false for anything else. */
bool parse_kind(const char *text, enum channel_kind *kind);

/* "in", "out", "io"; false for anything else. */
bool parse_directions(const char *text, int *directions);

static inline uint64_t sender_end(const struct sender *sender) {
    return sender->base + sender->ring.length;
}

/* Up to where may be sent now. */
static inline uint64_t sendable_end(const struct sender *sender) {
    uint64_t end = sender_end(sender);
    return sender->barred && sender->bar < end ? sender->bar : end;
}

static inline uint64_t written_bytes(const struct receiver *receiver) {
    return receiver->received - receiver->ring.length;
}

void add_mark(struct marks *marks, uint64_t offset);
void drop_first_mark(struct marks *marks);

/* The other side has written up to `offset`. */
void sender_acknowledged(struct sender *sender, uint64_t offset);

/* A new link: the other side has received up to `offset`. */
void sender_rewind(struct sender *sender, uint64_t offset);

/* Takes the part of [offset, offset + size) that begins at the received count; drops the rest. No bytes: a mark. */
void receiver_take(struct receiver *receiver, uint64_t offset, const unsigned char *data, size_t size);

/* The other side wants no more of what this end reads: what is queued is dropped, the descriptor's reading end closed. */
void stop_sender(struct channel *channel);

/* The reader at this end is gone. */
void stop_receiver(struct channel *channel);

/* What poll(2) shall watch for the channel; fd -1 if nothing. */
struct pollfd channel_poll(const struct channel *channel);

/* Reads and writes what can be now, and closes what is finished. */
void channel_work(struct channel *channel, short events);

/* Reads into the sender's queue until nothing is left or `most` bytes are queued. */
void channel_read(struct channel *channel, size_t most);

/* The program at this end has closed its descriptor: nothing more comes from it, and nobody reads. */
void close_channel(struct channel *channel);

/* Closes the descriptor, or half of a socket, whose direction is finished. */
void close_finished(struct channel *channel);
