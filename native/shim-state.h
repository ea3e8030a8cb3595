/* shim-state: the streams of a body on the move: taken out of its pipes here, put into fresh ones there. Refuses to lose a byte. */
#pragma once

#include "relay.h"
#include "shim-ends.h"

#include <stdbool.h>

/*
 * A state that does not fit into one frame is sent as several; all but the last begin with this u32 in place of the signal counts,
 * and a channel that goes on in the next one is named there again.
 */
#define STATE_GOES_ON 0xffffffffU

/*
 * The body is frozen: reads its pipes empty at both ends and keeps the bytes: what it had not read in front of the channel's
 * receiving queue, what it had written at the end of the sending one.
 */
void take_streams(struct ends *ends, const struct plan *plan, struct streams *streams);

/* Queues the STATE frame or frames. */
void send_state(struct relay *relay);

/* What STATE frames before START said, until there are channels to apply it to. */
struct saved_state {
    unsigned char *data;
    size_t size;
};

/* Keeps a STATE frame. */
void keep_state(struct saved_state *saved, const struct frame *frame);

/* Begins with what was kept. Channels the body has closed since are added without descriptors. False after fail(). */
bool apply_state(struct saved_state *saved, struct streams *streams);
