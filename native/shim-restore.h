/* shim-restore: CRIU restoring the body, held at its hook until the agent says go. Refuses to release by itself. */
#pragma once

#include "shim-ends.h"
#include "shim-plan.h"

#include <stdbool.h>
#include <sys/types.h>

struct restore {
    pid_t criu;      /* 0: not running */
    int listener;    /* for the hook; -1: none */
    int hook;        /* the hook's connection; -1: none */
};

/* Starts CRIU with the body's ends. False after fail(). */
bool start_restore(struct restore *restore, const struct plan *plan, struct ends *ends);

/* To be called when the listener or the hook's connection has something. True once the hook waits for its answer. */
bool is_hook_waiting(struct restore *restore);

/* Lets the body run. False if the hook is gone. */
bool release_hook(struct restore *restore, const struct plan *plan);

/* Makes CRIU kill what it restored; no hook will be answered any more. */
void veto_restore(struct restore *restore, const struct plan *plan);

/* The line of CRIU's log that says most about a failure, or "". */
void read_complaint(const struct plan *plan, char *text, size_t size);
