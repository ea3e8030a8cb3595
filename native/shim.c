/*
 * krg-shim: parent of one body: holds the far ends of its streams, holds its restore until the agent says go, reaps it and tells
 * of its end. Goes on when the agent is gone. Refuses to leave before it is told to.
 */
#include "shim.h"

#include "body-end.h"
#include "die.h"
#include "files.h"
#include "hold.h"
#include "kernel.h"
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

/* A shim whose agent never comes has nothing to keep. */
static const long long IDLE_MS = 60000;

enum { WATCH_CHILDREN, WATCH_HOOK_LISTENER, WATCH_HOOK, WATCH_MEMBERS };

static int watch(struct relay *relay, struct pollfd *waiting) {
    struct shim *shim = shim_of(relay);
    bool restoring = shim->phase == PHASE_RESTORING;
    waiting[WATCH_CHILDREN] = (struct pollfd){.fd = shim->children, .events = POLLIN};
    waiting[WATCH_HOOK_LISTENER] = (struct pollfd){.fd = restoring && shim->restore.hook < 0 ? shim->restore.listener : -1, .events = POLLIN};
    waiting[WATCH_HOOK] = (struct pollfd){.fd = restoring ? shim->restore.hook : -1, .events = POLLIN};
    int count = shim->body.watched ? shim->body.count : 0;
    for (int i = 0; i < count; i++) waiting[WATCH_MEMBERS + i] = (struct pollfd){.fd = shim->body.members[i].pidfd, .events = POLLIN};
    return WATCH_MEMBERS + count;
}

static void look_at_hook(struct shim *shim) {
    if (shim->phase != PHASE_RESTORING || !is_hook_waiting(&shim->restore)) return;
    shim->phase = PHASE_HELD;
    shim->phase_told = false;
    shim->ends.pty.body_group = getpgid((pid_t)shim->plan.root);
    pty_place_groups(&shim->ends.pty);
    give_ends_to(&shim->ends, &shim->relay.streams, shim->plan.root);
}

static void look_at_clock(struct shim *shim) {
    if (shim->deadline_ms == 0 || monotonic_ms() < shim->deadline_ms) return;
    if (shim->phase == PHASE_VETOED) {
        body_kill(&shim->body);
        if (shim->restore.criu > 0) kill(shim->restore.criu, SIGKILL);
        body_kill(&shim->body);
    }
    exit(0);
}

static void work(struct relay *relay, const struct pollfd *waiting, int count) {
    struct shim *shim = shim_of(relay);
    struct signalfd_siginfo info;
    if (waiting[WATCH_CHILDREN].revents != 0) {
        while (read(shim->children, &info, sizeof info) == (ssize_t)sizeof info) continue;
        reap_children(shim);
    }
    look_at_hook(shim);
    if (count > WATCH_MEMBERS) body_work(&shim->body);
    if (!relay->paused) {
        pty_work(&shim->ends.pty);
        body_settle(&shim->body, &shim->ends, &relay->streams);
    }
    look_at_clock(shim);
}

static int earlier(int a, int b) {
    if (a < 0 || b < 0) return a < 0 ? b : a;
    return a < b ? a : b;
}

static int timeout_ms(struct relay *relay) {
    struct shim *shim = shim_of(relay);
    int timeout = relay->paused ? -1 : earlier(pty_timeout_ms(&shim->ends.pty), body_timeout_ms(&shim->body));
    if (shim->deadline_ms == 0) return timeout;
    long long left = shim->deadline_ms - monotonic_ms();
    return earlier(timeout, left < 0 ? 0 : (int)left);
}

static void hello(struct relay *relay, uint32_t last_signal_seq) {
    (void)last_signal_seq; /* a deputy receives no signals */
    body_rewind(&shim_of(relay)->body);
    pty_rewind(&shim_of(relay)->ends.pty);
}

static void send_before(struct relay *relay) {
    struct shim *shim = shim_of(relay);
    send_phase(shim);
    /* Whoever detached the body kills it here. */
    if (!relay->paused) body_send_status(&shim->body, relay);
}

static void send_after(struct relay *relay) {
    struct shim *shim = shim_of(relay);
    if (relay->paused) return;
    while (pty_send(&shim->ends.pty, relay)) send_streams(&relay->streams, &relay->connection);
    body_send_news(&shim->body, relay);
}

/* An agent that is gone changes nothing: the next one hears where things stand and decides. */
static void connected(struct relay *relay, bool now) {
    struct shim *shim = shim_of(relay);
    bool failure_heard = shim->phase == PHASE_FAILED && shim->phase_told;
    if (!now && failure_heard) exit(0);
    if (shim->phase == PHASE_IDLE) shim->deadline_ms = now ? 0 : monotonic_ms() + IDLE_MS;
    shim->phase_told = false;
    for (int i = 0; i < shim->body.count; i++) shim->body.members[i].status_told = false;
}

static const struct relay_role ROLE = {
    .watch = watch,
    .work = work,
    .timeout_ms = timeout_ms,
    .frame = handle_shim_frame,
    .hello = hello,
    .send_before = send_before,
    .send_after = send_after,
    .connected = connected,
};

static void take_signals(struct shim *shim) {
    sigset_t all, children;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    shim->children = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The parent ends at once, so that the shim is a child of its namespace's init and nobody waits for it. */
static void become_daemon(int listener) {
    pid_t child = fork();
    if (child < 0) die(EXIT_REFUSED, "cannot fork: %m");
    if (child > 0) _exit(0);
    setsid();
    umask(077);
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd <= 2; fd++)
        if (null >= 0) dup2(null, fd);
    for (int fd = 3; fd < listener; fd++) close(fd);
    close_from((unsigned)listener + 1);
    if (chdir("/") != 0) return;
}

static int listen_or_die(long pid, long incarnation) {
    char name[96];
    snprintf(name, sizeof name, "krg-shim-%ld.%ld", pid, incarnation);
    int fd = listen_at(name);
    if (fd < 0) die(EXIT_REFUSED, "cannot listen at %s: %s", name, errno == EADDRINUSE ? "there is a shim already" : strerror(errno));
    return fd;
}

int main(int argc, char **argv) {
    static struct shim shim;
    long pid, incarnation;
    program_name = "krg-shim";
    if (argc == 3 && strcmp(argv[1], "--hold") == 0) return run_hook(argv[2]);
    if (argc == 1 && is_hook()) return run_hook(NULL);
    if (argc != 3 || !parse_number(argv[1], 2, 4194304, &pid) || !parse_number(argv[2], 0, INT32_MAX, &incarnation))
        die(EXIT_USAGE, "wanted: krg-shim PID INCARNATION, or krg-shim --hold PATH");
    int listener = listen_or_die(pid, incarnation);
    become_daemon(listener);
    take_signals(&shim);
    shim.restore.listener = shim.restore.hook = -1;
    shim.deadline_ms = monotonic_ms() + IDLE_MS;
    relay_prepare(&shim.relay, &ROLE, listener, (uint32_t)pid);
    relay_run(&shim.relay);
}
