/* streams: the frames that carry channels: HELLO, DATA, ACK, EOF, HUP, and LINK that starts them. Refuses to touch descriptors. */
#include "streams.h"

#include "wire.h"

#include <stddef.h>
#include <time.h>

enum { HELLO_VERSION = 1, HELLO_ENTRY_BYTES = 11, HELLO_END_SEEN = 1, HELLO_UNWANTED = 2 };

static const size_t DATA_MOST_BYTES = 65536;
static const size_t QUEUE_BYTES = 131072;

struct channel *find_channel(struct streams *streams, unsigned id) {
    for (int i = 0; i < streams->count; i++)
        if (streams->channels[i].id == id) return &streams->channels[i];
    return NULL;
}

struct channel *add_channel(struct streams *streams, unsigned id, enum channel_kind kind, int directions, int sends) {
    if (streams->count == MOST_CHANNELS || find_channel(streams, id) != NULL) return NULL;
    struct channel *channel = &streams->channels[streams->count++];
    *channel = (struct channel){.id = (uint16_t)id, .kind = kind, .directions = directions, .operations = &plain_operations};
    channel->io = (struct fdio){.fd = -1, .own = -1};
    channel->sender.exists = kind != KIND_FILE && (directions & sends) != 0;
    channel->receiver.exists = kind != KIND_FILE && (directions & ~sends) != 0;
    return channel;
}

void unlink_streams(struct streams *streams) {
    streams->linked = false;
    streams->hello_seen = false;
    streams->hello_due = false;
}

bool has_room(const struct connection *connection) {
    return connection->output.length < QUEUE_BYTES;
}

/* A new link: all that was told over the old one may be lost. */
static void handle_link(struct streams *streams) {
    streams->linked = true;
    streams->hello_seen = false;
    streams->hello_due = true;
    for (int i = 0; i < streams->count; i++) {
        streams->channels[i].receiver.ack_due = streams->channels[i].receiver.received > 0;
        streams->channels[i].sender.linked = false;
    }
}

static void handle_hello_channel(struct streams *streams, struct reader *reader) {
    uint16_t id = read_u16(reader);
    uint64_t received = read_u64(reader);
    uint8_t flags = read_u8(reader);
    struct channel *channel = find_channel(streams, id);
    if (!reader->good || channel == NULL || !channel->sender.exists) return;
    sender_rewind(&channel->sender, received);
    channel->sender.linked = true;
    if ((flags & HELLO_END_SEEN) != 0) channel->sender.end_seen = true;
    if ((flags & HELLO_UNWANTED) != 0) stop_sender(channel);
}

/* Several deputies hear the same HELLO: each looks for its own process. No count means that no signal has arrived. */
static uint32_t read_signal_count(struct reader *reader, uint32_t own_pid) {
    uint32_t found = 0;
    for (unsigned left = read_u16(reader); left > 0 && reader->good; left--) {
        uint32_t pid = read_u32(reader), last_seq = read_u32(reader);
        if (reader->good && pid == own_pid) found = last_seq;
    }
    return found;
}

/*
 * Behind the channels there may be one more byte, not 0: "answer with a HELLO, since my link was new I have not heard of all my
 * channels". It heals a HELLO that came before the other end's LINK. An answer asks only if something is still missing.
 */
static void handle_hello(struct streams *streams, struct reader *reader, uint32_t own_pid, struct hello_news *news) {
    struct timespec now;
    if (read_u8(reader) != HELLO_VERSION) return;
    news->last_signal_seq = read_signal_count(reader, own_pid);
    for (unsigned left = read_u16(reader); left > 0 && reader->good; left--) handle_hello_channel(streams, reader);
    if (!reader->good) return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    news->arrived = true;
    streams->hello_seen = true;
    streams->hello_ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    if (read_u8(reader) != 0) streams->hello_due = streams->linked;
}

static void handle_data(struct streams *streams, struct reader *reader) {
    struct channel *channel = find_channel(streams, read_u16(reader));
    uint64_t offset = read_u64(reader);
    if (!reader->good || channel == NULL || !channel->receiver.exists || channel->receiver.ended) return;
    receiver_take(&channel->receiver, offset, reader->at, bytes_left(reader));
}

/* The end counts once all before it is here. */
static void handle_end(struct streams *streams, struct reader *reader) {
    struct channel *channel = find_channel(streams, read_u16(reader));
    uint64_t total = read_u64(reader);
    if (!reader->good || channel == NULL || !channel->receiver.exists || channel->receiver.received != total) return;
    channel->receiver.ended = true;
    close_finished(channel);
}

static void handle_ack(struct streams *streams, struct reader *reader) {
    struct channel *channel = find_channel(streams, read_u16(reader));
    uint64_t offset = read_u64(reader);
    if (reader->good && channel != NULL && channel->sender.exists) sender_acknowledged(&channel->sender, offset);
}

static void handle_hup(struct streams *streams, struct reader *reader) {
    struct channel *channel = find_channel(streams, read_u16(reader));
    if (reader->good && channel != NULL) stop_sender(channel);
}

bool handle_stream_frame(struct streams *streams, const struct frame *frame, uint32_t own_pid, struct hello_news *news) {
    struct reader reader = make_reader(frame->payload, frame->size);
    switch (frame->type) {
    case FRAME_LINK: handle_link(streams); return true;
    case FRAME_UNLINK: unlink_streams(streams); return true;
    case FRAME_HELLO: handle_hello(streams, &reader, own_pid, news); return true;
    case FRAME_DATA: handle_data(streams, &reader); return true;
    case FRAME_ACK: handle_ack(streams, &reader); return true;
    case FRAME_EOF: handle_end(streams, &reader); return true;
    case FRAME_HUP: handle_hup(streams, &reader); return true;
    default: return false;
    }
}

