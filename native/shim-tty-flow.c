/* shim-tty-flow: what goes through the body's pty: its output without doubled newlines, its input line by line. Refuses to echo. */
#include "shim-tty-flow.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { PACKET_BYTES = 4096 };

/* A terminal that nobody holds open may be opened again: looked at this often. */
static const int REOPEN_MS = 100;
/* The kernel hands input over in a worker: a line is not looked for in the body's queue before this. */
static const int HANDOVER_MS = 5;
static const int CONSUMED_MOST_MS = 100;
static const int RETURN_MS = 5;

/* There is one terminal in a unit, and operations of channels get no context. */
static struct pty *the_pty;

static bool translates_newlines(const struct pty *pty) {
    return (pty->settings.output & (OPOST | ONLCR)) == (OPOST | ONLCR);
}

static bool is_canonical(const struct pty *pty) {
    return (pty->settings.local & ICANON) != 0;
}

/* The body's pty has made \r\n of every \n and the terminal at home would do so again. Returns the bytes left. */
static size_t undo_newlines(struct pty *pty, const unsigned char *from, size_t size, unsigned char *to) {
    unsigned char *start = to;
    for (size_t i = 0; i < size; i++) {
        if (pty->held_return && from[i] != '\n') *to++ = '\r';
        pty->held_return = from[i] == '\r';
        if (!pty->held_return) *to++ = from[i];
    }
    return (size_t)(to - start);
}

/* The body, or CRIU restoring it, has set the terminal: home follows, and EXTPROC stays. */
static void follow_settings(struct pty *pty) {
    struct kernel_termios now;
    int master = pty->channel->io.fd;
    if (!get_termios(master, &now)) return;
    if ((now.local & EXTPROC) == 0) {
        now.local |= EXTPROC;
        set_termios(master, &now);
    }
    if (memcmp(&now, &pty->settings, sizeof now) == 0) return;
    pty->settings = now;
    pty_note_change(pty);
}

static void handle_packet_status(struct pty *pty, unsigned char status) {
    struct receiver *receiver = &pty->channel->receiver;
    if ((status & TIOCPKT_IOCTL) != 0) follow_settings(pty);
    if ((status & TIOCPKT_FLUSHREAD) == 0) return;
    /* The body threw away what it had not read: what is still on its way into its queue belongs to that. */
    ring_drop(&receiver->ring, receiver->ring.length);
    receiver->marks.count = 0;
    receiver->ack_due = true;
}

static ssize_t none_now(void) {
    errno = EAGAIN;
    return -1;
}

/* One packet of the body's output, status packets handled on the way. */
static ssize_t read_packet(struct pty *pty, unsigned char *packet, size_t size) {
    for (;;) {
        ssize_t count = read(pty->channel->io.fd, packet, size);
        if (count <= 0 || packet[0] == TIOCPKT_DATA) return count;
        handle_packet_status(pty, packet[0]);
    }
}

/* While the body lives a terminal that nobody holds open may be opened again: nothing now, and no end. */
static ssize_t handle_nothing(struct pty *pty, ssize_t count) {
    if (count < 0 && errno != EIO) return count;
    if (pty->closing) return 0;
    pty->channel->read_held = true;
    pty->read_again_ms = monotonic_ms() + REOPEN_MS;
    return none_now();
}

static ssize_t read_master(struct channel *channel, void *buffer, size_t size) {
    struct pty *pty = the_pty;
    (void)channel;
    unsigned char packet[PACKET_BYTES + 1];
    /* One byte may have been held back, one is the status. */
    if (size < 2) return none_now();
    ssize_t count = read_packet(pty, packet, size < sizeof packet ? size : sizeof packet);
    if (count <= 0) return handle_nothing(pty, count);
    if (!translates_newlines(pty) && !pty->held_return) {
        memcpy(buffer, packet + 1, (size_t)count - 1);
        return count - 1;
    }
    size_t left = undo_newlines(pty, packet + 1, (size_t)count - 1, buffer);
    if (pty->held_return) pty->read_again_ms = monotonic_ms() + RETURN_MS;
    return left > 0 ? (ssize_t)left : none_now();
}

static size_t unread_bytes(const struct pty *pty) {
    int count = 0;
    int slave = pty_open_slave(pty, O_RDONLY);
    if (slave < 0) return 0;
    ioctl(slave, FIONREAD, &count);
    close(slave);
    return (size_t)count;
}

/*
 * Under EXTPROC the kernel knows no lines: whoever reads would get two typed lines at once, and takes VEOF for an end of input only
 * if it is alone. So the next line waits until the last one was read.
 */
static bool is_last_line_taken(struct pty *pty) {
    long long now = monotonic_ms();
    if (pty->written_ms == 0) return true;
    long long since = now - pty->written_ms;
    if (since >= HANDOVER_MS && unread_bytes(pty) == 0) {
        pty->written_ms = 0;
        return true;
    }
    long long wait = since < HANDOVER_MS ? HANDOVER_MS : since < CONSUMED_MOST_MS ? since : CONSUMED_MOST_MS;
    pty->channel->write_held = true;
    pty->write_again_ms = now + wait;
    return false;
}

static ssize_t write_line(struct pty *pty, const unsigned char *data, size_t size) {
    struct marks *marks = &pty->channel->receiver.marks;
    uint64_t at = written_bytes(&pty->channel->receiver);
    if (!is_last_line_taken(pty)) return none_now();
    if (marks->count > 0 && marks->offsets[0] <= at) {
        if (write(pty->channel->io.fd, &pty->settings.characters[VEOF], 1) != 1) return -1;
        drop_first_mark(marks);
        pty->written_ms = monotonic_ms();
        return 0;
    }
    if (marks->count > 0 && marks->offsets[0] - at < size) size = (size_t)(marks->offsets[0] - at);
    const unsigned char *newline = memchr(data, '\n', size);
    if (newline != NULL) size = (size_t)(newline - data) + 1;
    ssize_t count = write(pty->channel->io.fd, data, size);
    if (count > 0) pty->written_ms = monotonic_ms();
    return count;
}

static ssize_t write_master(struct channel *channel, const void *buffer, size_t size) {
    struct pty *pty = the_pty;
    if (is_canonical(pty)) return write_line(pty, buffer, size);
    channel->receiver.marks.count = 0;
    return size == 0 ? none_now() : write(channel->io.fd, buffer, size);
}

static const struct channel_operations pty_operations = {.read = read_master, .write = write_master};

void pty_take_flow(struct pty *pty) {
    the_pty = pty;
    pty->channel->operations = &pty_operations;
}
