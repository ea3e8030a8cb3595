/*
 * krg-inject: makes a frozen process execute the deputy. Either that, or the process is put back as it was, frozen.
 * Refuses to let the old program run one instruction of its own.
 */
#include "cgroups.h"
#include "die.h"
#include "failure.h"
#include "files.h"
#include "inject-options.h"
#include "inject-payload.h"
#include "inject-stub.h"
#include "tracee.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

/* Far above the milliseconds it takes; a thread stuck in the kernel must not hold the injector for ever. */
static const unsigned DEADLINE_SECONDS = 15;
static const unsigned START_SECONDS = 1;

struct injection {
    struct inject_options options;
    struct tracee tracee;
    int memory;
    struct payload payload;
    char cgroups[8192];                    /* /proc/PID/cgroup as it was */
    bool moved;
    bool lost;                             /* the leader went out of our hands: its memory is not ours to change any more */
    bool stop_wanted;
};

/* From here on nobody's death lets the program go on: the leader would execute, the others sleep. */
static bool point_threads(const struct injection *job) {
    for (int i = 0; i < job->tracee.count; i++) {
        const struct thread *thread = &job->tracee.threads[i];
        struct user_regs_struct registers =
            i == 0 ? stub_registers(&thread->registers, &job->payload.call) : idle_registers(&thread->registers, job->payload.call.code);
        if (!set_registers(thread->tid, &registers)) return false;
    }
    return true;
}

static bool write_pid(const char *procs, pid_t pid) {
    char text[32];
    snprintf(text, sizeof text, "%d", pid);
    return write_text(procs, text) == 0 || fail("cannot move process %d to %s: %m", pid, procs);
}

static bool leave_frozen_cgroup(struct injection *job) {
    job->moved = true;
    for (const char *const *procs = job->options.procs; *procs != NULL; procs++)
        if (!write_pid(*procs, job->options.pid)) return false;
    return true;
}

static bool execute(struct injection *job) {
    struct user_regs_struct after;
    switch (run_leader(&job->tracee, &job->stop_wanted)) {
    case OUTCOME_EXECUTED:
        return true;
    case OUTCOME_IDLE:
        if (ptrace(PTRACE_GETREGS, job->options.pid, NULL, &after) != 0) return fail("cannot read the registers: %m");
        return fail("cannot execute %s: %s", job->options.path, strerror(stub_error(&after)));
    default:
        job->lost = true;
        return false;
    }
}

static bool inject(struct injection *job) {
    char path[64];
    pid_t pid = job->options.pid;
    snprintf(path, sizeof path, "/proc/%d/cgroup", pid);
    if (read_text(path, job->cgroups, sizeof job->cgroups) <= 0) return fail("there is no process %d", pid);
    if (!seize_all(&job->tracee, pid)) return false;
    job->memory = open_memory(pid);
    if (job->memory < 0) return false;
    return place_payload(&job->payload, &job->options, job->memory) && block_signals(&job->tracee) && point_threads(job) && leave_frozen_cgroup(job) && execute(job);
}

/* The descriptors were told to survive an exec that did not come. */
static void close_descriptors_on_exec_again(struct injection *job) {
    struct stub_call call = job->payload.call;
    bool ignored;
    if (job->payload.descriptors[0] < 0 || !job->moved) return;
    call.path = 0;
    call.close_on_exec = FD_CLOEXEC;
    struct user_regs_struct registers = stub_registers(&job->tracee.threads[0].registers, &call);
    if (set_registers(job->options.pid, &registers)) run_leader(&job->tracee, &ignored);
}

static void return_to_cgroups(const struct injection *job) {
    char path[PATH_MAX], file[64], now[8192];
    char *rest = strdup(job->cgroups);
    snprintf(file, sizeof file, "/proc/%d/cgroup", job->options.pid);
    if (rest == NULL || read_text(file, now, sizeof now) <= 0) return;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n"))
        if (*line != '\0' && !has_line(now, line) && cgroup_procs_path(line, path, sizeof path)) write_pid(path, job->options.pid);
}

/* Every thread is stopped when it goes back into the frozen cgroup, so that it wakes up frozen. */
static void put_back(struct injection *job) {
    if (!job->lost) close_descriptors_on_exec_again(job);
    if (job->moved) return_to_cgroups(job);
    if (!job->lost) {
        remove_payload(&job->payload, job->memory);
        restore_threads(&job->tracee);
    }
    detach_all(&job->tracee);
}

static void on_alarm(int signal_number) {
    (void)signal_number;
}

/* Nothing but SIGKILL may end the injector half-way, and nothing may hold it for ever. */
static void take_signals(void) {
    struct sigaction action = {.sa_handler = on_alarm};
    sigset_t blocked;
    sigfillset(&blocked);
    sigdelset(&blocked, SIGALRM);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    sigaction(SIGALRM, &action, NULL);
    alarm(DEADLINE_SECONDS);
}

int main(int argc, char **argv) {
    static struct injection job = {.memory = -1};
    (void)argc;
    program_name = "krg-inject";
    parse_inject_options(argv, &job.options);
    take_signals();
    if (!inject(&job)) {
        alarm(DEADLINE_SECONDS);
        put_back(&job);
        die(EXIT_REFUSED, "%s", failure());
    }
    /* Once it is stopped it could not even begin to listen, and the agent would take it for gone. */
    alarm(START_SECONDS);
    if (job.stop_wanted || job.tracee.stopped) run_until_poll(&job.tracee, &job.stop_wanted);
    if (job.stop_wanted) kill(job.options.pid, SIGSTOP);
    ptrace(PTRACE_DETACH, job.options.pid, NULL, NULL);
    return 0;
}
