/* enter-options: the command line of krg-enter as a structure. Refuses to act on it. */
#include "enter-options.h"

#include "die.h"
#include "files.h"

#include <stdlib.h>
#include <string.h>

/* "0,2-3" as /sys writes it. */
static void parse_cpus(const char *list, struct enter_options *options) {
    const char *at = list;
    CPU_ZERO(&options->cpus);
    while (*at != '\0') {
        char *end;
        long first = strtol(at, &end, 10), last = first;
        if (end != at && *end == '-') {
            at = end + 1;
            last = strtol(at, &end, 10);
        }
        bool separated = *end == '\0' || (*end == ',' && end[1] != '\0');
        if (end == at || !separated || first < 0 || last < first || last >= CPU_SETSIZE)
            die(EXIT_USAGE, "--cpus %s: wanted a list such as 0,2-3", list);
        for (long cpu = first; cpu <= last; cpu++) CPU_SET((size_t)cpu, &options->cpus);
        at = *end == ',' ? end + 1 : end;
    }
    if (CPU_COUNT(&options->cpus) == 0) die(EXIT_USAGE, "--cpus: wanted a list such as 0,2-3");
    options->pinned = true;
}

static void parse_environment(char *pair) {
    char *equals = strchr(pair, '=');
    if (equals == NULL || equals == pair) die(EXIT_USAGE, "--env %s: wanted NAME=VALUE", pair);
    if (putenv(pair) != 0) die(EXIT_REFUSED, "cannot set %s: %m", pair);
}

static void parse_value(const char *name, char *value, struct enter_options *options) {
    if (strcmp(name, "--pid") == 0) {
        if (!parse_number(value, 1, 4194304, &options->pid)) die(EXIT_USAGE, "--pid %s: wanted a process number", value);
    } else if (strcmp(name, "--env") == 0) {
        parse_environment(value);
    } else if (strcmp(name, "--cwd") == 0) {
        options->cwd = value;
    } else if (strcmp(name, "--cgroup") == 0) {
        options->cgroup = value;
    } else if (strcmp(name, "--cpus") == 0) {
        parse_cpus(value, options);
    } else {
        die(EXIT_USAGE, "%s is no option: wanted --pid, --env, --cwd, --cgroup, --cpus, --tty", name);
    }
}

void parse_enter_options(char **argv, struct enter_options *options) {
    *options = (struct enter_options){.pid = 0};
    char **next = argv + 1;
    for (; *next != NULL && strcmp(*next, "--") != 0; next++) {
        if (strcmp(*next, "--tty") == 0) {
            options->tty = true;
        } else if (strncmp(*next, "--", 2) != 0) {
            die(EXIT_USAGE, "%s: a command comes after --", *next);
        } else if (next[1] == NULL) {
            die(EXIT_USAGE, "%s wants a value", *next);
        } else {
            parse_value(next[0], next[1], options);
            next++;
        }
    }
    if (options->pid == 0) die(EXIT_USAGE, "--pid is missing: wanted the process number of the node's init");
    if (*next == NULL || next[1] == NULL) die(EXIT_USAGE, "a command is missing after --");
    options->command = next + 1;
}
