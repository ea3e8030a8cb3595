/*
 * shim-tty: the body's terminal: a pty whose line editing and echo happen at home (EXTPROC). Refuses to edit lines.
 */
#include "shim-tty.h"

#include "failure.h"
#include "shim-tty-flow.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif

static int open_master(void) {
    int master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    return master >= 0 ? master : open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
}

int pty_open_slave(const struct pty *pty, int flags) {
    return ioctl(pty->channel->io.fd, TIOCGPTPEER, flags | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
}

int pty_create(struct pty *pty, struct channel *channel, const struct winsize *size, const struct kernel_termios *settings) {
    int unlocked = 0, packets = 1, slave = -1;
    int master = open_master();
    if (master >= 0 && ioctl(master, TIOCSPTLCK, &unlocked) == 0)
        slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) {
        fail("cannot make a terminal: %s", strerror(errno));
        return -1;
    }
    pty->channel = channel;
    channel->io = (struct fdio){.fd = master, .own = -1, .terminal = true};
    pty->foreground = true; /* until home says otherwise: a program put into the background by mistake would stop */
    pty_take_flow(pty);
    if (settings != NULL) pty->settings = *settings;
    else get_termios(slave, &pty->settings);
    pty->settings.local |= EXTPROC;
    set_termios(slave, &pty->settings);
    if (size != NULL) ioctl(master, TIOCSWINSZ, size);
    ioctl(master, TIOCPKT, &packets);
    ioctl(slave, TIOCSCTTY, 0);
    return slave;
}

void pty_place_groups(struct pty *pty) {
    if (pty->channel == NULL || pty->channel->io.fd < 0 || pty->body_group <= 0) return;
    pid_t group = pty->foreground ? pty->body_group : getpgrp();
    ioctl(pty->channel->io.fd, TIOCSPGRP, &group);
}

void pty_handle(struct pty *pty, const struct frame *frame) {
    struct tty_news news;
    if (pty->channel == NULL || pty->channel->io.fd < 0 || !parse_tty_news(frame->payload, frame->size, &news)) return;
    if (news.channel != pty->channel->id) return;
    if (news.size.ws_row != 0 || news.size.ws_col != 0) ioctl(pty->channel->io.fd, TIOCSWINSZ, &news.size);
    if (news.foreground == pty->foreground) return;
    pty->foreground = news.foreground;
    pty_place_groups(pty);
}

static void set_bar(struct pty *pty) {
    struct sender *sender = &pty->channel->sender;
    sender->barred = pty->changes.count > 0;
    if (sender->barred) sender->bar = pty->changes.offsets[0];
}

void pty_note_change(struct pty *pty) {
    pty->changed = true;
    push_settings(&pty->changes, sender_end(&pty->channel->sender), &pty->settings);
    set_bar(pty);
}

void pty_rewind(struct pty *pty) {
    if (pty->channel != NULL && pty->changed && pty->changes.count == 0) pty_note_change(pty);
}

bool pty_send(struct pty *pty, struct relay *relay) {
    unsigned char payload[TTY_NEWS_BYTES];
    if (pty->channel == NULL || pty->changes.count == 0 || !may_send(&relay->streams)) return false;
    if (pty->channel->sender.sent < pty->changes.offsets[0]) return false;
    struct tty_news news = {.channel = pty->channel->id, .has_termios = true, .termios = pty->changes.settings[0]};
    queue_frame(&relay->connection, FRAME_TTY, payload, pack_tty_news(&news, payload), NULL, 0);
    drop_first_settings(&pty->changes);
    set_bar(pty);
    return true;
}

static int until_ms(long long when) {
    long long left = when - monotonic_ms();
    return left < 0 ? 0 : (int)left;
}

int pty_timeout_ms(const struct pty *pty) {
    int timeout = -1;
    if (pty->channel == NULL || pty->channel->io.fd < 0) return timeout;
    if (pty->read_again_ms != 0) timeout = until_ms(pty->read_again_ms);
    if (pty->write_again_ms != 0 && (timeout < 0 || until_ms(pty->write_again_ms) < timeout)) timeout = until_ms(pty->write_again_ms);
    return timeout;
}

void pty_release_return(struct pty *pty) {
    if (pty->held_return) ring_append(&pty->channel->sender.ring, "\r", 1);
    pty->held_return = false;
}

void pty_work(struct pty *pty) {
    long long now = monotonic_ms();
    if (pty->read_again_ms != 0 && now >= pty->read_again_ms) {
        pty->read_again_ms = 0;
        pty->channel->read_held = false;
        pty_release_return(pty);
    }
    if (pty->write_again_ms != 0 && now >= pty->write_again_ms) {
        pty->write_again_ms = 0;
        pty->channel->write_held = false;
    }
}

size_t pty_take_unread(struct pty *pty, unsigned char *buffer, size_t size) {
    size_t length = 0;
    pid_t group = getpgrp();
    int slave = pty_open_slave(pty, O_RDONLY);
    if (slave < 0) return 0;
    /* Only the foreground may read. The body is frozen and does not see it. */
    ioctl(pty->channel->io.fd, TIOCSPGRP, &group);
    while (length < size) {
        ssize_t count = read(slave, buffer + length, size - length);
        if (count <= 0) break;
        length += (size_t)count;
    }
    close(slave);
    pty_place_groups(pty);
    pty->written_ms = 0;
    return length;
}
