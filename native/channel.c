/*
 * channel: one byte stream each way between a local descriptor and the other end: offsets, window, ends. How the descriptor
 * is read and written is up to its operations. Refuses to know frames.
 */
#include "channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static const size_t READ_BYTES = 16384;

static ssize_t plain_read(struct channel *channel, void *buffer, size_t size) {
    return fdio_read(&channel->io, buffer, size);
}

static ssize_t plain_write(struct channel *channel, const void *buffer, size_t size) {
    return fdio_write(&channel->io, buffer, size);
}

const struct channel_operations plain_operations = {.read = plain_read, .write = plain_write};

bool parse_kind(const char *text, enum channel_kind *kind) {
    static const char *const names[] = {[KIND_PIPE] = "pipe", [KIND_SOCK] = "sock", [KIND_TTY] = "tty", [KIND_FILE] = "file"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(text, names[i]) != 0) continue;
        *kind = (enum channel_kind)i;
        return true;
    }
    return false;
}

bool parse_directions(const char *text, int *directions) {
    if (strcmp(text, "in") == 0) *directions = DIRECTION_IN;
    else if (strcmp(text, "out") == 0) *directions = DIRECTION_OUT;
    else if (strcmp(text, "io") == 0) *directions = DIRECTION_IN | DIRECTION_OUT;
    else return false;
    return true;
}

void add_mark(struct marks *marks, uint64_t offset) {
    if (marks->count < MOST_MARKS) marks->offsets[marks->count++] = offset;
}

void drop_first_mark(struct marks *marks) {
    marks->count--;
    memmove(marks->offsets, marks->offsets + 1, (size_t)marks->count * sizeof *marks->offsets);
}

void sender_acknowledged(struct sender *sender, uint64_t offset) {
    if (offset <= sender->base || offset > sender_end(sender)) return;
    ring_drop(&sender->ring, (size_t)(offset - sender->base));
    sender->base = offset;
    if (sender->sent < offset) sender->sent = offset;
}

void sender_rewind(struct sender *sender, uint64_t offset) {
    sender->sent = offset < sender->base ? sender->base : offset;
    if (sender->sent > sender_end(sender)) sender->sent = sender_end(sender);
    sender->end_told = false;
}

void receiver_take(struct receiver *receiver, uint64_t offset, const unsigned char *data, size_t size) {
    if (receiver->unwanted || offset > receiver->received) return;
    if (size == 0 && offset == receiver->received) add_mark(&receiver->marks, offset);
    uint64_t known = receiver->received - offset;
    if (known >= size) return;
    ring_append(&receiver->ring, data + known, size - (size_t)known);
    receiver->received += size - known;
}

static bool sender_done(const struct channel *channel) {
    return !channel->sender.exists || channel->sender.ended || channel->sender.unwanted;
}

static bool receiver_done(const struct channel *channel) {
    const struct receiver *receiver = &channel->receiver;
    return !receiver->exists || receiver->unwanted || (receiver->ended && receiver->ring.length == 0 && receiver->marks.count == 0);
}

/*
 * Closing harms nobody else who holds the descriptor, shutting down does: for the writing half it is what the other side's program
 * has asked for, for the reading half it is only done to what belongs to this process.
 */
void close_finished(struct channel *channel) {
    if (channel->io.fd < 0 || channel->kind == KIND_FILE) return;
    if (sender_done(channel) && receiver_done(channel)) {
        fdio_close(&channel->io);
    } else if (channel->io.socket && channel->sender.unwanted && !channel->shared) {
        shutdown(channel->io.fd, SHUT_RD);
    } else if (channel->io.socket && receiver_done(channel) && channel->receiver.ended) {
        shutdown(channel->io.fd, SHUT_WR);
    }
}

void stop_sender(struct channel *channel) {
    struct sender *sender = &channel->sender;
    if (!sender->exists || sender->unwanted) return;
    ring_drop(&sender->ring, sender->ring.length);
    sender->base = sender->sent;
    sender->unwanted = true;
    close_finished(channel);
}

