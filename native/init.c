/*
 * krg-init: pid 1 of a PID namespace. Reaps, keeps the PID cursor in its range, may keep one command running.
 * Refuses everything else: no service files, no ordering, no logging.
 */
#include "die.h"
#include "files.h"
#include "init-options.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *CURSOR_FILE = "/proc/sys/kernel/ns_last_pid";
static const long CURSOR_SLACK = 4096;
static const int TICK_MS = 1000;

struct init {
    struct init_options options;
    pid_t child;              /* 0: not running */
    sigset_t inherited_mask;  /* what the command gets back */
    int signals;              /* signalfd of SIGCHLD and SIGTERM */
    long last_tick_ms;
};

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* /proc is still the parent's: /proc/self names us there as the parent namespace sees us. */
static void write_pid_file(const char *path) {
    char link[32], text[40];
    ssize_t length = readlink("/proc/self", link, sizeof link - 1);
    if (length <= 0) die(EXIT_REFUSED, "cannot read /proc/self: %m");
    link[length] = '\0';
    snprintf(text, sizeof text, "%s\n", link);
    if (replace_file(path, text) != 0) die(EXIT_REFUSED, "cannot write %s: %m", path);
}

/*
 * Always in a mount namespace taken here: in one that anybody else lives in, the new /proc would hide theirs.
 * Slave: what the outside mounts later is seen here, never the other way round.
 */
static void mount_own_proc(void) {
    if (unshare(CLONE_NEWNS) != 0) die(EXIT_REFUSED, "cannot take a mount namespace: %m");
    if (mount("none", "/", NULL, MS_SLAVE | MS_REC, NULL) != 0) die(EXIT_REFUSED, "cannot shield the mounts outside: %m");
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) die(EXIT_REFUSED, "cannot mount /proc: %m");
}

static void raise_pid_max(long wanted) {
    static const char *path = "/proc/sys/kernel/pid_max";
    char text[32];
    snprintf(text, sizeof text, "%ld", wanted);
    if (write_text(path, text) == 0) return;
    int reason = errno;
    /* Before Linux 6.14 the limit belongs to the machine: good enough if it is high enough. */
    if (read_text(path, text, sizeof text) > 0 && strtol(text, NULL, 10) >= wanted) return;
    die(EXIT_REFUSED, "cannot set pid_max to %ld: %s", wanted, strerror(reason));
}

/* Keeps the kernel's PID cursor inside the range. Returns -1 with errno if it cannot be read or set. */
static int keep_cursor(long low, long high) {
    char text[32];
    if (read_text(CURSOR_FILE, text, sizeof text) <= 0) return -1;
    long cursor = strtol(text, NULL, 10);
    if (cursor >= low && cursor <= high - CURSOR_SLACK) return 0;
    snprintf(text, sizeof text, "%ld", low);
    return write_text(CURSOR_FILE, text);
}

static void run_command(struct init *init) {
    pid_t child = fork();
    if (child < 0) {
        warn("cannot fork for %s: %m", init->options.command[0]);
        return;
    }
    if (child > 0) {
        init->child = child;
        return;
    }
    setsid();
    sigprocmask(SIG_SETMASK, &init->inherited_mask, NULL);
    execvp(init->options.command[0], init->options.command);
    warn("cannot run %s: %m", init->options.command[0]);
    _exit(errno == ENOENT ? 127 : 126);
}

static void reap_all(struct init *init) {
    for (;;) {
        pid_t ended = waitpid(-1, NULL, WNOHANG);
        if (ended < 0 && errno == EINTR) continue;
        if (ended <= 0) return;
        if (ended == init->child) init->child = 0;
    }
}

/* Once a second: the cursor, and the command if it ended. A command that fails at once thus starts once a second. */
static void tick(struct init *init) {
    init->last_tick_ms = now_ms();
    if (init->options.pid_low != 0) keep_cursor(init->options.pid_low, init->options.pid_high);
    if (init->options.respawn && init->child == 0) run_command(init);
}

static void tell_ready(int fd) {
    if (fd < 0) return;
    if (write(fd, "R", 1) != 1) warn("cannot write to the --ready descriptor: %m");
    if (fd > 2) close(fd);
}

static void handle_signals(struct init *init) {
    struct signalfd_siginfo info;
    while (read(init->signals, &info, sizeof info) == (ssize_t)sizeof info)
        if (info.ssi_signo == SIGTERM) exit(0);
    reap_all(init);
}

_Noreturn static void run(struct init *init) {
    struct pollfd waiting = {.fd = init->signals, .events = POLLIN};
    bool ticking = init->options.pid_low != 0 || init->options.respawn;
    for (;;) {
        long due_ms = init->last_tick_ms + TICK_MS - now_ms();
        if (due_ms <= 0) tick(init);
        poll(&waiting, 1, !ticking ? -1 : due_ms > 0 ? (int)due_ms : TICK_MS);
        handle_signals(init);
    }
}

/* All signals stay blocked for good: what the kernel would do to others by default must not happen to pid 1. */
static void take_signals(struct init *init) {
    sigset_t all, wanted;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &init->inherited_mask);
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGCHLD);
    sigaddset(&wanted, SIGTERM);
    init->signals = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    if (init->signals < 0) die(EXIT_REFUSED, "cannot make a signalfd: %m");
}

int main(int argc, char **argv) {
    static struct init init;
    (void)argc;
    program_name = "krg-init";
    parse_init_options(argv, &init.options);
    if (getpid() != 1) die(EXIT_REFUSED, "must be the first process of a PID namespace (unshare --pid --fork)");
    take_signals(&init);
    if (init.options.ready_fd > 2 && fcntl(init.options.ready_fd, F_SETFD, FD_CLOEXEC) != 0)
        die(EXIT_USAGE, "--ready %d: no such descriptor", init.options.ready_fd);
    if (init.options.pid_file != NULL) write_pid_file(init.options.pid_file);
    if (init.options.mount_proc) mount_own_proc();
    if (init.options.pid_max != 0) raise_pid_max(init.options.pid_max);
    if (init.options.pid_low != 0 && keep_cursor(init.options.pid_low, init.options.pid_high) != 0)
        die(EXIT_REFUSED, "cannot set the PID cursor to %ld: %m", init.options.pid_low);
    if (chdir("/") != 0) die(EXIT_REFUSED, "cannot change to /: %m");
    init.last_tick_ms = now_ms();
    if (init.options.command != NULL) run_command(&init);
    tell_ready(init.options.ready_fd);
    run(&init);
}
