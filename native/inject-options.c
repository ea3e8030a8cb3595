/* inject-options: the command line of krg-inject as a structure. Refuses to act on it. */
#include "inject-options.h"

#include "die.h"
#include "files.h"

#include <stddef.h>
#include <string.h>

struct counts {
    int procs, variables;
};

static void parse_value(const char *name, char *value, struct inject_options *options, struct counts *counts) {
    long number;
    if (strcmp(name, "--pid") == 0) {
        if (!parse_number(value, 2, 4194304, &number)) die(EXIT_USAGE, "--pid %s: wanted a process number", value);
        options->pid = (pid_t)number;
    } else if (strcmp(name, "--procs") == 0) {
        if (counts->procs == MOST_PROCS_FILES) die(EXIT_USAGE, "--procs: at most %d of them", MOST_PROCS_FILES);
        options->procs[counts->procs++] = value;
    } else if (strcmp(name, "--exec") == 0) {
        options->path = value;
    } else if (strcmp(name, "--env") == 0) {
        if (strchr(value, '=') == NULL) die(EXIT_USAGE, "--env %s: wanted NAME=VALUE", value);
        if (counts->variables == MOST_VARIABLES) die(EXIT_USAGE, "--env: at most %d of them", MOST_VARIABLES);
        options->environment[counts->variables++] = value;
    } else {
        die(EXIT_USAGE, "%s is no option: wanted --pid, --procs, --exec, --env", name);
    }
}

void parse_inject_options(char **argv, struct inject_options *options) {
    struct counts counts = {0, 0};
    char **next = argv + 1;
    *options = (struct inject_options){.pid = 0};
    for (; *next != NULL && strcmp(*next, "--") != 0; next += 2) {
        if (strncmp(*next, "--", 2) != 0) die(EXIT_USAGE, "%s: the arguments of the program come after --", *next);
        if (next[1] == NULL) die(EXIT_USAGE, "%s wants a value", *next);
        parse_value(next[0], next[1], options, &counts);
    }
    if (options->pid == 0) die(EXIT_USAGE, "--pid is missing");
    if (options->path == NULL) die(EXIT_USAGE, "--exec is missing: wanted the path of the program");
    if (counts.procs == 0) die(EXIT_USAGE, "--procs is missing: wanted the cgroup.procs file of a cgroup that is not frozen");
    if (*next == NULL || next[1] == NULL) die(EXIT_USAGE, "the program's arguments are missing after --");
    options->arguments = next + 1;
}
