/* wire: little-endian fields of frames. Refuses to know what they mean. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Reads fields; past the end they are 0 and `good` turns false. */
struct reader {
    const unsigned char *at, *end;
    bool good;
};

static inline struct reader make_reader(const unsigned char *data, size_t size) {
    return (struct reader){.at = data, .end = data + size, .good = true};
}

static inline size_t bytes_left(const struct reader *reader) {
    return (size_t)(reader->end - reader->at);
}

/* `size` raw bytes, or NULL. */
static inline const unsigned char *read_bytes(struct reader *reader, size_t size) {
    const unsigned char *bytes = reader->at;
    if (bytes_left(reader) < size) {
        reader->good = false;
        return NULL;
    }
    reader->at += size;
    return bytes;
}

/* x86-64 is little-endian itself. */
static inline void read_field(struct reader *reader, void *field, size_t size) {
    const unsigned char *bytes = read_bytes(reader, size);
    if (bytes != NULL) memcpy(field, bytes, size);
}

static inline uint8_t read_u8(struct reader *reader) {
    uint8_t value = 0;
    read_field(reader, &value, sizeof value);
    return value;
}

static inline uint16_t read_u16(struct reader *reader) {
    uint16_t value = 0;
    read_field(reader, &value, sizeof value);
    return value;
}

static inline uint32_t read_u32(struct reader *reader) {
    uint32_t value = 0;
    read_field(reader, &value, sizeof value);
    return value;
}

static inline uint64_t read_u64(struct reader *reader) {
    uint64_t value = 0;
    read_field(reader, &value, sizeof value);
    return value;
}

/* The writers return the place behind the field; the caller has made room. */
static inline unsigned char *write_bytes(unsigned char *at, const void *bytes, size_t size) {
    memcpy(at, bytes, size);
    return at + size;
}

static inline unsigned char *write_u8(unsigned char *at, uint8_t value) {
    return write_bytes(at, &value, sizeof value);
}

static inline unsigned char *write_u16(unsigned char *at, uint16_t value) {
    return write_bytes(at, &value, sizeof value);
}

static inline unsigned char *write_u32(unsigned char *at, uint32_t value) {
    return write_bytes(at, &value, sizeof value);
}

static inline unsigned char *write_u64(unsigned char *at, uint64_t value) {
    return write_bytes(at, &value, sizeof value);
}
