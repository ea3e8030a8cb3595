/* inject-options: the command line of krg-inject as a structure. Refuses to act on it. */
#pragma once

#include <sys/types.h>

enum { MOST_PROCS_FILES = 16, MOST_VARIABLES = 64 };

struct inject_options {
    pid_t pid;
    const char *path;                          /* what to execute */
    const char *procs[MOST_PROCS_FILES + 1];   /* ends with NULL */
    char *environment[MOST_VARIABLES + 1];     /* ends with NULL */
    char **arguments;                          /* ends with NULL */
};

/* Reads argv; a mistake is one sentence and exit 2. */
void parse_inject_options(char **argv, struct inject_options *options);
