/* relay: the poll loop of deputy and shim: one listener, one connection, the channels, and what the role adds. Refuses to decide. */
#include "relay.h"

#include "listener.h"

#include <time.h>

enum { SLOT_LISTENER, SLOT_CONNECTION, SLOT_CHANNELS, SLOT_COUNT = SLOT_CHANNELS + MOST_CHANNELS + MOST_EXTRA };

long long monotonic_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void relay_prepare(struct relay *relay, const struct relay_role *role, int listener, uint32_t own_pid) {
    relay->role = role;
    relay->listener = listener;
    relay->own_pid = own_pid;
    relay->connection = (struct connection){.fd = -1};
}

static void lose_connection(struct relay *relay) {
    unlink_streams(&relay->streams);
    relay->role->connected(relay, false);
}

/* A new connection replaces the old one: the agent was started again and the old one may not yet know that it is dead. */
static void take_connection(struct relay *relay) {
    int fd = accept_root(relay->listener);
    if (fd < 0) return;
    if (is_connected(&relay->connection)) {
        connection_close(&relay->connection);
        lose_connection(relay);
    }
    connection_open(&relay->connection, fd);
    unlink_streams(&relay->streams);
    relay->role->connected(relay, true);
}

static void handle_frame(void *context, const struct frame *frame) {
    struct relay *relay = context;
    struct hello_news news = {.arrived = false};
    /* While the descriptors are left alone nothing from the other end counts: it will be sent again. */
    if (relay->paused && frame->type < FRAME_LINK) return;
    if (!handle_stream_frame(&relay->streams, frame, relay->own_pid, &news)) relay->role->frame(relay, frame);
    if (news.arrived) relay->role->hello(relay, news.last_signal_seq);
}

void relay_send(struct relay *relay) {
    /* Until the socket is full or nothing is due; windows bound it. */
    while (is_connected(&relay->connection)) {
        relay->role->send_before(relay);
        send_streams(&relay->streams, &relay->connection);
        relay->role->send_after(relay);
        if (relay->connection.output.length == 0) return;
        if (!flush_frames(&relay->connection)) lose_connection(relay);
        else if (relay->connection.output.length > 0) return;
    }
}

/* What to wait for: two slots of the relay's own, one for each channel, then the role's. */
struct slots {
    struct pollfd waiting[SLOT_COUNT];
    int channels, extra;
};

static void gather(struct relay *relay, struct slots *slots) {
    const struct connection *connection = &relay->connection;
    short wanted = POLLIN | (connection->output.length > 0 ? POLLOUT : 0);
    slots->waiting[SLOT_LISTENER] = (struct pollfd){.fd = relay->listener, .events = POLLIN};
    slots->waiting[SLOT_CONNECTION] = (struct pollfd){.fd = connection->fd, .events = wanted};
    slots->channels = relay->streams.count;
    for (int i = 0; i < slots->channels; i++)
        slots->waiting[SLOT_CHANNELS + i] = relay->paused ? (struct pollfd){.fd = -1} : channel_poll(&relay->streams.channels[i]);
    slots->extra = relay->role->watch(relay, slots->waiting + SLOT_CHANNELS + slots->channels);
}

static void work(struct relay *relay, const struct slots *slots) {
    const struct pollfd *channels = slots->waiting + SLOT_CHANNELS;
    if (slots->waiting[SLOT_CONNECTION].revents != 0 && !receive_frames(&relay->connection, handle_frame, relay)) lose_connection(relay);
    for (int i = 0; i < slots->channels && !relay->paused; i++)
        if (channels[i].revents != 0) channel_work(&relay->streams.channels[i], channels[i].revents);
    relay->role->work(relay, channels + slots->channels, slots->extra);
    if (slots->waiting[SLOT_LISTENER].revents != 0) take_connection(relay);
}

void relay_run(struct relay *relay) {
    static struct slots slots;
    for (;;) {
        relay_send(relay);
        gather(relay, &slots);
        int count = SLOT_CHANNELS + slots.channels + slots.extra;
        if (poll(slots.waiting, (nfds_t)count, relay->role->timeout_ms(relay)) < 0)
            for (int i = 0; i < count; i++) slots.waiting[i].revents = 0;
        work(relay, &slots);
    }
}
