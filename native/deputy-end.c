/* deputy-end: how a deputy ends: as the body did, and not before all it wrote is out. Refuses to leave a core file of its own. */
#include "deputy.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A keeper that no agent talks to keeps nothing. */
static const long long KEEPER_ALONE_MS = 10000;

/* Everything received is on its descriptor, or nobody reads it. */
static bool is_all_written(const struct streams *streams) {
    for (int i = 0; i < streams->count; i++)
        if (streams->channels[i].receiver.ring.length > 0) return false;
    return true;
}

/* Whether the body still holds its end of a stream: else its end was told before the root's. */
static bool is_in_use(const struct streams *streams) {
    for (int i = 0; i < streams->count; i++) {
        const struct sender *sender = &streams->channels[i].sender;
        const struct receiver *receiver = &streams->channels[i].receiver;
        if (receiver->exists ? !receiver->ended && !receiver->unwanted : sender->exists && !sender->ended && !sender->unwanted) return true;
    }
    return false;
}

/* A core file would be the deputy's own, and the deputy's memory says nothing about the program. */
_Noreturn static void end_by_signal(int signal_number) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    suffer_signal(signal_number);
    give_up(); /* not reached: a signal that ended the body ends the deputy */
}

/* Returns in the child. */
static void leave_keeper(struct deputy *deputy) {
    if (fork() != 0) return;
    prctl(PR_SET_NAME, "krg-deputy");
    deputy->keeper = true;
    deputy->ended = false;
    deputy->relay.own_pid = 0;
    deputy->signals.count = 0;
}

static void end_keeper_if_done(struct deputy *deputy) {
    long long now = monotonic_ms();
    if (!is_in_use(&deputy->relay.streams) && is_all_written(&deputy->relay.streams)) _exit(0);
    if (is_connected(&deputy->relay.connection)) deputy->deadline_ms = 0;
    else if (deputy->deadline_ms == 0) deputy->deadline_ms = now + KEEPER_ALONE_MS;
    else if (now >= deputy->deadline_ms) _exit(0);
}

int end_timeout_ms(const struct deputy *deputy) {
    if (deputy->deadline_ms == 0) return -1;
    long long left = deputy->deadline_ms - monotonic_ms();
    return left < 0 ? 0 : (int)left;
}

void end_if_done(struct deputy *deputy) {
    if (deputy->keeper) end_keeper_if_done(deputy);
    if (!deputy->ended || !is_all_written(&deputy->relay.streams)) return;
    home_tty_work(&deputy->tty);
    relay_send(&deputy->relay);
    if (is_in_use(&deputy->relay.streams)) leave_keeper(deputy);
    if (deputy->keeper) return;
    int status = (int)deputy->end_status;
    if (WIFSIGNALED(status)) end_by_signal(WTERMSIG(status));
    _exit(WEXITSTATUS(status));
}
