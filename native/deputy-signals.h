/* deputy-signals: every signal the deputy gets becomes a frame; none acts on the deputy itself. Refuses to forget one. */
#pragma once

#include "relay.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/signalfd.h>

enum { MOST_UNACKNOWLEDGED = 64 };

struct relayed_signal {
    uint32_t seq;
    struct signalfd_siginfo info;
    bool sent; /* over the present link */
};

struct signal_queue {
    int fd;             /* signalfd */
    uint32_t next_seq;  /* starts with 1: 0 means "none received" */
    int count;
    struct relayed_signal waiting[MOST_UNACKNOWLEDGED]; /* in order */
};

/*
 * Blocks all signals, lets children be reaped by the kernel, stops the timers that survive an exec, and takes back one pending
 * instance of each signal in `seen` ("10,34,...", or NULL): those are in the images already and will reach the body from there.
 */
void signals_prepare(struct signal_queue *queue, const char *seen);

/* Whether there is room for more: if not, the kernel keeps them. */
static inline bool signals_have_room(const struct signal_queue *queue) {
    return queue->count < MOST_UNACKNOWLEDGED;
}

/* Takes what the kernel holds. Returns true if the window of a terminal changed, which is no signal to relay. */
bool signals_take(struct signal_queue *queue, bool has_terminal);

/* All up to `seq` have been delivered. */
void signals_acknowledged(struct signal_queue *queue, uint32_t seq);

/* A new link: all that is unacknowledged goes again. */
void signals_rewind(struct signal_queue *queue);

void signals_send(struct signal_queue *queue, struct relay *relay);

/* Puts a signal into the queue as if this process had got it. */
void signals_add(struct signal_queue *queue, int signal_number);

/* Whether this process was continued and the body has not yet heard of it. */
bool signals_continue(const struct signal_queue *queue);

/* Stops this process by a stop signal until it is continued. False if the kernel did not stop it: its group is orphaned. */
bool suffer_stop(int signal_number);

/* Does to this process what the default action of `signal_number` is, and blocks it again if the process survives. */
void suffer_signal(int signal_number);
