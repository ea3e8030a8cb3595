/* tracee: all threads of one process, stopped under ptrace. Refuses to know why. */
#include "tracee.h"

#include "failure.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A seccomp filter of the program must not judge the exec that replaces it. Needs root; without it the filter does judge. */
static const long OPTIONS = PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD;
static const uint64_t ALL_SIGNALS = ~0ULL;
static const unsigned long CODE_SEGMENT_64 = 0x33;
/* A deputy makes some fifty calls before it listens, each with two stops. */
static const int MOST_STARTUP_CALLS = 1000;

static long trace(int request, pid_t tid, unsigned long address, const void *data) {
    return ptrace(request, tid, (void *)address, (void *)data);
}

static bool is_event(int status, int event) {
    return WIFSTOPPED(status) && status >> 16 == event;
}

/*
 * A signal caught on its way to the thread: back into the queue, from where the program's successor gets it.
 * The kernel lets nobody forge the origin of a kill(2), so that then becomes ours.
 */
static void queue_again(pid_t pid, pid_t tid, int signal_number) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (trace(PTRACE_GETSIGINFO, tid, 0, &info) == 0 && info.si_code < 0 &&
        syscall(SYS_rt_sigqueueinfo, pid, signal_number, &info) == 0)
        return;
    kill(pid, signal_number);
}

/*
 * Waits for the stop that PTRACE_INTERRUPT asked for. `stopped`: a stop signal had stopped the process anyway. `mask` (or NULL) gets
 * the signal mask as it was at the first stop.
 */
static bool wait_for_stop(pid_t pid, pid_t tid, uint64_t *mask, bool *stopped) {
    for (;;) {
        int status;
        if (waitpid(tid, &status, __WALL) < 0) return fail("thread %d did not stop: %s", tid, errno == EINTR ? "too late" : strerror(errno));
        if (!WIFSTOPPED(status)) return fail("thread %d ended", tid);
        if (mask != NULL && trace(PTRACE_GETSIGMASK, tid, sizeof *mask, mask) != 0)
            return fail("cannot read the signal mask of thread %d: %m", tid);
        mask = NULL;
        if (is_event(status, PTRACE_EVENT_STOP)) {
            *stopped = WSTOPSIG(status) != SIGTRAP;
            return true;
        }
        if (trace(PTRACE_SETSIGMASK, tid, sizeof ALL_SIGNALS, &ALL_SIGNALS) != 0)
            return fail("cannot block signals in thread %d: %m", tid);
        if (WSTOPSIG(status) != SIGTRAP) queue_again(pid, tid, WSTOPSIG(status));
        if (trace(PTRACE_CONT, tid, 0, NULL) != 0) return fail("cannot continue thread %d: %m", tid);
    }
}

static struct thread *add_thread(struct tracee *tracee, pid_t tid) {
    if (tracee->count == tracee->capacity) {
        int capacity = tracee->capacity * 2 + 16;
        struct thread *grown = realloc(tracee->threads, (size_t)capacity * sizeof *grown);
        if (grown == NULL) return NULL;
        tracee->threads = grown;
        tracee->capacity = capacity;
    }
    struct thread *thread = &tracee->threads[tracee->count++];
    *thread = (struct thread){.tid = tid};
    return thread;
}

static bool attach(pid_t tid) {
    if (trace(PTRACE_SEIZE, tid, 0, (void *)(OPTIONS | PTRACE_O_SUSPEND_SECCOMP)) == 0) return true;
    if (errno != EPERM && errno != EINVAL) return false;
    return trace(PTRACE_SEIZE, tid, 0, (void *)OPTIONS) == 0;
}

static bool seize_thread(struct tracee *tracee, pid_t tid) {
    if (!attach(tid)) return fail("cannot trace thread %d of process %d: %m", tid, tracee->pid);
    struct thread *thread = add_thread(tracee, tid);
    if (thread == NULL) return fail("no memory");
    if (trace(PTRACE_INTERRUPT, tid, 0, NULL) != 0) return fail("cannot stop thread %d: %m", tid);
    if (!wait_for_stop(tracee->pid, tid, &thread->mask, &tracee->stopped)) return false;
    if (trace(PTRACE_GETREGS, tid, 0, &thread->registers) != 0) return fail("cannot read the registers of thread %d: %m", tid);
    if (thread->registers.cs != CODE_SEGMENT_64) return fail("process %d runs 32-bit code", tracee->pid);
    return true;
}

static bool is_known(const struct tracee *tracee, pid_t tid) {
    for (int i = 0; i < tracee->count; i++)
        if (tracee->threads[i].tid == tid) return true;
    return false;
}

