/* body-end: when a process has ended, how far its output goes and whether all of that is on its way. Refuses to wait for others' output. */
#include "body-end.h"

#include "wire.h"

#include <sys/ioctl.h>
#include <unistd.h>

/* The kernel hands a pty's output over in a worker: nothing is on its way any more after this. */
static const int PTY_SETTLE_MS = 20;
/* A channel that no deputy names may belong to one that has ended; after a HELLO its own would have come within this. */
static const long long UNLINKED_MS = 5000;
static const int LOOK_AGAIN_MS = 1000;
/* More than the kernel holds for a pty. */
static const size_t PTY_MOST_BYTES = 131072;

static bool is_settled(const struct body *body, const struct ends *ends) {
    return ends->pty.channel == NULL || monotonic_ms() - body->ended_ms >= PTY_SETTLE_MS;
}

int body_timeout_ms(const struct body *body) {
    if (body->ended_ms == 0 || !has_untold_exit(body)) return -1;
    return body->limits_known ? LOOK_AGAIN_MS : PTY_SETTLE_MS;
}

/* What is in the pipe now was written before the end; what a surviving child writes later is not the root's. */
static uint64_t limit_of(struct channel *channel) {
    int unread = 0;
    if (channel->kind == KIND_TTY) {
        channel->read_held = false;
        /* Until the terminal is empty, even if the window is full; no further, for others may go on writing. */
        channel_read(channel, channel->sender.ring.length + PTY_MOST_BYTES);
    } else if (channel->io.fd >= 0) {
        ioctl(channel->io.fd, FIONREAD, &unread);
    }
    return sender_end(&channel->sender) + (uint64_t)unread;
}

void body_settle(struct body *body, struct ends *ends, struct streams *streams) {
    if (body->ended_ms == 0 || body->limits_known || !is_settled(body, ends)) return;
    ends->pty.closing = body->members[0].ended;
    for (int i = 0; i < streams->count; i++)
        body->limits[i] = streams->channels[i].sender.exists ? limit_of(&streams->channels[i]) : 0;
    body->limits_known = true;
}

/* Whether the descriptor has an end to tell that was not read yet: home must hear of it before it hears of the exit. */
static bool has_untold_end(const struct channel *channel) {
    struct pollfd state = {.fd = channel->io.fd};
    if (channel->io.fd < 0 || channel->kind == KIND_TTY || poll(&state, 1, 0) != 1) return false;
    if (channel->sender.exists && !channel->sender.ended && !channel->sender.unwanted) return (state.revents & POLLHUP) != 0;
    return channel->receiver.exists && !channel->receiver.unwanted && (state.revents & POLLERR) != 0;
}

static bool is_channel_sent(const struct channel *channel, uint64_t limit, bool patient) {
    const struct sender *sender = &channel->sender;
    if (has_untold_end(channel)) return false;
    if (!sender->exists || sender->unwanted) return true;
    if (!sender->linked) return !patient || (sender->ring.length == 0 && sender->base >= limit);
    if (sender->ended && sender->sent == sender_end(sender)) return sender->end_told || sender->end_seen;
    return sender->sent >= limit;
}

bool is_output_sent(const struct body *body, const struct streams *streams) {
    bool patient = monotonic_ms() - streams->hello_ms < UNLINKED_MS;
    for (int i = 0; i < streams->count; i++)
        if (!is_channel_sent(&streams->channels[i], body->limits[i], patient)) return false;
    return true;
}

void send_offsets(struct relay *relay) {
    for (int i = 0; i < relay->streams.count; i++) {
        const struct channel *channel = &relay->streams.channels[i];
        unsigned char payload[10];
        if (channel->kind != KIND_FILE || channel->io.fd < 0) continue;
        off_t offset = lseek(channel->io.fd, 0, SEEK_CUR);
        if (offset < 0) continue;
        write_u64(write_u16(payload, channel->id), (uint64_t)offset);
        queue_frame(&relay->connection, FRAME_OFFSET, payload, sizeof payload, NULL, 0);
    }
}
