/* deputy-tty: the terminal at home on behalf of a program that is elsewhere. Refuses to read while in the background. */
#pragma once

#include "relay.h"
#include "termios-raw.h"

#include <stdbool.h>

struct home_tty {
    struct channel *channel; /* NULL: the unit has no terminal */
    bool foreground;
    bool orphaned;           /* nobody will bring this group to the foreground: the body must not be stopped for reading */
    bool news_due;           /* size or foreground changed */
    struct settings_queue changes; /* by the body: each waits until what it wrote before is out */
};

/* Finds the terminal among the channels. */
void home_tty_prepare(struct home_tty *tty, struct streams *streams);

/* Once a round: looks who is in the foreground and applies settings that are due. */
void home_tty_work(struct home_tty *tty);

/* A TTY frame from the shim. */
void home_tty_handle(struct home_tty *tty, const struct frame *frame);

/* Queues a TTY frame if there is news and it may be sent. */
void home_tty_send(struct home_tty *tty, struct relay *relay);
