/* enter-options: the command line of krg-enter as a structure. Refuses to act on it. */
#pragma once

#include <sched.h>
#include <stdbool.h>

struct enter_options {
    long pid;
    const char *cwd;    /* NULL: the node's / */
    const char *cgroup; /* NULL: that of the node's init */
    bool tty;           /* a terminal whatever standard input is */
    bool pinned;        /* cpus holds what --cpus named */
    cpu_set_t cpus;
    char **command;     /* ends with NULL */
};

/* Reads argv; a mistake is one sentence and exit 2. --env takes effect on the environment at once. */
void parse_enter_options(char **argv, struct enter_options *options);
