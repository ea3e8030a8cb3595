/* files: small text files of the kernel and of ours, read and written whole. Refuses to know what they mean. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

long read_text(const char *path, char *buffer, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    size_t length = 0;
    while (length < size - 1) {
        ssize_t count = read(fd, buffer + length, size - 1 - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            close(fd);
            return -1;
        }
        if (count == 0) break;
        length += (size_t)count;
    }
    close(fd);
    buffer[length] = '\0';
    return (long)length;
}

static int write_and_close(int fd, const char *text) {
    size_t length = strlen(text);
    ssize_t count = write(fd, text, length);
    int saved = errno;
    if (close(fd) != 0 && count >= 0) return -1;
    errno = count < 0 ? saved : EIO;
    return count == (ssize_t)length ? 0 : -1;
}

int write_text(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? -1 : write_and_close(fd, text);
}

int replace_file(const char *path, const char *text) {
    char temporary[4096];
    int length = snprintf(temporary, sizeof temporary, "%s.new", path);
    if (length < 0 || (size_t)length >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return -1;
    if (write_and_close(fd, text) != 0 || rename(temporary, path) != 0) {
        int saved = errno;
        unlink(temporary);
        errno = saved;
        return -1;
    }
    return 0;
}

bool parse_number(const char *text, long low, long high, long *value) {
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || number < low || number > high) return false;
    *value = number;
    return true;
}
