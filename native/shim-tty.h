/*
 * shim-tty: the body's terminal: a pty whose line editing and echo happen at home (EXTPROC). Refuses to edit lines.
 */
#pragma once

#include "relay.h"
#include "termios-raw.h"

#include <stdbool.h>
#include <sys/types.h>

struct pty {
    struct channel *channel;  /* NULL: the unit has no terminal */
    struct kernel_termios settings;
    bool foreground;          /* at home */
    pid_t body_group;         /* 0: not known yet */
    struct settings_queue changes; /* by the body, by the offset in its output: home must know */
    bool changed;             /* ever */
    bool held_return;         /* a \r whose successor is not known */
    bool closing;             /* the body has ended: a terminal nobody holds open is at its end */
    long long read_again_ms;  /* 0: not waiting */
    long long write_again_ms;
    long long written_ms;     /* when the last line went in; 0: taken by the body */
};

/* Makes a pty for the channel, the controlling terminal of this session. Returns the slave, or -1 after fail(). */
int pty_create(struct pty *pty, struct channel *channel, const struct winsize *size, const struct kernel_termios *settings);

/* Opens the slave again for a moment. -1 with errno. */
int pty_open_slave(const struct pty *pty, int flags);

/* The body's process group is known now, or who is in the foreground at home has changed. */
void pty_place_groups(struct pty *pty);

/* A TTY frame from the deputy. */
void pty_handle(struct pty *pty, const struct frame *frame);

/* Queues a TTY frame if the body changed the settings and all it wrote before is sent. True if it did: more may be sent now. */
bool pty_send(struct pty *pty, struct relay *relay);

/* A new link: the last change may be lost. */
void pty_rewind(struct pty *pty);

/* The body has just changed the settings. */
void pty_note_change(struct pty *pty);

/* Milliseconds until pty_work wants to be called; -1: never. */
int pty_timeout_ms(const struct pty *pty);

/* Once a round: what was put off. */
void pty_work(struct pty *pty);

/* A \r held back until its successor is known counts as the program's own. */
void pty_release_return(struct pty *pty);

/* Reads what the body has not read of its input, up to `size` bytes. Returns the count. */
size_t pty_take_unread(struct pty *pty, unsigned char *buffer, size_t size);
