/* deputy-options: what the environment tells the deputy. Refuses to act on it. */
#include "deputy-options.h"

#include "files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t deputy_pid(void) {
    const char *text = getenv("KRG_DEPUTY");
    long pid;
    return text != NULL && parse_number(text, 1, UINT32_MAX, &pid) ? (uint32_t)pid : 0;
}

static bool add_one(struct streams *streams, const char *text) {
    unsigned id;
    int fd, directions, used = 0;
    char kind_name[8], direction_name[4];
    enum channel_kind kind;
    if (sscanf(text, "%u:%7[a-z]:%3[a-z]:%d%n", &id, kind_name, direction_name, &fd, &used) != 4 || text[used] != '\0') return false;
    if (id >= MOST_CHANNELS || fd < 0 || !parse_kind(kind_name, &kind) || !parse_directions(direction_name, &directions)) return false;
    struct channel *channel = add_channel(streams, id, kind, directions, DIRECTION_IN);
    if (channel == NULL) return false;
    channel->io.fd = fd;
    channel->shared = true;
    return true;
}

bool deputy_channels(struct streams *streams) {
    const char *text = getenv("KRG_CHANNELS");
    char *copy = strdup(text == NULL ? "" : text), *rest = copy;
    bool good = copy != NULL;
    while (good && rest != NULL && *rest != '\0') good = add_one(streams, strsep(&rest, ","));
    free(copy);
    return good;
}
