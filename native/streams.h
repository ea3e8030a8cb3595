/* streams: the frames that carry channels: HELLO, DATA, ACK, EOF, HUP, and LINK that starts them. Refuses to touch descriptors. */
#pragma once

#include "channel.h"
#include "frame.h"

#include <stdbool.h>
#include <stdint.h>

struct signal_count {
    uint32_t pid;
    uint32_t last_seq;
};

enum { MOST_SIGNAL_COUNTS = 1088 };

struct streams {
    struct channel channels[MOST_CHANNELS];
    int count;
    int next;         /* whose turn it is to send */
    bool linked;      /* the agent says that there is a path */
    bool ready;       /* this end may speak */
    bool hello_seen;  /* over the present link */
    long long hello_ms; /* the last one */
    bool hello_due;
    struct signal_count signal_counts[MOST_SIGNAL_COUNTS]; /* of what a shim received, by the process it was for */
    int signal_count_count;
};

/* What the other side's HELLO said about signals of this deputy's process. */
struct hello_news {
    bool arrived;
    uint32_t last_signal_seq;
};

struct channel *find_channel(struct streams *streams, unsigned id);

/* Adds a channel of the given directions (as the body sees them); `sends` are the ones this end reads. NULL if there are too many. */
struct channel *add_channel(struct streams *streams, unsigned id, enum channel_kind kind, int directions, int sends);

/* How the counts stand in HELLO and STATE: u16 m, m x (u32 pid, u32 seq). Returns the place behind them. */
unsigned char *write_signal_counts(unsigned char *at, const struct streams *streams);

/* There is no connection any more, or a new one: no path until LINK. */
void unlink_streams(struct streams *streams);

/* Handles a frame if it is one of streams' own and says so. After a HELLO `news` tells about the signals of `own_pid`. */
bool handle_stream_frame(struct streams *streams, const struct frame *frame, uint32_t own_pid, struct hello_news *news);

/* Queues what may be sent now, as long as the connection's queue is short. */
void send_streams(struct streams *streams, struct connection *connection);

/* Whether a frame of this kind of work still fits: queues stay short so that what is due first goes first. */
bool has_room(const struct connection *connection);

/* Whether signals and data may be sent: a path, and the other side has said HELLO. */
static inline bool may_send(const struct streams *streams) {
    return streams->linked && streams->ready && streams->hello_seen && !streams->hello_due;
}
