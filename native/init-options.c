/* init-options: the command line of krg-init as a structure. Refuses to act on it. */
#include "init-options.h"

#include "die.h"
#include "files.h"

#include <string.h>

static const long PID_LIMIT = 4194304;
/* The cursor is set back this far before the end, so that a burst of forks within a second stays in the range. */
static const long PID_SLACK = 4096;

static void parse_range(char *text, struct init_options *options) {
    char *colon = strchr(text, ':');
    if (colon == NULL) die(EXIT_USAGE, "--pids %s: wanted LOW:HIGH", text);
    *colon = '\0';
    if (!parse_number(text, 1, PID_LIMIT, &options->pid_low) ||
        !parse_number(colon + 1, 1, PID_LIMIT, &options->pid_high) ||
        options->pid_high - options->pid_low <= PID_SLACK)
        die(EXIT_USAGE, "--pids %s:%s: wanted LOW:HIGH with LOW + %ld < HIGH <= %ld", text, colon + 1, PID_SLACK, PID_LIMIT);
}

static void parse_value(const char *name, char *value, struct init_options *options) {
    long number;
    if (strcmp(name, "--pids") == 0) {
        parse_range(value, options);
    } else if (strcmp(name, "--pid-max") == 0) {
        if (!parse_number(value, 301, PID_LIMIT, &options->pid_max))
            die(EXIT_USAGE, "--pid-max %s: wanted a number from 301 to %ld", value, PID_LIMIT);
    } else if (strcmp(name, "--pid-file") == 0) {
        options->pid_file = value;
    } else if (strcmp(name, "--ready") == 0) {
        if (!parse_number(value, 0, 1 << 20, &number)) die(EXIT_USAGE, "--ready %s: wanted a descriptor number", value);
        options->ready_fd = (int)number;
    } else {
        die(EXIT_USAGE, "%s is no option: wanted --pids, --pid-max, --pid-file, --mount-proc, --ready, --respawn", name);
    }
}

void parse_init_options(char **argv, struct init_options *options) {
    *options = (struct init_options){.ready_fd = -1};
    char **next = argv + 1;
    for (; *next != NULL && strcmp(*next, "--") != 0; next++) {
        if (strcmp(*next, "--mount-proc") == 0) {
            options->mount_proc = true;
        } else if (strcmp(*next, "--respawn") == 0) {
            options->respawn = true;
        } else if (strncmp(*next, "--", 2) != 0) {
            die(EXIT_USAGE, "%s: a command comes after --", *next);
        } else if (next[1] == NULL) {
            die(EXIT_USAGE, "%s wants a value", *next);
        } else {
            parse_value(next[0], next[1], options);
            next++;
        }
    }
    if (*next != NULL && next[1] != NULL) options->command = next + 1;
    if (options->respawn && options->command == NULL) die(EXIT_USAGE, "--respawn wants a command after --");
}
