/* enter-relay: copies bytes between the outside's descriptors and the command's until the command ends. Refuses to interpret them. */
#pragma once

#include "fdio.h"

#include <stdbool.h>
#include <sys/types.h>

enum { STREAM_BUFFER_BYTES = 65536, MOST_STREAMS = 4 };

struct stream {
    struct fdio from, to;
    bool open;       /* more may come from `from` */
    bool inward;     /* ends with the command, undelivered or not */
    bool to_pty;     /* the end of input is typed, not closed */
    long left;       /* after the command ended: bytes still to fetch; -1: no limit yet */
    size_t start, end;
    char buffer[STREAM_BUFFER_BYTES];
};

struct relay {
    pid_t command;
    int signals;          /* signalfd */
    int master;           /* of the pty, or -1 */
    bool outer_terminal;  /* descriptor 0 is a terminal and in raw mode */
    int stream_count;
    struct stream streams[MOST_STREAMS];
};

/* Adds a stream; both ends are prepared already. */
struct stream *add_stream(struct relay *relay, const struct fdio *from, const struct fdio *to);

/* Relays until the command has ended and what it wrote is out. Returns its wait status. */
int run_relay(struct relay *relay);
