/* shim-restore: CRIU restoring the body, held at its hook until the agent says go. Refuses to release by itself. */
#include "shim-restore.h"

#include "failure.h"
#include "files.h"
#include "hold.h"
#include "kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void default_signals(void) {
    sigset_t none;
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* CRIU takes the terminal of a unit that is no session of its own (--shell-job) from its standard input. */
static bool open_streams(const struct plan *plan, const struct ends *ends) {
    int in = ends->pty.channel == NULL ? -1 : pty_open_slave(&ends->pty, O_RDWR);
    if (in < 0) in = open("/dev/null", O_RDONLY);
    else fcntl(in, F_SETFL, O_RDWR);
    int out = open(plan->log == NULL ? "/dev/null" : plan->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    return in >= 0 && out >= 0 && dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(out, 2) == 2;
}

static bool join_cgroup(const struct plan *plan) {
    char path[PATH_MAX];
    if (plan->cgroup == NULL) return true;
    snprintf(path, sizeof path, "%s/cgroup.procs", plan->cgroup);
    return write_text(path, "0") == 0;
}

/* What CRIU is given, and nothing else: everything else is closed at exec. */
static void keep_body_ends(const struct ends *ends) {
    close_at_exec_from(3);
    for (int i = 0; i < ends->count; i++)
        if (ends->bodies[i].fd >= 0) fcntl(ends->bodies[i].wanted, F_SETFD, 0);
}

static const char *prepare_criu(const struct plan *plan, const struct ends *ends) {
    /* A group of its own under a parent of the same session: not orphaned, so that job control works in it. */
    setpgid(0, 0);
    umask(022);
    if (!open_streams(plan, ends)) return "cannot open the log";
    if (!join_cgroup(plan)) return "cannot join the cgroup";
    if (!place_ends(ends)) return "cannot place the descriptors";
    keep_body_ends(ends);
    if (setenv(HOLD_VARIABLE, plan->hold, 1) != 0) return "cannot set the environment";
    default_signals();
    return NULL;
}

_Noreturn static void be_criu(const struct plan *plan, const struct ends *ends) {
    const char *trouble = prepare_criu(plan, ends);
    if (trouble == NULL) {
        execvp(plan->arguments[0], plan->arguments);
        trouble = "cannot execute CRIU";
    }
    dprintf(2, "Error (krg-shim): %s: %s\n", trouble, strerror(errno));
    _exit(127);
}

bool start_restore(struct restore *restore, const struct plan *plan, struct ends *ends) {
    restore->hook = -1;
    restore->listener = listen_for_hook(plan->hold);
    if (restore->listener < 0) return fail("cannot listen at %s: %s", plan->hold, strerror(errno));
    restore->criu = fork();
    if (restore->criu < 0) return fail("cannot fork: %s", strerror(errno));
    if (restore->criu == 0) be_criu(plan, ends);
    setpgid(restore->criu, restore->criu);
    ends->pty.body_group = restore->criu;
    pty_place_groups(&ends->pty);
    close_body_ends(ends);
    return true;
}

bool is_hook_waiting(struct restore *restore) {
    char byte;
    if (restore->listener >= 0 && restore->hook < 0) restore->hook = accept4(restore->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (restore->hook < 0) return false;
    ssize_t count = recv(restore->hook, &byte, 1, MSG_DONTWAIT);
    if (count == 1) return true;
    if (count < 0 && errno == EAGAIN) return false;
    close(restore->hook);
    restore->hook = -1;
    return false;
}

static void stop_listening(struct restore *restore, const struct plan *plan) {
    if (restore->hook >= 0) close(restore->hook);
    if (restore->listener < 0) return;
    close(restore->listener);
    unlink(plan->hold);
    restore->hook = restore->listener = -1;
}

bool release_hook(struct restore *restore, const struct plan *plan) {
    bool good = restore->hook >= 0 && send(restore->hook, "G", 1, MSG_NOSIGNAL) == 1;
    stop_listening(restore, plan);
    return good;
}

void veto_restore(struct restore *restore, const struct plan *plan) {
    stop_listening(restore, plan);
}

/* The last line with "Error", else the last line. */
void read_complaint(const struct plan *plan, char *text, size_t size) {
    char line[512];
    bool is_error = false;
    FILE *log = plan->log == NULL ? NULL : fopen(plan->log, "re");
    text[0] = '\0';
    if (log == NULL) return;
    while (fgets(line, sizeof line, log) != NULL) {
        bool error = strstr(line, "Error") != NULL;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || (is_error && !error)) continue;
        snprintf(text, size, "%s", line);
        is_error = error;
    }
    fclose(log);
}
