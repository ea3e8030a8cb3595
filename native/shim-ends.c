/* shim-ends: the two ends of every channel: one for the body, by way of CRIU, one for the shim. Refuses to move bytes between them. */
#include "shim-ends.h"

#include "body-descriptors.h"
#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_pipe(struct channel *channel) {
    int pair[2];
    if (pipe2(pair, O_CLOEXEC) != 0) {
        fail("cannot make a pipe: %s", strerror(errno));
        return -1;
    }
    bool reads = channel->directions == DIRECTION_IN;
    fdio_adopt(&channel->io, reads ? pair[1] : pair[0]);
    return reads ? pair[0] : pair[1];
}

static int make_socket(struct channel *channel) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        fail("cannot make a socket: %s", strerror(errno));
        return -1;
    }
    channel->io = (struct fdio){.fd = pair[0], .own = -1, .socket = true};
    return pair[1];
}

static int open_file(struct channel *channel, const char *path) {
    int access = channel->directions == DIRECTION_IN ? O_RDONLY : channel->directions == DIRECTION_OUT ? O_WRONLY : O_RDWR;
    int fd = open(path, access | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) fail("cannot open %s: %s", path, strerror(errno));
    else channel->io.fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    return fd;
}

static int make_terminal(struct ends *ends, struct channel *channel, const struct planned_channel *planned) {
    if (ends->pty.channel != NULL) {
        fail("a unit has one terminal at most");
        return -1;
    }
    if (planned->has_terminal) return pty_create(&ends->pty, channel, &planned->size, &planned->settings);
    return pty_create(&ends->pty, channel, NULL, NULL);
}

static int make_end(struct ends *ends, struct channel *channel, const struct planned_channel *planned) {
    switch (planned->kind) {
    case KIND_PIPE:
        if (planned->directions != (DIRECTION_IN | DIRECTION_OUT)) return make_pipe(channel);
        fail("chan=%u: a pipe goes one way", planned->id);
        return -1;
    case KIND_SOCK: return make_socket(channel);
    case KIND_TTY: return make_terminal(ends, channel, planned);
    default: return open_file(channel, planned->path);
    }
}

bool make_ends(struct ends *ends, const struct plan *plan, struct streams *streams) {
    for (int i = 0; i < plan->channel_count; i++) {
        const struct planned_channel *planned = &plan->channels[i];
        struct body_end *body = &ends->bodies[ends->count];
        struct stat status;
        struct channel *channel = add_channel(streams, planned->id, planned->kind, planned->directions, DIRECTION_OUT);
        if (channel == NULL) return fail("chan=%u: too many channels", planned->id);
        *body = (struct body_end){.fd = -1, .wanted = -1};
        ends->count++;
        if (planned->fd == CLOSED_BY_BODY) {
            close_channel(channel);
            continue;
        }
        body->fd = make_end(ends, channel, planned);
        if (body->fd < 0) return false;
        body->wanted = planned->fd;
        body->inode = fstat(body->fd, &status) == 0 ? status.st_ino : 0;
    }
    return true;
}

bool place_ends(const struct ends *ends) {
    int free_number = 3, copies[MOST_CHANNELS];
    for (int i = 0; i < ends->count; i++)
        if (ends->bodies[i].wanted >= free_number) free_number = ends->bodies[i].wanted + 1;
    /* First out of the way of the numbers that are wanted, then to them. */
    for (int i = 0; i < ends->count; i++) {
        if (ends->bodies[i].fd < 0) continue;
        copies[i] = fcntl(ends->bodies[i].fd, F_DUPFD_CLOEXEC, free_number);
        if (copies[i] < 0) return false;
    }
    for (int i = 0; i < ends->count; i++)
        if (ends->bodies[i].fd >= 0 && dup2(copies[i], ends->bodies[i].wanted) < 0) return false;
    return true;
}

void close_body_ends(struct ends *ends) {
    for (int i = 0; i < ends->count; i++) {
        if (ends->bodies[i].fd >= 0) close(ends->bodies[i].fd);
        ends->bodies[i].fd = -1;
    }
}

void give_ends_to(const struct ends *ends, const struct streams *streams, uint32_t pid) {
    uid_t user;
    gid_t group;
    if (!body_owner(pid, &user, &group)) return;
    for (int i = 0; i < streams->count; i++) {
        const struct channel *channel = &streams->channels[i];
        /* Failure only means that the program cannot open its pipe a second time. */
        if (channel->kind == KIND_PIPE && channel->io.fd >= 0 && fchown(channel->io.fd, user, group) != 0) continue;
    }
    if (ends->pty.channel == NULL) return;
    int slave = pty_open_slave(&ends->pty, O_RDWR);
    if (slave < 0) return;
    if (fchown(slave, user, (gid_t)-1) == 0) fchmod(slave, 0620);
    close(slave);
}

/* A pipe can be opened at its other end by way of this one. */
static int open_unread_pipe(const struct channel *channel) {
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", channel->io.fd);
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static int open_unread_socket(const struct ends *ends, const struct plan *plan, const struct channel *channel) {
    for (int i = 0; i < plan->channel_count; i++)
        if (plan->channels[i].id == channel->id) return copy_body_socket(plan, ends->bodies[i].inode);
    return -1;
}

size_t take_unread(struct ends *ends, const struct plan *plan, struct channel *channel, unsigned char *buffer, size_t size) {
    size_t length = 0;
    if (channel->io.fd < 0) return 0;
    if (channel->kind == KIND_TTY) return pty_take_unread(&ends->pty, buffer, size);
    bool socket = channel->kind == KIND_SOCK;
    int fd = socket ? open_unread_socket(ends, plan, channel) : open_unread_pipe(channel);
    if (fd < 0) return 0;
    while (length < size) {
        ssize_t count = socket ? recv(fd, buffer + length, size - length, MSG_DONTWAIT) : read(fd, buffer + length, size - length);
        if (count <= 0) break;
        length += (size_t)count;
    }
    close(fd);
    return length;
}

void adopt_body_file(struct channel *channel, uint32_t pid) {
    struct stat own;
    if (channel->io.fd < 0 || fstat(channel->io.fd, &own) != 0) return;
    int fd = copy_body_file(pid, own.st_dev, own.st_ino);
    if (fd < 0) return;
    close(channel->io.fd);
    channel->io.fd = fd;
}
