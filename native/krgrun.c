/*
 * krgrun: asks the agent for capabilities, lock and node, then becomes the command. Refuses to stay: there is no parent in between.
 */
#include "command.h"
#include "die.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char SOCKET_PATH[] = "/run/krg/run.sock";
static const int ANSWER_SECONDS = 30;
/* A program this small moves in a fraction of a second. */
static const int MOVE_SECONDS = 120;

struct options {
    const char *node; /* "": any */
    bool lock;
    char **command;
};

static void parse_options(char **argv, struct options *options) {
    char **next = argv + 1;
    *options = (struct options){.node = ""};
    for (; *next != NULL && strncmp(*next, "-", 1) == 0; next++) {
        if (strcmp(*next, "--") == 0) {
            next++;
            break;
        }
        if (strcmp(*next, "--lock") == 0) options->lock = true;
        else if (strcmp(*next, "--node") != 0) die(EXIT_USAGE, "%s is no option: wanted --node NODE or --lock", *next);
        else if (next[1] == NULL) die(EXIT_USAGE, "--node wants the name or number of a node");
        else options->node = *++next;
    }
    if (*next == NULL) die(EXIT_USAGE, "a command is missing: krgrun [--node NODE] [--lock] [--] CMD ARGS...");
    if (options->node[strcspn(options->node, " \t\r\n=")] != '\0') die(EXIT_USAGE, "--node %s: wanted the name or number of a node", options->node);
    options->command = next;
}

static int connect_agent(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_sec = ANSWER_SECONDS};
    strcpy(address.sun_path, SOCKET_PATH);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) die(EXIT_REFUSED, "cannot make a socket: %m");
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
    if (errno == ENOENT || errno == ECONNREFUSED) die(EXIT_REFUSED, "no krg agent runs on this node (%s)", SOCKET_PATH);
    die(EXIT_REFUSED, "cannot reach the agent at %s: %m", SOCKET_PATH);
}

/* Sends one line and reads one; closes the connection, for the agent must be able to move this process. */
static void ask(const char *question, char *answer, size_t size) {
    int fd = connect_agent();
    size_t length = 0;
    if (send(fd, question, strlen(question), MSG_NOSIGNAL) != (ssize_t)strlen(question)) die(EXIT_REFUSED, "cannot ask the agent: %m");
    while (length < size - 1) {
        ssize_t count = read(fd, answer + length, size - 1 - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) die(EXIT_REFUSED, "the agent did not answer: %s", errno == EAGAIN ? "too late" : strerror(errno));
        if (count == 0) break;
        length += (size_t)count;
        if (memchr(answer, '\n', length) != NULL) break;
    }
    close(fd);
    answer[length] = '\0';
    answer[strcspn(answer, "\n")] = '\0';
    if (answer[0] == '\0') die(EXIT_REFUSED, "the agent closed the connection without an answer");
}

/* "no <code> <sentence>", or a bare sentence. */
_Noreturn static void refuse(const char *answer) {
    int code = EXIT_REFUSED, used = 0;
    if (sscanf(answer, "no %d %n", &code, &used) != 1 || used == 0 || code < 1 || code > 255) {
        code = EXIT_REFUSED;
        used = 0;
    }
    die(code, "%s", answer + used);
}

/* The agent freezes this very process, moves it, and says so by a signal; SIGUSR1 and SIGUSR2 are blocked and wait. */
static bool wait_until_moved(const sigset_t *signals) {
    struct timespec now, patience = {.tv_sec = 1};
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (time_t end = now.tv_sec + MOVE_SECONDS; now.tv_sec < end; clock_gettime(CLOCK_MONOTONIC, &now)) {
        int arrived = sigtimedwait(signals, NULL, &patience);
        if (arrived > 0) return arrived == SIGUSR1;
    }
    die(EXIT_REFUSED, "the agent did not move this process within %d s", MOVE_SECONDS);
}

static void request(const struct options *options) {
    char question[512], answer[2048];
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    sigaddset(&signals, SIGUSR2);
    sigprocmask(SIG_BLOCK, &signals, &before);
    snprintf(question, sizeof question, "run pid=%d lock=%d node=%s\n", getpid(), options->lock, options->node);
    ask(question, answer, sizeof answer);
    if (strcmp(answer, "wait") == 0) {
        if (!wait_until_moved(&signals)) {
            snprintf(question, sizeof question, "why pid=%d\n", getpid());
            ask(question, answer, sizeof answer);
            refuse(answer);
        }
    } else if (strcmp(answer, "ok") != 0) {
        refuse(answer);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(int argc, char **argv) {
    struct options options;
    (void)argc;
    program_name = "krgrun";
    parse_options(argv, &options);
    if (strlen(options.node) > 255) die(EXIT_USAGE, "--node: that name is too long");
    request(&options);
    become_command(options.command);
}
