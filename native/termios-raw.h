/* termios-raw: terminal settings as the kernel has them, the only form that travels. Refuses to interpret more than it must. */
#pragma once

#include "fdio.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>

enum { KERNEL_TERMIOS_BYTES = 36, KERNEL_CONTROL_CHARACTERS = 19 };

/* struct termios of TCGETS and TCSETS. */
struct kernel_termios {
    uint32_t input, output, control, local;
    uint8_t line;
    uint8_t characters[KERNEL_CONTROL_CHARACTERS];
};
_Static_assert(sizeof(struct kernel_termios) == KERNEL_TERMIOS_BYTES, "the kernel's struct termios has 36 bytes");

/* Settings that take effect at a place in a stream of output: not before what was written earlier, not after what came later. */
enum { MOST_SETTINGS = 8 };
struct settings_queue {
    int count;
    uint64_t offsets[MOST_SETTINGS];
    struct kernel_termios settings[MOST_SETTINGS];
};

/* A queue that is full forgets the last but one. */
void push_settings(struct settings_queue *queue, uint64_t offset, const struct kernel_termios *settings);
void drop_first_settings(struct settings_queue *queue);

/* Flags of a TTY frame. */
enum { TTY_HAS_TERMIOS = 1, TTY_FOREGROUND = 2 };

/* A TTY frame. */
struct tty_news {
    uint16_t channel;
    struct winsize size; /* all 0: unknown */
    bool foreground;
    bool has_termios;
    struct kernel_termios termios;
};

enum { TTY_NEWS_BYTES = 11 + KERNEL_TERMIOS_BYTES };

/* Returns the number of bytes written to `payload` (TTY_NEWS_BYTES at most). */
unsigned pack_tty_news(const struct tty_news *news, unsigned char *payload);

/* False if the payload is too short. */
bool parse_tty_news(const unsigned char *payload, unsigned long size, struct tty_news *news);

static inline bool get_termios(int fd, struct kernel_termios *termios) {
    return ioctl(fd, 0x5401 /* TCGETS */, termios) == 0;
}

static inline bool set_termios(int fd, const struct kernel_termios *termios) {
    return ioctl(fd, 0x5402 /* TCSETS */, termios) == 0;
}
