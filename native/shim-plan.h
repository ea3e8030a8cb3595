/* shim-plan: a START frame as a structure. Refuses to act on it. */
#pragma once

#include "channel.h"
#include "frame.h"
#include "termios-raw.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { MOST_MEMBERS = 1024, MOST_ARGUMENTS = 256, CLOSED_BY_BODY = -1 };

struct planned_channel {
    unsigned id;
    enum channel_kind kind;
    int directions;
    int fd;                /* the body's end in CRIU; CLOSED_BY_BODY: only bytes of STATE are left to deliver */
    const char *path;      /* of a file, or NULL */
    bool has_terminal;     /* the two below are given */
    struct winsize size;
    struct kernel_termios settings;
};

/* Strings point into `text`, which is never freed: there is one START in a shim's life. */
struct plan {
    char *text;
    uint32_t root;
    uint32_t members[MOST_MEMBERS]; /* with the root */
    int member_count;
    const char *cgroup, *log, *hold; /* NULL: not given */
    char *arguments[MOST_ARGUMENTS + 1];
    int argument_count;
    struct planned_channel channels[MOST_CHANNELS];
    int channel_count;
};

/* False after fail() with a sentence. */
bool parse_plan(const struct frame *frame, struct plan *plan);
