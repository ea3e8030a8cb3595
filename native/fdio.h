/*
 * fdio: reading and writing a descriptor whose open file description other processes share, without ever blocking and
 * without ever setting O_NONBLOCK on it. Refuses to know what the bytes mean.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum fdio_mode { FDIO_READ = 1, FDIO_WRITE = 2 };

struct fdio {
    int fd;        /* as given; -1 when closed */
    int own;       /* the same object opened again with O_NONBLOCK, or -1 */
    bool socket;
    bool terminal;
    bool careful;  /* not opened again: ask poll first and write at most PIPE_BUF */
};

/* Prepares `fd` for the directions in `mode` (FDIO_READ | FDIO_WRITE). Cannot fail: without a second description it is careful. */
void fdio_open(struct fdio *io, int fd, int mode);

/* The same for a descriptor whose description belongs to this process alone: it is simply made non-blocking. */
void fdio_adopt(struct fdio *io, int fd);

/* The descriptor to give to poll(2). */
int fdio_poll_fd(const struct fdio *io);

/* As read(2) and write(2) on a non-blocking descriptor: -1 with EAGAIN when nothing can be done now. Never raises SIGPIPE on sockets. */
ssize_t fdio_read(struct fdio *io, void *buffer, size_t size);
ssize_t fdio_write(struct fdio *io, const void *buffer, size_t size);

void fdio_close(struct fdio *io);
