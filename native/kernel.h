/* kernel: the few system calls and constants that musl does not know. Refuses to wrap anything else. */
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define KRG_SYS_PIDFD_OPEN 434
#define KRG_SYS_CLOSE_RANGE 436
#define KRG_SYS_PIDFD_GETFD 438
#define KRG_CLOSE_RANGE_CLOEXEC 4U

static inline int pidfd_open(pid_t pid) {
    return (int)syscall(KRG_SYS_PIDFD_OPEN, pid, 0);
}

static inline int pidfd_getfd(int pidfd, int fd) {
    return (int)syscall(KRG_SYS_PIDFD_GETFD, pidfd, fd, 0);
}

/* Closes the descriptors from `first` to `last`. */
static inline int close_range(unsigned first, unsigned last) {
    return (int)syscall(KRG_SYS_CLOSE_RANGE, first, last, 0);
}

/* Marks every descriptor from `first` on to be closed at exec. */
static inline int close_at_exec_from(unsigned first) {
    return (int)syscall(KRG_SYS_CLOSE_RANGE, first, ~0U, KRG_CLOSE_RANGE_CLOEXEC);
}

/* Closes every descriptor from `first` on. */
static inline int close_from(unsigned first) {
    return (int)syscall(KRG_SYS_CLOSE_RANGE, first, ~0U, 0);
}
