/* init-options: the command line of krg-init as a structure. Refuses to act on it. */
#pragma once

#include <stdbool.h>

struct init_options {
    long pid_low;         /* 0: the cursor is left alone */
    long pid_high;
    long pid_max;         /* 0: left alone */
    const char *pid_file; /* NULL: none */
    int ready_fd;         /* -1: none */
    bool mount_proc;
    bool respawn;
    char **command;       /* NULL: none; ends with NULL */
};

/* Reads argv; a mistake is one sentence and exit 2. */
void parse_init_options(char **argv, struct init_options *options);
