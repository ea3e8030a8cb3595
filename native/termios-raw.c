/* termios-raw: terminal settings as the kernel has them, the only form that travels. Refuses to interpret more than it must. */
#include "termios-raw.h"

#include "wire.h"

#include <string.h>

void push_settings(struct settings_queue *queue, uint64_t offset, const struct kernel_termios *settings) {
    if (queue->count == MOST_SETTINGS) queue->count--;
    queue->offsets[queue->count] = offset;
    queue->settings[queue->count] = *settings;
    queue->count++;
}

void drop_first_settings(struct settings_queue *queue) {
    queue->count--;
    memmove(queue->offsets, queue->offsets + 1, (size_t)queue->count * sizeof *queue->offsets);
    memmove(queue->settings, queue->settings + 1, (size_t)queue->count * sizeof *queue->settings);
}

unsigned pack_tty_news(const struct tty_news *news, unsigned char *payload) {
    int flags = (news->has_termios ? TTY_HAS_TERMIOS : 0) | (news->foreground ? TTY_FOREGROUND : 0);
    unsigned char *at = write_u16(payload, news->channel);
    at = write_u16(write_u16(at, news->size.ws_row), news->size.ws_col);
    at = write_u16(write_u16(at, news->size.ws_xpixel), news->size.ws_ypixel);
    at = write_u8(at, (uint8_t)flags);
    if (news->has_termios) at = write_bytes(at, &news->termios, sizeof news->termios);
    return (unsigned)(at - payload);
}

bool parse_tty_news(const unsigned char *payload, unsigned long size, struct tty_news *news) {
    struct reader reader = make_reader(payload, size);
    news->channel = read_u16(&reader);
    news->size.ws_row = read_u16(&reader);
    news->size.ws_col = read_u16(&reader);
    news->size.ws_xpixel = read_u16(&reader);
    news->size.ws_ypixel = read_u16(&reader);
    uint8_t flags = read_u8(&reader);
    news->foreground = (flags & TTY_FOREGROUND) != 0;
    news->has_termios = (flags & TTY_HAS_TERMIOS) != 0;
    if (news->has_termios) read_field(&reader, &news->termios, sizeof news->termios);
    return reader.good;
}
