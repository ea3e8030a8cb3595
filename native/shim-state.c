/* shim-state: the streams of a body on the move: taken out of its pipes here, put into fresh ones there. Refuses to lose a byte. */
#include "shim-state.h"

#include "failure.h"
#include "wire.h"

#include <stdlib.h>

enum { STATE_IN_ENDED = 1, STATE_IN_UNWANTED = 2, STATE_OUT_ENDED = 4, STATE_OUT_UNWANTED = 8 };

/* A pipe can be this large (fs.pipe-max-size), a socket's buffers hold less. */
static const size_t UNREAD_MOST_BYTES = 1 << 20;
/* What one channel adds to one frame at most; two of them and the counts fit. */
static const size_t PIECE_MOST_BYTES = 400000;
static const size_t ENTRY_BYTES = 27;

static void take_input(struct ends *ends, const struct plan *plan, struct channel *channel, unsigned char *buffer) {
    size_t size = take_unread(ends, plan, channel, buffer, UNREAD_MOST_BYTES);
    channel->receiver.drained = size;
    ring_prepend(&channel->receiver.ring, buffer, size);
}

void take_streams(struct ends *ends, const struct plan *plan, struct streams *streams) {
    unsigned char *buffer = malloc(UNREAD_MOST_BYTES);
    if (buffer == NULL) give_up();
    for (int i = 0; i < streams->count; i++) {
        struct channel *channel = &streams->channels[i];
        /* Output first: to read what a terminal has not delivered it is taken from the body for a moment. */
        channel->read_held = false;
        if (channel->sender.exists) channel_read(channel, channel->sender.ring.length + UNREAD_MOST_BYTES);
        if (channel->kind == KIND_TTY) pty_release_return(&ends->pty);
        if (channel->receiver.exists && !channel->receiver.unwanted) take_input(ends, plan, channel, buffer);
    }
    free(buffer);
}

/* How far the state of one channel has been written into frames. */
struct progress {
    size_t in_done, out_done;
};

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static uint8_t flags_of(const struct channel *channel) {
    const struct sender *sender = &channel->sender;
    const struct receiver *receiver = &channel->receiver;
    /* What came from home and is not yet with the body is left to be sent again, and so is the end behind it. */
    bool whole = receiver->drained == receiver->ring.length;
    return (uint8_t)((receiver->ended && whole ? STATE_IN_ENDED : 0) | (receiver->unwanted ? STATE_IN_UNWANTED : 0) |
                     (sender->ended ? STATE_OUT_ENDED : 0) | (sender->unwanted ? STATE_OUT_UNWANTED : 0));
}

/* One entry: as much of the channel as fits a piece. Returns the place behind it. */
static unsigned char *write_entry(unsigned char *at, const struct channel *channel, struct progress *progress) {
    const struct receiver *receiver = &channel->receiver;
    size_t in = smaller(receiver->drained - progress->in_done, PIECE_MOST_BYTES);
    size_t out = smaller(channel->sender.ring.length - progress->out_done, PIECE_MOST_BYTES - in);
    at = write_u8(write_u16(at, channel->id), flags_of(channel));
    at = write_u64(at, written_bytes(receiver) + progress->in_done + in);
    at = write_u32(at, (uint32_t)in);
    ring_copy(&receiver->ring, progress->in_done, at, in);
    at = write_u64(at + in, channel->sender.base + progress->out_done);
    at = write_u32(at, (uint32_t)out);
    ring_copy(&channel->sender.ring, progress->out_done, at, out);
    progress->in_done += in;
    progress->out_done += out;
    return at + out;
}

static bool is_complete(const struct channel *channel, const struct progress *progress) {
    return progress->in_done == channel->receiver.drained && progress->out_done == channel->sender.ring.length;
}

/* Fills one frame with entries from *next on; true when all channels are written. */
static bool write_entries(unsigned char **at, const unsigned char *limit, struct streams *streams, int *next, struct progress *progress) {
    unsigned char *count_at = *at;
    uint16_t count = 0;
    bool room = true;
    *at += sizeof count;
    for (; room && *next < streams->count; ++*next, *progress = (struct progress){0, 0}) {
        const struct channel *channel = &streams->channels[*next];
        bool complete = channel->kind == KIND_FILE;
        while (!complete && (room = (size_t)(limit - *at) >= PIECE_MOST_BYTES + ENTRY_BYTES)) {
            *at = write_entry(*at, channel, progress);
            count++;
            complete = is_complete(channel, progress);
        }
        if (!complete) break;
    }
    write_u16(count_at, count);
    return *next == streams->count;
}

