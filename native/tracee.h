/* tracee: all threads of one process, stopped under ptrace. Refuses to know why. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

struct thread {
    pid_t tid;
    struct user_regs_struct registers; /* as they were */
    uint64_t mask;                     /* blocked signals as they were */
};

struct tracee {
    pid_t pid;
    int count;
    int capacity;
    bool stopped;            /* by a stop signal: goes on being so when it is let go */
    struct thread *threads; /* the leader comes first */
};

/*
 * All functions return false after fail() with a sentence. None waits for ever: SIGALRM must be set up to interrupt, and is
 * taken for "too late".
 */

/* Seizes and stops every thread and keeps its registers and mask. What was seized before a failure is in `tracee`. */
bool seize_all(struct tracee *tracee, pid_t pid);

/* Blocks every signal in every thread. */
bool block_signals(const struct tracee *tracee);

/* Sets a thread's registers. */
bool set_registers(pid_t tid, const struct user_regs_struct *registers);

/* What became of the leader after it was continued. */
enum outcome { OUTCOME_EXECUTED, OUTCOME_IDLE, OUTCOME_LOST };

/*
 * Lets the leader run until it has executed a new program or enters pause(2), then stopped again. A SIGSTOP that arrives
 * meanwhile is kept back and `stop_wanted` set. Reaps the other threads as exec kills them.
 */
enum outcome run_leader(const struct tracee *tracee, bool *stop_wanted);

/*
 * Lets the leader, which has executed a new program, run until it enters poll(2): it is set up then. Gives up silently when it
 * does not within a moment.
 */
void run_until_poll(const struct tracee *tracee, bool *stop_wanted);

/* Puts registers and masks back. */
bool restore_threads(const struct tracee *tracee);

void detach_all(const struct tracee *tracee);
