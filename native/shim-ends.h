/* shim-ends: the two ends of every channel: one for the body, by way of CRIU, one for the shim. Refuses to move bytes between them. */
#pragma once

#include "shim-plan.h"
#include "shim-tty.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct body_end {
    int fd;       /* -1 once CRIU has it */
    int wanted;   /* its number in CRIU */
    ino_t inode;  /* of a socket: how it is found again among the body's descriptors */
};

struct ends {
    struct body_end bodies[MOST_CHANNELS]; /* in the order of the plan's channels */
    int count;
    struct pty pty;
};

/* Makes the ends of all channels of the plan, which become channels of `streams`. False after fail(). */
bool make_ends(struct ends *ends, const struct plan *plan, struct streams *streams);

/* In the process that will be CRIU: gives every body's end its number. False if that cannot be. */
bool place_ends(const struct ends *ends);

/* The shim's copies would keep the body from ever seeing an end of file. */
void close_body_ends(struct ends *ends);

/* Pipes and terminals belong to the body's user, as they did at home: a program may open /dev/stdout again. */
void give_ends_to(const struct ends *ends, const struct streams *streams, uint32_t pid);

/* Reads back what the frozen body has not read yet: `channel` receives at this end. Returns the count. */
size_t take_unread(struct ends *ends, const struct plan *plan, struct channel *channel, unsigned char *buffer, size_t size);

/* The descriptor by which the body itself holds the file of `channel`, or the shim's own: their offsets may differ. */
void adopt_body_file(struct channel *channel, uint32_t pid);