void stop_receiver(struct channel *channel) {
    struct receiver *receiver = &channel->receiver;
    if (!receiver->exists || receiver->unwanted) return;
    ring_drop(&receiver->ring, receiver->ring.length);
    receiver->marks.count = 0;
    receiver->unwanted = true;
    close_finished(channel);
}

void close_channel(struct channel *channel) {
    channel->sender.ended = true;
    channel->receiver.unwanted = true;
    close_finished(channel);
}

static bool wants_read(const struct channel *channel) {
    return !sender_done(channel) && !channel->read_held && channel->sender.ring.length < WINDOW_BYTES;
}

static bool wants_write(const struct channel *channel) {
    return !receiver_done(channel) && !channel->write_held && (channel->receiver.ring.length > 0 || channel->receiver.marks.count > 0);
}

/* A terminal's reader cannot go away other than by a hang-up, which reading tells; a pty not yet opened looks like one. */
static bool watches_reader(const struct channel *channel) {
    return !receiver_done(channel) && channel->kind != KIND_TTY;
}

struct pollfd channel_poll(const struct channel *channel) {
    struct pollfd waiting = {.fd = -1, .events = 0};
    if (channel->io.fd < 0 || channel->kind == KIND_FILE) return waiting;
    if (wants_read(channel)) waiting.events |= POLLIN;
    if (wants_write(channel)) waiting.events |= POLLOUT;
    if (waiting.events != 0 || watches_reader(channel)) waiting.fd = fdio_poll_fd(&channel->io);
    return waiting;
}

/* One read. False when there is nothing more now. */
static bool read_once(struct channel *channel, size_t most) {
    struct sender *sender = &channel->sender;
    size_t span;
    ring_reserve(&sender->ring, 1);
    unsigned char *to = ring_free_span(&sender->ring, &span);
    ssize_t count = channel->operations->read(channel, to, span < most ? span : most);
    if (count > 0) {
        ring_commit(&sender->ring, (size_t)count);
        return true;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return false;
    sender->ended = true;
    return false;
}

/* A socket whose peer closed it ends both ways at once; told apart from a shutdown, which ends one. */
static bool is_hung_up(const struct channel *channel) {
    struct pollfd state = {.fd = channel->io.fd};
    return channel->io.socket && poll(&state, 1, 0) == 1 && (state.revents & POLLHUP) != 0;
}

void channel_read(struct channel *channel, size_t most) {
    struct sender *sender = &channel->sender;
    while (!sender_done(channel) && !channel->read_held && sender->ring.length < most) {
        size_t room = most - sender->ring.length;
        /* Room for much at once where the queue has shown that it is used. */
        if (sender->ring.capacity > 0) ring_reserve(&sender->ring, room < READ_BYTES ? room : READ_BYTES);
        if (!read_once(channel, room)) break;
    }
    if (sender->ended && is_hung_up(channel)) stop_receiver(channel);
    close_finished(channel);
}

static void channel_write(struct channel *channel) {
    struct receiver *receiver = &channel->receiver;
    while (wants_write(channel)) {
        size_t size;
        const unsigned char *data = ring_span(&receiver->ring, 0, &size);
        ssize_t count = channel->operations->write(channel, data, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno != EAGAIN) stop_receiver(channel);
        if (count <= 0) break;
        ring_drop(&receiver->ring, (size_t)count);
        receiver->ack_due = true;
    }
    close_finished(channel);
}

/* A pipe says POLLERR, a socket POLLHUP when nobody can read any more. */
static bool is_reader_gone(const struct channel *channel, short events) {
    if (!watches_reader(channel) || channel->io.fd < 0) return false;
    return (events & (POLLERR | POLLNVAL)) != 0 || (channel->io.socket && (events & POLLHUP) != 0);
}

void channel_work(struct channel *channel, short events) {
    if (channel->io.fd < 0) return;
    short broken = events & (POLLERR | POLLHUP | POLLNVAL);
    if (wants_write(channel) && ((events & POLLOUT) != 0 || broken != 0)) channel_write(channel);
    if (channel->io.fd >= 0 && wants_read(channel) && ((events & POLLIN) != 0 || broken != 0)) channel_read(channel, WINDOW_BYTES);
    if (is_reader_gone(channel, events)) stop_receiver(channel);
}
