/* shim: the whole of a shim, for its parts. */
#pragma once

#include "relay.h"
#include "shim-body.h"
#include "shim-ends.h"
#include "shim-plan.h"
#include "shim-restore.h"
#include "shim-state.h"

enum phase {
    PHASE_IDLE,       /* waits for START */
    PHASE_RESTORING,  /* CRIU works */
    PHASE_HELD,       /* restored, nothing has run */
    PHASE_RELEASED,   /* the hook has its yes, CRIU has not finished */
    PHASE_RUNNING,
    PHASE_DETACHED,   /* the body is frozen and leaves */
    PHASE_VETOED,     /* CRIU kills what it restored */
    PHASE_FAILED,     /* FAILED is on its way */
};

struct shim {
    struct relay relay; /* first */
    enum phase phase;
    struct plan plan;
    struct ends ends;
    struct restore restore;
    struct body body;
    struct saved_state saved;
    int children;           /* signalfd of SIGCHLD */
    long long deadline_ms;  /* of the phase; 0: none */
    bool phase_told;        /* HELD, RUNNING or FAILED, over this connection */
    int failure_status;     /* of FAILED */
    char failure_text[1024];
};

static inline struct shim *shim_of(struct relay *relay) {
    return (struct shim *)(void *)relay;
}

/* The frames of the agent. */
void handle_shim_frame(struct relay *relay, const struct frame *frame);

/* Tells what there is to tell about the phase: HELD, RUNNING, FAILED. */
void send_phase(struct shim *shim);

/* Takes the news of children: CRIU and the root. */
void reap_children(struct shim *shim);
