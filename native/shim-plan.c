/* shim-plan: a START frame as a structure. Refuses to act on it. */
#include "shim-plan.h"

#include "failure.h"
#include "files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const long PID_LIMIT = 4194304;
static const char HOOK_OPTION[] = " --hold ";

static struct planned_channel *find_planned(struct plan *plan, unsigned id) {
    for (int i = 0; i < plan->channel_count; i++)
        if (plan->channels[i].id == id) return &plan->channels[i];
    return NULL;
}

static bool parse_root(struct plan *plan, char *value) {
    long pid;
    if (!parse_number(value, 2, PID_LIMIT, &pid)) return fail("root=%s: wanted a process number", value);
    plan->root = (uint32_t)pid;
    return true;
}

static bool parse_members(struct plan *plan, char *value) {
    long pid;
    while (value != NULL && *value != '\0') {
        char *item = strsep(&value, ",");
        if (!parse_number(item, 2, PID_LIMIT, &pid)) return fail("pids: %s is no process number", item);
        if (plan->member_count == MOST_MEMBERS) return fail("pids: more than %d processes", MOST_MEMBERS);
        plan->members[plan->member_count++] = (uint32_t)pid;
    }
    return true;
}

static bool parse_channel(struct plan *plan, char *value) {
    struct planned_channel channel = {.fd = -1};
    char kind[8], directions[4];
    if (sscanf(value, "%u:%7[a-z]:%3[a-z]:%d", &channel.id, kind, directions, &channel.fd) != 4 || channel.id >= MOST_CHANNELS ||
        (channel.fd < 3 && channel.fd != CLOSED_BY_BODY) || !parse_kind(kind, &channel.kind) || !parse_directions(directions, &channel.directions))
        return fail("chan=%s: wanted <id>:<kind>:<dir>:<fd>", value);
    if (plan->channel_count == MOST_CHANNELS || find_planned(plan, channel.id) != NULL) return fail("chan=%s: too many or twice", value);
    plan->channels[plan->channel_count++] = channel;
    return true;
}

static bool parse_file(struct plan *plan, char *value) {
    unsigned id;
    int used = 0;
    if (sscanf(value, "%u:%n", &id, &used) != 1 || used == 0) return fail("file=%s: wanted <id>:<path>", value);
    struct planned_channel *channel = find_planned(plan, id);
    if (channel == NULL) return fail("file=%s: there is no such channel", value);
    channel->path = value + used;
    return true;
}

static bool parse_hex(const char *text, unsigned char *bytes, size_t size) {
    if (strlen(text) != size * 2) return false;
    for (size_t i = 0; i < size; i++) {
        unsigned byte;
        if (sscanf(text + 2 * i, "%2x", &byte) != 1) return false;
        bytes[i] = (unsigned char)byte;
    }
    return true;
}

static bool parse_terminal(struct plan *plan, char *value) {
    unsigned id;
    struct winsize size;
    int used = 0;
    struct planned_channel *channel = NULL;
    if (sscanf(value, "%u:%hu:%hu:%hu:%hu:%n", &id, &size.ws_row, &size.ws_col, &size.ws_xpixel, &size.ws_ypixel, &used) == 5 && used > 0)
        channel = find_planned(plan, id);
    if (channel == NULL || !parse_hex(value + used, (unsigned char *)&channel->settings, sizeof channel->settings))
        return fail("tty=%s: wanted <id>:<rows>:<cols>:<xpixel>:<ypixel>:<termios in hex> of a channel", value);
    channel->size = size;
    channel->has_terminal = true;
    return true;
}

/* CRIU executes an action script by its path alone: "krg-shim --hold PATH" becomes the path, the rest goes by environment. */
static bool parse_argument(struct plan *plan, char *value) {
    char *option = strstr(value, HOOK_OPTION);
    if (plan->argument_count == MOST_ARGUMENTS) return fail("arg: more than %d", MOST_ARGUMENTS);
    if (option != NULL) *option = '\0';
    plan->arguments[plan->argument_count++] = value;
    return true;
}

static bool parse_pair(struct plan *plan, char *name, char *value) {
    if (strcmp(name, "root") == 0) return parse_root(plan, value);
    if (strcmp(name, "pids") == 0) return parse_members(plan, value);
    if (strcmp(name, "chan") == 0) return parse_channel(plan, value);
    if (strcmp(name, "file") == 0) return parse_file(plan, value);
    if (strcmp(name, "tty") == 0) return parse_terminal(plan, value);
    if (strcmp(name, "arg") == 0) return parse_argument(plan, value);
    if (strcmp(name, "cgroup") == 0) plan->cgroup = value;
    if (strcmp(name, "log") == 0) plan->log = value;
    if (strcmp(name, "hold") == 0) plan->hold = value;
    return true;
}

bool parse_plan(const struct frame *frame, struct plan *plan) {
    plan->text = malloc(frame->size + 1);
    if (plan->text == NULL) give_up();
    memcpy(plan->text, frame->payload, frame->size);
    plan->text[frame->size] = '\0';
    for (char *at = plan->text, *end = at + frame->size; at < end;) {
        char *next = at + strlen(at) + 1;
        char *equals = strchr(at, '=');
        if (equals == NULL) return fail("START: %s is not key=value", at);
        *equals = '\0';
        if (!parse_pair(plan, at, equals + 1)) return false;
        at = next;
    }
    if (plan->root == 0) return fail("START: root= is missing");
    if (plan->argument_count == 0) return fail("START: arg= is missing");
    if (plan->hold == NULL) return fail("START: hold= is missing");
    for (int i = 0; i < plan->channel_count; i++)
        if (plan->channels[i].kind == KIND_FILE && plan->channels[i].fd != CLOSED_BY_BODY && plan->channels[i].path == NULL)
            return fail("START: file=%u:<path> is missing", plan->channels[i].id);
    return true;
}
