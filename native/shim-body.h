/* shim-body: the restored processes: their signals, their stops, their ends. Refuses to touch a process that is not of the unit. */
#pragma once

#include "shim-ends.h"
#include "shim-plan.h"

#include <stdbool.h>
#include <stdint.h>

struct member {
    uint32_t pid;
    int pidfd;         /* -1: not known, or gone */
    bool ended;
    bool status_told;  /* STATUS, over this connection */
    bool exit_told;    /* EXIT, over this link */
    uint32_t status;   /* as waitpid(2) says; 0 for all but the root, whose parent alone is told */
};

struct body {
    struct member members[MOST_MEMBERS + 1]; /* the root comes first */
    int count;
    bool watched;             /* it runs: pidfds are open */
    long long running_ms;     /* since when */
    bool stop_due, continue_due;
    uint32_t stop_signal;
    long long ended_ms;       /* when the last of those that ended did */
    bool limits_known;        /* up to where output must go before that end is told */
    uint64_t limits[MOST_CHANNELS];
};

void body_prepare(struct body *body, const struct plan *plan);

/* The body runs from now on: watches its members. */
void body_watch(struct body *body);

/* A change of the root as waitpid(2) reports it. */
void body_root_changed(struct body *body, int status);

/* Looks which members' pidfds tell of an end. */
void body_work(struct body *body);

/* A SIGNAL frame: delivers it once and queues the SIGACK. */
void body_signal(struct body *body, struct relay *relay, const struct frame *frame);

/* Milliseconds until an end can be told that nothing else will announce; -1: nothing to wait for. */
int body_timeout_ms(const struct body *body);

/* Whether a member has ended and this link has not heard of it. */
bool has_untold_exit(const struct body *body);

/* Queues STATUS frames. */
void body_send_status(struct body *body, struct relay *relay);

/* Queues STOPPED, CONTINUED, and OFFSET and EXIT once the output before them is sent; children's before the root's. */
void body_send_news(struct body *body, struct relay *relay);

/* A new link: ends are told again. */
void body_rewind(struct body *body);

/* Kills every member that is the root or descends from it. */
void body_kill(const struct body *body);