static unsigned char *write_hello_channel(unsigned char *at, const struct channel *channel) {
    const struct receiver *receiver = &channel->receiver;
    int flags = (receiver->ended ? HELLO_END_SEEN : 0) | (receiver->unwanted ? HELLO_UNWANTED : 0);
    at = write_u16(at, channel->id);
    at = write_u64(at, receiver->received);
    return write_u8(at, (uint8_t)flags);
}

unsigned char *write_signal_counts(unsigned char *at, const struct streams *streams) {
    at = write_u16(at, (uint16_t)streams->signal_count_count);
    for (int i = 0; i < streams->signal_count_count; i++)
        at = write_u32(write_u32(at, streams->signal_counts[i].pid), streams->signal_counts[i].last_seq);
    return at;
}

/* Whether a channel has something to say to an end that has not yet said that it listens. */
static bool misses_hello(const struct streams *streams) {
    if (!streams->hello_seen) return true;
    for (int i = 0; i < streams->count; i++) {
        const struct sender *sender = &streams->channels[i].sender;
        if (sender->exists && !sender->linked && !sender->unwanted && !sender->end_seen) return true;
    }
    return false;
}

static void send_hello(struct streams *streams, struct connection *connection) {
    static unsigned char payload[1 + 2 + MOST_SIGNAL_COUNTS * 8 + 2 + MOST_CHANNELS * HELLO_ENTRY_BYTES + 1];
    unsigned char *at = write_signal_counts(write_u8(payload, HELLO_VERSION), streams);
    unsigned char *count_at = at;
    uint16_t count = 0;
    at += sizeof count;
    for (int i = 0; i < streams->count; i++) {
        if (!streams->channels[i].receiver.exists) continue;
        at = write_hello_channel(at, &streams->channels[i]);
        count++;
    }
    write_u16(count_at, count);
    at = write_u8(at, misses_hello(streams));
    queue_frame(connection, FRAME_HELLO, payload, (size_t)(at - payload), NULL, 0);
    streams->hello_due = false;
}

static void send_short(struct connection *connection, enum frame_type type, uint16_t id, uint64_t value) {
    unsigned char payload[10];
    unsigned char *at = write_u16(payload, id);
    if (type != FRAME_HUP) at = write_u64(at, value);
    queue_frame(connection, type, payload, (size_t)(at - payload), NULL, 0);
}

static void send_receiver_news(struct channel *channel, struct connection *connection) {
    struct receiver *receiver = &channel->receiver;
    if (!receiver->exists) return;
    if (receiver->ack_due) send_short(connection, FRAME_ACK, channel->id, written_bytes(receiver));
    receiver->ack_due = false;
    if (receiver->unwanted && !receiver->unwanted_told) send_short(connection, FRAME_HUP, channel->id, 0);
    receiver->unwanted_told = receiver->unwanted;
}

/* One DATA frame from where the link stands, up to the next mark; at a mark an empty one. */
static void send_data(struct channel *channel, struct connection *connection) {
    struct sender *sender = &channel->sender;
    unsigned char head[10];
    size_t offset = (size_t)(sender->sent - sender->base), size = 0;
    const unsigned char *data = ring_span(&sender->ring, offset, &size);
    if (size > DATA_MOST_BYTES) size = DATA_MOST_BYTES;
    if (sendable_end(sender) - sender->sent < size) size = (size_t)(sendable_end(sender) - sender->sent);
    if (sender->marks.count > 0 && sender->marks.offsets[0] <= sender->sent) {
        size = 0;
        drop_first_mark(&sender->marks);
    } else if (sender->marks.count > 0 && sender->marks.offsets[0] - sender->sent < size) {
        size = (size_t)(sender->marks.offsets[0] - sender->sent);
    }
    write_u64(write_u16(head, channel->id), sender->sent);
    queue_frame(connection, FRAME_DATA, head, sizeof head, data, size);
    sender->sent += size;
}

/* Returns whether anything was sent. */
static bool send_channel(struct channel *channel, struct connection *connection) {
    struct sender *sender = &channel->sender;
    if (!sender->exists || sender->unwanted || !sender->linked) return false;
    if (sender->sent < sendable_end(sender) || sender->marks.count > 0) {
        send_data(channel, connection);
        return true;
    }
    if (!sender->ended || sender->end_told || sender->end_seen || sender->sent < sender_end(sender)) return false;
    send_short(connection, FRAME_EOF, channel->id, sender_end(sender));
    sender->end_told = true;
    return true;
}

void send_streams(struct streams *streams, struct connection *connection) {
    if (!is_connected(connection) || !streams->linked || !streams->ready) return;
    if (streams->hello_due) send_hello(streams, connection);
    for (int i = 0; i < streams->count; i++) send_receiver_news(&streams->channels[i], connection);
    if (!may_send(streams)) return;
    /* In turns, so that one stream that never ends does not keep the others waiting. */
    for (int silent = 0; silent < streams->count && has_room(connection); streams->next = (streams->next + 1) % streams->count)
        silent = send_channel(&streams->channels[streams->next], connection) ? 0 : silent + 1;
}
