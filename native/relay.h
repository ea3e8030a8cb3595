/* relay: the poll loop of deputy and shim: one listener, one connection, the channels, and what the role adds. Refuses to decide. */
#pragma once

#include "frame.h"
#include "streams.h"

#include <poll.h>
#include <stdbool.h>

enum { MOST_EXTRA = 1088 };

struct relay;

/* What a role adds. Each function gets the relay, which is the first member of the role's own structure. */
struct relay_role {
    /* Descriptors of the role's own to wait for; returns how many were written to `waiting` (at most MOST_EXTRA). */
    int (*watch)(struct relay *relay, struct pollfd *waiting);
    /* After each wait: `waiting` as watch wrote it, with what happened. */
    void (*work)(struct relay *relay, const struct pollfd *waiting, int count);
    /* Milliseconds until work wants to be called though nothing happened; -1: never. */
    int (*timeout_ms)(struct relay *relay);
    /* A frame that is not one of the streams'. */
    void (*frame)(struct relay *relay, const struct frame *frame);
    /* A HELLO came. */
    void (*hello)(struct relay *relay, uint32_t last_signal_seq);
    /* Queues the role's own frames, those that come before data and those that come after. */
    void (*send_before)(struct relay *relay);
    void (*send_after)(struct relay *relay);
    /* A connection was accepted (true) or lost (false). */
    void (*connected)(struct relay *relay, bool now);
};

struct relay {
    const struct relay_role *role;
    uint32_t own_pid;
    int listener;
    bool paused;  /* descriptors of channels are left alone */
    struct connection connection;
    struct streams streams;
};

/* Prepares a relay that listens on `listener`. */
void relay_prepare(struct relay *relay, const struct relay_role *role, int listener, uint32_t own_pid);

/* Works for ever; a role leaves by exit. */
_Noreturn void relay_run(struct relay *relay);

/* Queues what is due and sends what the socket takes: once a round, and before the process exits. */
void relay_send(struct relay *relay);

/* Milliseconds of the monotonic clock. */
long long monotonic_ms(void);
