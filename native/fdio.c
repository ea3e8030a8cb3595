/*
 * fdio: reading and writing a descriptor whose open file description other processes share, without ever blocking and
 * without ever setting O_NONBLOCK on it. Refuses to know what the bytes mean.
 */
#include "fdio.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_again(int fd, int mode) {
    char path[40];
    int access = mode == FDIO_READ ? O_RDONLY : mode == FDIO_WRITE ? O_WRONLY : O_RDWR;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

void fdio_open(struct fdio *io, int fd, int mode) {
    struct stat status;
    *io = (struct fdio){.fd = fd, .own = -1};
    if (fstat(fd, &status) != 0) return;
    io->socket = S_ISSOCK(status.st_mode);
    io->terminal = S_ISCHR(status.st_mode) && isatty(fd);
    if (!S_ISFIFO(status.st_mode) && !io->terminal) return;
    /* A regular file must not be opened again: the offset is shared on purpose. */
    io->own = open_again(fd, mode);
    io->careful = io->own < 0;
}

void fdio_adopt(struct fdio *io, int fd) {
    *io = (struct fdio){.fd = fd, .own = -1, .terminal = isatty(fd) == 1};
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

int fdio_poll_fd(const struct fdio *io) {
    return io->own >= 0 ? io->own : io->fd;
}

static bool is_ready(int fd, short events) {
    struct pollfd waiting = {.fd = fd, .events = events};
    return poll(&waiting, 1, 0) == 1;
}

ssize_t fdio_read(struct fdio *io, void *buffer, size_t size) {
    if (io->socket) return recv(io->fd, buffer, size, MSG_DONTWAIT);
    if (io->careful && !is_ready(io->fd, POLLIN)) {
        errno = EAGAIN;
        return -1;
    }
    return read(fdio_poll_fd(io), buffer, size);
}

ssize_t fdio_write(struct fdio *io, const void *buffer, size_t size) {
    if (io->socket) return send(io->fd, buffer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (io->careful) {
        if (!is_ready(io->fd, POLLOUT)) {
            errno = EAGAIN;
            return -1;
        }
        /* POLLOUT on a pipe promises room for this much; a terminal promises less. */
        size_t most = io->terminal ? 256 : PIPE_BUF;
        if (size > most) size = most;
    }
    return write(fdio_poll_fd(io), buffer, size);
}

void fdio_close(struct fdio *io) {
    if (io->own >= 0) close(io->own);
    if (io->fd >= 0) close(io->fd);
    io->own = io->fd = -1;
}
