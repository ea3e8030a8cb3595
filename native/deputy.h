/* deputy: the whole of a deputy, for its parts. */
#pragma once

#include "deputy-signals.h"
#include "deputy-tty.h"
#include "relay.h"

#include <stdbool.h>
#include <stdint.h>

struct deputy {
    struct relay relay; /* first */
    struct signal_queue signals;
    struct home_tty tty;
    bool ended;               /* the body has; end_status is what waitpid(2) said there */
    bool end_told;            /* STATUS was sent over this connection */
    uint32_t end_status;
    bool keeper;              /* the deputy itself is gone, this goes on with the streams its children still use */
    long long deadline_ms;    /* of a keeper without a connection; 0: none */
};

static inline struct deputy *deputy_of(struct relay *relay) {
    return (struct deputy *)(void *)relay;
}

/*
 * Once a round: ends this process as the body ended, when all the body's output is out. If processes of the body outlive the root
 * and still use its streams, a child goes on with them, as those processes themselves would have held them at home.
 */
void end_if_done(struct deputy *deputy);

/* Milliseconds until end_if_done wants to be called; -1: never. */
int end_timeout_ms(const struct deputy *deputy);
