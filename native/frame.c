/*
 * frame: frames over one non-blocking connection, with a queue for what the socket does not take at once.
 * Refuses to know what frames say. The format is in docs/native-protocol.md.
 */
#include "frame.h"

#include "wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const size_t INPUT_SMALLEST_BYTES = 4096;
/* Enough for two full DATA frames; only a START or STATE needs more, and gives it back. */
static const size_t INPUT_USUAL_BYTES = 131072;

void connection_open(struct connection *connection, int fd) {
    connection_close(connection);
    connection->fd = fd;
}

void connection_close(struct connection *connection) {
    if (connection->fd >= 0) close(connection->fd);
    free(connection->input);
    free(connection->output.data);
    *connection = (struct connection){.fd = -1};
}

void queue_frame(struct connection *connection, enum frame_type type, const void *head, size_t head_size, const void *tail, size_t tail_size) {
    unsigned char header[FRAME_HEADER_BYTES];
    if (!is_connected(connection)) return;
    write_u8(write_u32(header, (uint32_t)(1 + head_size + tail_size)), (uint8_t)type);
    ring_append(&connection->output, header, sizeof header);
    ring_append(&connection->output, head, head_size);
    ring_append(&connection->output, tail, tail_size);
}

bool flush_frames(struct connection *connection) {
    while (is_connected(connection) && connection->output.length > 0) {
        size_t size;
        const unsigned char *data = ring_span(&connection->output, 0, &size);
        ssize_t count = send(connection->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count > 0) {
            ring_drop(&connection->output, (size_t)count);
        } else if (errno == EAGAIN) {
            return true;
        } else if (errno != EINTR) {
            connection_close(connection);
            return false;
        }
    }
    return true;
}

/* Hands over the complete frames from the front. Returns the bytes used, or SIZE_MAX for a frame that cannot be. */
static size_t handle_complete(struct connection *connection, frame_handler *handle, void *context) {
    size_t used = 0;
    int fd = connection->fd;
    while (connection->input_length - used >= FRAME_HEADER_BYTES) {
        struct reader header = make_reader(connection->input + used, FRAME_HEADER_BYTES);
        uint32_t length = read_u32(&header);
        if (length == 0 || length > FRAME_MOST_BYTES + 1) return SIZE_MAX;
        if (connection->input_length - used < 4 + length) break;
        struct frame frame = {.type = read_u8(&header), .payload = header.at, .size = length - 1};
        used += 4 + length;
        handle(context, &frame);
        if (connection->fd != fd) return 0; /* the handler closed it */
    }
    return used;
}

/* The bytes the buffer must hold: the whole of the frame at its front, and more while it is filled to the brim. */
static size_t wanted_capacity(const struct connection *connection) {
    size_t wanted = INPUT_SMALLEST_BYTES;
    bool brimful = connection->input_length > 0 && connection->input_length == connection->input_capacity;
    if (brimful) wanted = connection->input_capacity * 2 < INPUT_USUAL_BYTES ? connection->input_capacity * 2 : INPUT_USUAL_BYTES;
    if (connection->input_length >= 4) {
        struct reader header = make_reader(connection->input, 4);
        uint32_t length = read_u32(&header);
        if (4 + (size_t)length > wanted) wanted = 4 + (size_t)length;
    }
    return wanted;
}

static void make_room(struct connection *connection) {
    size_t wanted = wanted_capacity(connection);
    bool too_large = connection->input_length == 0 && connection->input_capacity > INPUT_USUAL_BYTES;
    if (connection->input_capacity >= wanted && connection->input_length < connection->input_capacity && !too_large) return;
    connection->input = realloc(connection->input, wanted);
    if (connection->input == NULL) give_up();
    connection->input_capacity = wanted;
}

/* One recv(2) and what it completes. Returns 1 to go on, 0 when nothing is left, -1 when the connection is lost. */
static int receive_some(struct connection *connection, frame_handler *handle, void *context) {
    make_room(connection);
    size_t room = connection->input_capacity - connection->input_length;
    ssize_t count = recv(connection->fd, connection->input + connection->input_length, room, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (count <= 0) return -1;
    connection->input_length += (size_t)count;
    size_t used = handle_complete(connection, handle, context);
    if (used == SIZE_MAX) return -1;
    if (!is_connected(connection)) return 0;
    connection->input_length -= used;
    memmove(connection->input, connection->input + used, connection->input_length);
    return (size_t)count == room;
}

bool receive_frames(struct connection *connection, frame_handler *handle, void *context) {
    /* A few rounds at most: the descriptors want their turn too. */
    for (int round = 0; round < 4 && is_connected(connection); round++) {
        int result = receive_some(connection, handle, context);
        if (result == 0) break;
        if (result > 0) continue;
        connection_close(connection);
        return false;
    }
    return true;
}
