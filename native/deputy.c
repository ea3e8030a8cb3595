/*
 * krg-deputy: what a program leaves behind at home: relays its streams, its terminal and its signals, and ends as the body ends.
 * Refuses to write a byte of its own: its descriptors are the user's.
 */
#include "deputy.h"

#include "deputy-options.h"
#include "die.h"
#include "kernel.h"
#include "listener.h"
#include "relay.h"
#include "wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Nothing tells of a change of the foreground group: it is looked at this often. */
static const int FOREGROUND_MS = 200;
static const int BIND_TRIES = 10;
static const long BIND_PAUSE_NS = 100000000;

static int watch(struct relay *relay, struct pollfd *waiting) {
    struct deputy *deputy = deputy_of(relay);
    bool wanted = signals_have_room(&deputy->signals) && !deputy->keeper;
    waiting[0] = (struct pollfd){.fd = wanted ? deputy->signals.fd : -1, .events = POLLIN};
    return 1;
}

static int timeout_ms(struct relay *relay) {
    const struct deputy *deputy = deputy_of(relay);
    int timeout = end_timeout_ms(deputy);
    bool watched = deputy->tty.channel != NULL && deputy->tty.channel->io.fd >= 0;
    return watched && (timeout < 0 || timeout > FOREGROUND_MS) ? FOREGROUND_MS : timeout;
}

static void work(struct relay *relay, const struct pollfd *waiting, int count) {
    struct deputy *deputy = deputy_of(relay);
    (void)count;
    if (waiting[0].revents != 0 && signals_take(&deputy->signals, deputy->tty.channel != NULL)) deputy->tty.news_due = true;
    home_tty_work(&deputy->tty);
    end_if_done(deputy);
}

static void handle_acknowledgement(struct deputy *deputy, struct reader *reader) {
    uint32_t pid = read_u32(reader), seq = read_u32(reader);
    if (reader->good && pid == deputy->relay.own_pid) signals_acknowledged(&deputy->signals, seq);
}

static void handle_offset(struct deputy *deputy, struct reader *reader) {
    struct channel *channel = find_channel(&deputy->relay.streams, read_u16(reader));
    uint64_t offset = read_u64(reader);
    if (reader->good && channel != NULL && channel->kind == KIND_FILE) lseek(channel->io.fd, (off_t)offset, SEEK_SET);
}

static void handle_stopped(struct deputy *deputy, struct reader *reader) {
    uint32_t pid = read_u32(reader), signal_number = read_u32(reader);
    if (!reader->good || pid != deputy->relay.own_pid) return;
    if (signal_number != SIGSTOP && signal_number != SIGTSTP && signal_number != SIGTTIN && signal_number != SIGTTOU) return;
    /* The body stopped because this process had been stopped, which is over: the SIGCONT is on its way. */
    if (signals_continue(&deputy->signals)) return;
    if (suffer_stop((int)signal_number)) return;
    /* Home's process group is orphaned and nothing stops in it; the body's is not, but must behave as if. */
    signals_add(&deputy->signals, SIGCONT);
    deputy->tty.orphaned |= signal_number == SIGTTIN || signal_number == SIGTTOU;
    deputy->tty.news_due = true;
}

static void handle_exit(struct deputy *deputy, struct reader *reader) {
    uint32_t pid = read_u32(reader), status = read_u32(reader);
    if (!reader->good || pid != deputy->relay.own_pid) return;
    deputy->ended = true;
    deputy->end_status = status;
}

static void handle(struct relay *relay, const struct frame *frame) {
    struct deputy *deputy = deputy_of(relay);
    struct reader reader = make_reader(frame->payload, frame->size);
    switch (frame->type) {
    case FRAME_SIGACK: handle_acknowledgement(deputy, &reader); break;
    case FRAME_TTY: home_tty_handle(&deputy->tty, frame); break;
    case FRAME_STOPPED: handle_stopped(deputy, &reader); break;
    case FRAME_EXIT: handle_exit(deputy, &reader); break;
    case FRAME_OFFSET: handle_offset(deputy, &reader); break;
    default: break;
    }
}

