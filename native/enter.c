/*
 * krg-enter: runs a command inside a lab node as if it had been started there, and is that command for its caller: streams,
 * terminal, signals, status. Refuses to leave any descriptor of the outside inside.
 */
#include "command.h"
#include "die.h"
#include "enter-join.h"
#include "enter-options.h"
#include "enter-relay.h"
#include "enter-tty.h"
#include "kernel.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static const int RELAYED[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCONT, SIGTSTP, SIGWINCH, SIGCHLD};

/* Index of the terminal on descriptor 0 as something to write to, after the three streams. */
enum { OUTSIDE_SCREEN = 3, OUTSIDE_COUNT };

/* What becomes descriptors 0, 1 and 2 of the command, and our ends of them. */
struct ends {
    bool on_pty[3];
    int inner[3];
    int outer[3]; /* pipes only */
    int master;   /* -1: no pty */
    int start;    /* the command waits for a byte here */
    int go;
};

static void make_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) die(EXIT_REFUSED, "cannot make a pipe: %m");
}

static void make_ends(struct ends *ends, bool forced) {
    int slave = -1, pair[2];
    bool terminal = forced || isatty(0);
    ends->master = -1;
    if (terminal) open_pty(&ends->master, &slave);
    for (int fd = 0; fd <= 2; fd++) {
        /* Output that goes to a file outside goes there untouched by any terminal. */
        ends->on_pty[fd] = terminal && (forced || isatty(fd));
        ends->inner[fd] = slave;
        ends->outer[fd] = -1;
        if (ends->on_pty[fd]) continue;
        make_pipe(pair);
        ends->inner[fd] = fd == 0 ? pair[0] : pair[1];
        ends->outer[fd] = fd == 0 ? pair[1] : pair[0];
    }
    make_pipe(pair);
    ends->start = pair[0];
    ends->go = pair[1];
}

static void take_streams(const struct ends *ends) {
    setsid();
    if (ends->master >= 0) {
        int slave = ends->on_pty[0] ? ends->inner[0] : -1;
        if (slave >= 0 && ioctl(slave, TIOCSCTTY, 0) != 0) die(EXIT_REFUSED, "cannot take the terminal: %m");
    }
    for (int fd = 0; fd <= 2; fd++)
        if (dup2(ends->inner[fd], fd) < 0) die(EXIT_REFUSED, "cannot place the streams: %m");
}

_Noreturn static void be_command(const struct ends *ends, const struct enter_options *options, const sigset_t *mask) {
    char byte;
    close(ends->go);
    /* End of file instead of the byte: the cgroups could not be joined. */
    if (read(ends->start, &byte, 1) != 1) _exit(EXIT_REFUSED);
    if (options->pinned && sched_setaffinity(0, sizeof options->cpus, &options->cpus) != 0)
        die(EXIT_REFUSED, "cannot use those CPUs: %m");
    take_streams(ends);
    if (options->cwd != NULL && chdir(options->cwd) != 0) die(EXIT_REFUSED, "cannot change to %s: %m", options->cwd);
    sigprocmask(SIG_SETMASK, mask, NULL);
    signal(SIGPIPE, SIG_DFL);
    close_at_exec_from(3);
    become_command(options->command);
}

static int take_signals(sigset_t *inherited) {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (size_t i = 0; i < sizeof RELAYED / sizeof *RELAYED; i++) sigaddset(&wanted, RELAYED[i]);
    sigprocmask(SIG_BLOCK, &wanted, inherited);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Where the pty's output appears: standard output if that is on it, else wherever the terminal is. */
static int screen_of(const struct ends *ends) {
    for (int fd = 1; fd <= 2; fd++)
        if (ends->on_pty[fd]) return fd;
    return OUTSIDE_SCREEN;
}

/* Done before the outside's /proc is out of sight. */
static void open_outside(struct fdio *outside) {
    fdio_open(&outside[0], 0, FDIO_READ);
    fdio_open(&outside[1], 1, FDIO_WRITE);
    fdio_open(&outside[2], 2, FDIO_WRITE);
    /* Never for a pipe: opened for writing here as well, it would not end. */
    outside[OUTSIDE_SCREEN] = (struct fdio){.fd = -1, .own = -1};
    if (isatty(0)) fdio_open(&outside[OUTSIDE_SCREEN], fcntl(0, F_DUPFD_CLOEXEC, 3), FDIO_READ | FDIO_WRITE);
}

static void connect_streams(struct relay *relay, const struct ends *ends, const struct fdio *outside) {
    struct fdio inner;
    fdio_adopt(&inner, ends->on_pty[0] ? fcntl(ends->master, F_DUPFD_CLOEXEC, 3) : ends->outer[0]);
    struct stream *input = add_stream(relay, &outside[0], &inner);
    input->inward = true;
    input->to_pty = ends->on_pty[0];
    if (ends->master >= 0) {
        fdio_adopt(&inner, ends->master);
        inner.terminal = true;
        add_stream(relay, &inner, &outside[screen_of(ends)]);
    }
    for (int fd = 1; fd <= 2; fd++) {
        if (ends->on_pty[fd]) continue;
        fdio_adopt(&inner, ends->outer[fd]);
        add_stream(relay, &inner, &outside[fd]);
    }
}

static void close_inner(const struct ends *ends) {
    close(ends->start);
    for (int fd = 0; fd <= 2; fd++)
        if (fd == 0 || ends->inner[fd] != ends->inner[0]) close(ends->inner[fd]);
}

int main(int argc, char **argv) {
    static struct relay relay;
    struct enter_options options;
    struct entrance entrance;
    struct ends ends;
    struct fdio outside[OUTSIDE_COUNT];
    sigset_t mask;
    (void)argc;
    program_name = "krg-enter";
    parse_enter_options(argv, &options);
    if (geteuid() != 0) die(EXIT_REFUSED, "entering a node takes root");
    relay.signals = take_signals(&mask);
    open_outside(outside);
    open_entrance(&entrance, options.pid, options.cgroup);
    join_namespaces(&entrance);
    make_ends(&ends, options.tty);
    relay.command = fork();
    if (relay.command < 0) die(EXIT_REFUSED, "cannot fork: %m");
    if (relay.command == 0) be_command(&ends, &options, &mask);
    join_cgroups(&entrance, relay.command);
    if (write(ends.go, "G", 1) != 1) die(EXIT_REFUSED, "cannot start the command: %m");
    close(ends.go);
    close_inner(&ends);
    relay.master = ends.master;
    relay.outer_terminal = ends.master >= 0 && isatty(0);
    if (relay.outer_terminal) make_terminal_raw();
    connect_streams(&relay, &ends, outside);
    int status = run_relay(&relay);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
