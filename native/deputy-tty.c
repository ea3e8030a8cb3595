/* deputy-tty: the terminal at home on behalf of a program that is elsewhere. Refuses to read while in the background. */
#include "deputy-tty.h"

#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Operations of channels get no context. A unit has one terminal. */
static struct home_tty *the_tty;

/* A terminal that is not the controlling one knows no background. */
static bool is_foreground(int fd) {
    pid_t group = tcgetpgrp(fd);
    return group < 0 || group == getpgrp();
}

static bool is_hung_up(int fd) {
    struct pollfd state = {.fd = fd};
    return poll(&state, 1, 0) == 1 && (state.revents & POLLHUP) != 0;
}

/* Nothing read from a terminal that reads by lines is Ctrl-D: an end of input for whoever reads now, not of the stream. */
static ssize_t read_home(struct channel *channel, void *buffer, size_t size) {
    struct kernel_termios settings;
    int fd = fdio_poll_fd(&channel->io);
    ssize_t count = fdio_read(&channel->io, buffer, size);
    if (count > 0) return count;
    if (is_hung_up(fd)) {
        stop_receiver(channel);
        return 0;
    }
    if (count < 0 && errno != EIO) return count;
    if (count == 0 && get_termios(fd, &settings) && (settings.local & ICANON) != 0)
        add_mark(&channel->sender.marks, sender_end(&channel->sender));
    channel->read_held = !is_foreground(fd);
    errno = EAGAIN;
    return -1;
}

/* Sets what the body set before it wrote the next byte. */
static void apply_changes(struct home_tty *tty) {
    while (tty->changes.count > 0 && tty->changes.offsets[0] <= written_bytes(&tty->channel->receiver)) {
        set_termios(tty->channel->io.fd, &tty->changes.settings[0]);
        drop_first_settings(&tty->changes);
    }
}

static ssize_t write_home(struct channel *channel, const void *buffer, size_t size) {
    struct home_tty *tty = the_tty;
    if (tty->channel == channel) {
        apply_changes(tty);
        uint64_t at = written_bytes(&channel->receiver);
        if (tty->changes.count > 0 && tty->changes.offsets[0] - at < size) size = (size_t)(tty->changes.offsets[0] - at);
    }
    return fdio_write(&channel->io, buffer, size);
}

static const struct channel_operations home_operations = {.read = read_home, .write = write_home};

void home_tty_prepare(struct home_tty *tty, struct streams *streams) {
    the_tty = tty;
    for (int i = 0; i < streams->count; i++) {
        if (streams->channels[i].kind != KIND_TTY) continue;
        streams->channels[i].operations = &home_operations;
        if (tty->channel == NULL) tty->channel = &streams->channels[i];
    }
    if (tty->channel == NULL) return;
    tty->foreground = is_foreground(tty->channel->io.fd);
    tty->channel->read_held = !tty->foreground;
}

void home_tty_work(struct home_tty *tty) {
    if (tty->channel == NULL || tty->channel->io.fd < 0) return;
    bool foreground = is_foreground(tty->channel->io.fd);
    if (foreground != tty->foreground) tty->news_due = true;
    tty->foreground = foreground;
    tty->channel->read_held = !foreground;
    apply_changes(tty);
}

void home_tty_handle(struct home_tty *tty, const struct frame *frame) {
    struct tty_news news;
    if (tty->channel == NULL || !parse_tty_news(frame->payload, frame->size, &news)) return;
    if (news.channel != tty->channel->id || !news.has_termios) return;
    news.termios.local &= ~(uint32_t)EXTPROC;
    push_settings(&tty->changes, tty->channel->receiver.received, &news.termios);
}

void home_tty_send(struct home_tty *tty, struct relay *relay) {
    unsigned char payload[TTY_NEWS_BYTES];
    if (tty->channel == NULL || !tty->news_due || !may_send(&relay->streams)) return;
    struct tty_news news = {.channel = tty->channel->id, .foreground = tty->foreground || tty->orphaned};
    if (tty->channel->io.fd < 0) return;
    ioctl(tty->channel->io.fd, TIOCGWINSZ, &news.size);
    queue_frame(&relay->connection, FRAME_TTY, payload, pack_tty_news(&news, payload), NULL, 0);
    tty->news_due = false;
}