void send_state(struct relay *relay) {
    struct streams *streams = &relay->streams;
    struct progress progress = {0, 0};
    unsigned char *entries = malloc(FRAME_MOST_BYTES), head[2 + MOST_SIGNAL_COUNTS * 8];
    size_t room = FRAME_MOST_BYTES - sizeof head - 1;
    if (entries == NULL) give_up();
    int next = 0;
    for (bool done = false; !done;) {
        unsigned char *at = entries;
        done = write_entries(&at, entries + room, streams, &next, &progress);
        const unsigned char *head_end = done ? write_signal_counts(head, streams) : write_u32(head, STATE_GOES_ON);
        queue_frame(&relay->connection, FRAME_STATE, head, (size_t)(head_end - head), entries, (size_t)(at - entries));
    }
    free(entries);
}

void keep_state(struct saved_state *saved, const struct frame *frame) {
    unsigned char *data = realloc(saved->data, saved->size + sizeof(uint32_t) + frame->size);
    if (data == NULL) give_up();
    unsigned char *at = write_u32(data + saved->size, (uint32_t)frame->size);
    write_bytes(at, frame->payload, frame->size);
    saved->data = data;
    saved->size += sizeof(uint32_t) + frame->size;
}

/* A channel that is in the state but not in START is one the body has closed; home may still wait for its bytes. */
static struct channel *find_or_add(struct streams *streams, uint16_t id) {
    struct channel *channel = find_channel(streams, id);
    if (channel != NULL) return channel;
    channel = add_channel(streams, id, KIND_PIPE, DIRECTION_IN | DIRECTION_OUT, DIRECTION_OUT);
    if (channel == NULL) return NULL;
    close_channel(channel);
    return channel;
}

static void apply_input(struct receiver *receiver, uint64_t received, const unsigned char *pending, size_t size, int flags) {
    receiver->received = received;
    receiver->ended = (flags & STATE_IN_ENDED) != 0;
    receiver->unwanted |= (flags & STATE_IN_UNWANTED) != 0;
    if (receiver->exists && !receiver->unwanted && size > 0) ring_append(&receiver->ring, pending, size);
}

static void apply_output(struct sender *sender, uint64_t base, const unsigned char *pending, size_t size, int flags) {
    sender->unwanted = (flags & STATE_OUT_UNWANTED) != 0;
    sender->ended |= (flags & STATE_OUT_ENDED) != 0;
    if (!sender->exists || sender->unwanted) return;
    /* The first entry of a channel sets the base, one that goes on adds to it. */
    if (sender->ring.length == 0) sender->base = sender->sent = base;
    if (size > 0) ring_append(&sender->ring, pending, size);
}

static bool apply_entry(struct streams *streams, struct reader *reader) {
    uint16_t id = read_u16(reader);
    int flags = read_u8(reader);
    uint64_t received = read_u64(reader);
    uint32_t in_size = read_u32(reader);
    const unsigned char *in = read_bytes(reader, in_size);
    uint64_t base = read_u64(reader);
    uint32_t out_size = read_u32(reader);
    const unsigned char *out = read_bytes(reader, out_size);
    if (!reader->good) return fail("STATE is cut short");
    struct channel *channel = find_or_add(streams, id);
    if (channel == NULL) return fail("STATE has too many channels");
    apply_input(&channel->receiver, received, in, in_size, flags);
    apply_output(&channel->sender, base, out, out_size, flags);
    return true;
}

static bool apply_counts(struct streams *streams, struct reader *reader) {
    for (unsigned left = read_u16(reader); left > 0 && reader->good; left--) {
        if (streams->signal_count_count == MOST_SIGNAL_COUNTS) return fail("STATE has too many processes");
        struct signal_count *count = &streams->signal_counts[streams->signal_count_count++];
        count->pid = read_u32(reader);
        count->last_seq = read_u32(reader);
    }
    return true;
}

static bool apply_frame(struct streams *streams, struct reader *reader) {
    struct reader ahead = *reader;
    if (read_u32(&ahead) == STATE_GOES_ON && ahead.good) *reader = ahead;
    else if (!apply_counts(streams, reader)) return false;
    for (unsigned left = read_u16(reader); left > 0; left--)
        if (!apply_entry(streams, reader)) return false;
    return reader->good || fail("STATE is cut short");
}

bool apply_state(struct saved_state *saved, struct streams *streams) {
    struct reader all = make_reader(saved->data, saved->size);
    bool good = true;
    while (good && bytes_left(&all) > 0) {
        uint32_t size = read_u32(&all);
        const unsigned char *payload = read_bytes(&all, size);
        struct reader reader = make_reader(payload, size);
        good = payload != NULL && apply_frame(streams, &reader);
    }
    free(saved->data);
    *saved = (struct saved_state){NULL, 0};
    for (int i = 0; i < streams->count; i++) close_finished(&streams->channels[i]);
    return good;
}