static void hello(struct relay *relay, uint32_t last_signal_seq) {
    struct deputy *deputy = deputy_of(relay);
    signals_acknowledged(&deputy->signals, last_signal_seq);
    signals_rewind(&deputy->signals);
    deputy->tty.news_due = true;
}

static void send_before(struct relay *relay) {
    struct deputy *deputy = deputy_of(relay);
    unsigned char payload[8];
    if (deputy->ended && !deputy->end_told) {
        write_u32(write_u32(payload, relay->own_pid), deputy->end_status);
        queue_frame(&relay->connection, FRAME_STATUS, payload, sizeof payload, NULL, 0);
        deputy->end_told = true;
    }
    /* The terminal first: a SIGCONT must find the body in the foreground. */
    home_tty_send(&deputy->tty, relay);
    signals_send(&deputy->signals, relay);
}

static void send_after(struct relay *relay) {
    (void)relay;
}

static void connected(struct relay *relay, bool now) {
    (void)now;
    deputy_of(relay)->end_told = false;
}

static const struct relay_role ROLE = {
    .watch = watch,
    .work = work,
    .timeout_ms = timeout_ms,
    .frame = handle,
    .hello = hello,
    .send_before = send_before,
    .send_after = send_after,
    .connected = connected,
};

/* The lowest descriptor of a channel from `first` on; -1 if there is none. */
static int next_channel_descriptor(const struct streams *streams, int first) {
    int lowest = -1;
    for (int i = 0; i < streams->count; i++) {
        int fd = streams->channels[i].io.fd;
        if (fd >= first && (lowest < 0 || fd < lowest)) lowest = fd;
    }
    return lowest;
}

/* The program's other descriptors are open where it runs now; here they would only keep locks and pipes alive. */
static void close_others(const struct streams *streams) {
    for (int next = 0;;) {
        int kept = next_channel_descriptor(streams, next);
        if (kept < 0) {
            close_from((unsigned)next);
            return;
        }
        if (kept > next) close_range((unsigned)next, (unsigned)kept - 1);
        next = kept + 1;
    }
}

static int mode_of(const struct channel *channel) {
    return ((channel->directions & DIRECTION_IN) != 0 ? FDIO_READ : 0) | ((channel->directions & DIRECTION_OUT) != 0 ? FDIO_WRITE : 0);
}

static void open_channels(struct streams *streams) {
    for (int i = 0; i < streams->count; i++) {
        struct channel *channel = &streams->channels[i];
        if (channel->kind != KIND_FILE) fdio_open(&channel->io, channel->io.fd, mode_of(channel));
    }
}

/* Without an address the agent would never find this process again, and whoever waits for it would wait for ever. */
static int listen_or_die(uint32_t pid) {
    char name[64];
    struct timespec pause = {0, BIND_PAUSE_NS};
    snprintf(name, sizeof name, "krg-deputy-%u", pid);
    for (int try = 0; try < BIND_TRIES; try++) {
        int fd = listen_at(name);
        if (fd >= 0) return fd;
        nanosleep(&pause, NULL);
    }
    give_up();
}

static void raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(void) {
    static struct deputy deputy;
    struct streams *streams = &deputy.relay.streams;
    uint32_t pid = deputy_pid();
    const char *name = getenv("KRG_COMM");
    if (pid == 0 || !deputy_channels(streams)) give_up();
    close_others(streams);
    signals_prepare(&deputy.signals, getenv("KRG_SEEN"));
    if (name != NULL) prctl(PR_SET_NAME, name);
    raise_descriptor_limit();
    open_channels(streams);
    home_tty_prepare(&deputy.tty, streams);
    streams->ready = true;
    relay_prepare(&deputy.relay, &ROLE, listen_or_die(pid), pid);
    relay_run(&deputy.relay);
}
