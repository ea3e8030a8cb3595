/* enter-relay: copies bytes between the outside's descriptors and the command's until the command ends. Refuses to interpret them. */
#include "enter-relay.h"

#include "enter-tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kernel hands a pty's output over in a worker: once silent for this long, nothing is on its way any more. */
static const int PTY_SETTLE_MS = 20;
/* After the command's end a pty is read no further than this: a grandchild may go on writing for ever. */
static const long PTY_REST_BYTES = 65536;

struct stream *add_stream(struct relay *relay, const struct fdio *from, const struct fdio *to) {
    struct stream *stream = &relay->streams[relay->stream_count++];
    stream->from = *from;
    stream->to = *to;
    stream->open = true;
    stream->left = -1;
    return stream;
}

static void stop_reading(struct stream *stream) {
    if (!stream->open) return;
    stream->open = false;
    fdio_close(&stream->from);
}

static void finish_if_done(struct stream *stream) {
    if (!stream->open && stream->start == stream->end) fdio_close(&stream->to);
}

static void handle_end(struct stream *stream) {
    if (stream->to_pty && stream->start == stream->end) {
        stream->buffer[0] = end_of_input_character(fdio_poll_fd(&stream->to));
        stream->start = 0;
        stream->end = 1;
    }
    stop_reading(stream);
}

static void fetch(struct stream *stream) {
    size_t most = sizeof stream->buffer;
    if (stream->left >= 0 && (size_t)stream->left < most) most = (size_t)stream->left;
    ssize_t count = fdio_read(&stream->from, stream->buffer, most);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        handle_end(stream);
        return;
    }
    stream->start = 0;
    stream->end = (size_t)count;
    if (stream->left >= 0 && (stream->left -= count) == 0) stop_reading(stream);
}

static void deliver(struct stream *stream) {
    ssize_t count = fdio_write(&stream->to, stream->buffer + stream->start, stream->end - stream->start);
    if (count >= 0) {
        stream->start += (size_t)count;
    } else if (errno != EAGAIN && errno != EINTR) {
        /* The reader is gone: so shall be the pipe the writer writes to. */
        stream->start = stream->end = 0;
        stop_reading(stream);
    }
}

static void move_bytes(struct stream *stream, const struct pollfd *from, const struct pollfd *to) {
    if (stream->start == stream->end && (to->revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) stop_reading(stream);
    if (stream->open && from->revents != 0) fetch(stream);
    if (stream->start < stream->end) deliver(stream);
    finish_if_done(stream);
}

static void relay_signal(struct relay *relay, int signal_number) {
    if (signal_number == SIGWINCH) {
        if (relay->master >= 0) copy_window_size(relay->master);
        return;
    }
    if (signal_number == SIGCHLD) return;
    kill(relay->command, signal_number);
    /* Whoever continued us may have changed the terminal meanwhile: a shell does. */
    if (signal_number == SIGCONT && relay->outer_terminal) make_terminal_raw();
}

static void relay_signals(struct relay *relay) {
    struct signalfd_siginfo info;
    while (read(relay->signals, &info, sizeof info) == (ssize_t)sizeof info) relay_signal(relay, (int)info.ssi_signo);
}

/* With the command gone a signal that ends programs ends the wait for a reader that does not read. */
static bool is_told_to_end(struct relay *relay) {
    struct signalfd_siginfo info;
    while (read(relay->signals, &info, sizeof info) == (ssize_t)sizeof info)
        if (info.ssi_signo == SIGINT || info.ssi_signo == SIGTERM || info.ssi_signo == SIGHUP || info.ssi_signo == SIGQUIT) return true;
    return false;
}

/* The command has ended: what it wrote is in the pipes now, nothing else counts. */
static void limit_streams(struct relay *relay) {
    for (int i = 0; i < relay->stream_count; i++) {
        struct stream *stream = &relay->streams[i];
        int unread = 0;
        if (!stream->open && !stream->inward) continue;
        if (stream->inward) {
            stream->start = stream->end = 0;
            stop_reading(stream);
            fdio_close(&stream->to);
        } else if (stream->from.terminal) {
            stream->left = PTY_REST_BYTES;
        } else if (ioctl(stream->from.fd, FIONREAD, &unread) != 0 || unread == 0) {
            stop_reading(stream);
        } else {
            stream->left = unread;
        }
        finish_if_done(stream);
    }
}

static bool is_busy(const struct relay *relay) {
    for (int i = 0; i < relay->stream_count; i++)
        if (relay->streams[i].open || relay->streams[i].start < relay->streams[i].end) return true;
    return false;
}

static void stop_silent_ptys(struct relay *relay) {
    for (int i = 0; i < relay->stream_count; i++) {
        struct stream *stream = &relay->streams[i];
        if (stream->left < 0 || !stream->from.terminal || stream->start < stream->end) continue;
        stop_reading(stream);
        finish_if_done(stream);
    }
}

static int wait_for_work(struct relay *relay, struct pollfd *waiting, int timeout_ms) {
    for (int i = 0; i < relay->stream_count; i++) {
        struct stream *stream = &relay->streams[i];
        bool empty = stream->start == stream->end;
        waiting[2 * i] = (struct pollfd){.fd = stream->open && empty ? fdio_poll_fd(&stream->from) : -1, .events = POLLIN};
        waiting[2 * i + 1] = (struct pollfd){.fd = stream->to.fd < 0 ? -1 : fdio_poll_fd(&stream->to), .events = empty ? 0 : POLLOUT};
        /* A pty without an open slave is POLLHUP for ever on the writing side; reading it tells. */
        if (stream->to_pty && empty) waiting[2 * i + 1].fd = -1;
    }
    waiting[2 * MOST_STREAMS] = (struct pollfd){.fd = relay->signals, .events = POLLIN};
    for (int i = 2 * relay->stream_count; i < 2 * MOST_STREAMS; i++) waiting[i] = (struct pollfd){.fd = -1};
    return poll(waiting, 2 * MOST_STREAMS + 1, timeout_ms);
}

int run_relay(struct relay *relay) {
    struct pollfd waiting[2 * MOST_STREAMS + 1];
    bool ended = false;
    int status = 0;
    while (!ended || is_busy(relay)) {
        int ready = wait_for_work(relay, waiting, ended && relay->master >= 0 ? PTY_SETTLE_MS : -1);
        if (ready == 0) stop_silent_ptys(relay);
        for (int i = 0; ready > 0 && i < relay->stream_count; i++)
            move_bytes(&relay->streams[i], &waiting[2 * i], &waiting[2 * i + 1]);
        if (ended && is_told_to_end(relay)) break;
        if (ended) continue;
        relay_signals(relay);
        ended = waitpid(relay->command, &status, WNOHANG) == relay->command;
        if (ended) limit_streams(relay);
    }
    return status;
}