/* One pass over /proc/PID/task. `found` counts threads that were new. */
static bool seize_pass(struct tracee *tracee, int *found) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", tracee->pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) return fail("there is no process %d", tracee->pid);
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(tasks)) != NULL;) {
        pid_t tid = atoi(entry->d_name);
        if (tid <= 0 || is_known(tracee, tid)) continue;
        good = seize_thread(tracee, tid);
        (*found)++;
    }
    closedir(tasks);
    return good;
}

bool seize_all(struct tracee *tracee, pid_t pid) {
    int found = 0;
    *tracee = (struct tracee){.pid = pid};
    if (!seize_thread(tracee, pid)) return false;
    /* A thread may start another until it is stopped itself: until a pass finds nothing new. */
    do {
        found = 0;
        if (!seize_pass(tracee, &found)) return false;
    } while (found > 0);
    return true;
}

bool block_signals(const struct tracee *tracee) {
    for (int i = 0; i < tracee->count; i++)
        if (trace(PTRACE_SETSIGMASK, tracee->threads[i].tid, sizeof ALL_SIGNALS, &ALL_SIGNALS) != 0)
            return fail("cannot block signals in thread %d: %m", tracee->threads[i].tid);
    return true;
}

bool set_registers(pid_t tid, const struct user_regs_struct *registers) {
    if (trace(PTRACE_SETREGS, tid, 0, registers) == 0) return true;
    return fail("cannot set the registers of thread %d: %m", tid);
}

/* At the entry of pause(2): a stop of the same kind as the first, where registers may be put back. */
static bool stop_again(const struct tracee *tracee) {
    if (trace(PTRACE_INTERRUPT, tracee->pid, 0, NULL) != 0 || trace(PTRACE_CONT, tracee->pid, 0, NULL) != 0)
        return fail("cannot stop process %d again: %m", tracee->pid);
    bool ignored;
    return wait_for_stop(tracee->pid, tracee->pid, NULL, &ignored);
}

static bool is_in_call(pid_t pid, unsigned long call) {
    struct user_regs_struct registers;
    return trace(PTRACE_GETREGS, pid, 0, &registers) == 0 && registers.orig_rax == call;
}

enum outcome run_leader(const struct tracee *tracee, bool *stop_wanted) {
    pid_t pid = tracee->pid;
    for (;;) {
        int status;
        if (trace(PTRACE_SYSCALL, pid, 0, NULL) != 0) {
            fail("process %d is gone: %m", pid);
            return OUTCOME_LOST;
        }
        pid_t reported;
        do reported = waitpid(-1, &status, __WALL);
        while (reported >= 0 && reported != pid);
        if (reported < 0) {
            fail("process %d got stuck: %s", pid, errno == EINTR ? "too late" : strerror(errno));
            return OUTCOME_LOST;
        }
        if (!WIFSTOPPED(status)) {
            fail("process %d ended", pid);
            return OUTCOME_LOST;
        }
        if (is_event(status, PTRACE_EVENT_EXEC)) return OUTCOME_EXECUTED;
        if (WSTOPSIG(status) == (SIGTRAP | 0x80) && is_in_call(pid, SYS_pause)) return stop_again(tracee) ? OUTCOME_IDLE : OUTCOME_LOST;
        if (WSTOPSIG(status) == SIGSTOP && status >> 16 == 0) *stop_wanted = true;
    }
}

void run_until_poll(const struct tracee *tracee, bool *stop_wanted) {
    pid_t pid = tracee->pid;
    int status;
    for (int calls = 0; calls < MOST_STARTUP_CALLS; calls++) {
        if (trace(PTRACE_SYSCALL, pid, 0, NULL) != 0 || waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status)) return;
        if (WSTOPSIG(status) == (SIGTRAP | 0x80) && is_in_call(pid, SYS_poll)) return;
        if (WSTOPSIG(status) == SIGSTOP && status >> 16 == 0) *stop_wanted = true;
    }
}

bool restore_threads(const struct tracee *tracee) {
    bool good = true;
    for (int i = 0; i < tracee->count; i++) {
        const struct thread *thread = &tracee->threads[i];
        if (thread->registers.cs == 0) continue; /* not read, so not changed */
        good &= set_registers(thread->tid, &thread->registers);
        good &= trace(PTRACE_SETSIGMASK, thread->tid, sizeof thread->mask, &thread->mask) == 0;
    }
    return good;
}

void detach_all(const struct tracee *tracee) {
    for (int i = 0; i < tracee->count; i++) trace(PTRACE_DETACH, tracee->threads[i].tid, 0, NULL);
}
