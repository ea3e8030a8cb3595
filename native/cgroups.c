/* cgroups: from a line of /proc/PID/cgroup to the file that takes processes in. Refuses to create or to freeze any. */
#include "cgroups.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

struct cgroup_mount {
    char root[PATH_MAX]; /* the part of the hierarchy that is mounted */
    char point[PATH_MAX];
};

static bool has_word(const char *list, const char *words) {
    char copy[512];
    snprintf(copy, sizeof copy, "%s", words);
    char *rest = copy;
    for (char *word = strsep(&rest, ","); word != NULL; word = strsep(&rest, ",")) {
        size_t length = strlen(word);
        for (const char *at = strstr(list, word); at != NULL; at = strstr(at + 1, word))
            if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return length > 0;
    }
    return false;
}

/* A line of mountinfo, fields as proc(5) describes them; `controllers` "" is v2. */
static bool parse_mount(char *line, const char *controllers, struct cgroup_mount *mount) {
    char type[64], options[1024];
    const char *dash = strstr(line, " - ");
    if (dash == NULL || sscanf(line, "%*s %*s %*s %4095s %4095s", mount->root, mount->point) != 2) return false;
    if (sscanf(dash + 3, "%63s %*s %1023s", type, options) != 2) return false;
    if (*controllers == '\0') return strcmp(type, "cgroup2") == 0;
    return strcmp(type, "cgroup") == 0 && has_word(options, controllers);
}

static bool find_mount(const char *controllers, struct cgroup_mount *mount) {
    char line[8192];
    bool found = false;
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    if (mounts == NULL) return false;
    while (!found && fgets(line, sizeof line, mounts) != NULL) found = parse_mount(line, controllers, mount);
    fclose(mounts);
    return found;
}

bool cgroup_procs_path(const char *line, char *path, size_t size) {
    static struct cgroup_mount mount;
    char controllers[512];
    const char *first = strchr(line, ':');
    const char *second = first == NULL ? NULL : strchr(first + 1, ':');
    if (second == NULL) return false;
    snprintf(controllers, sizeof controllers, "%.*s", (int)(second - first - 1), first + 1);
    if (!find_mount(controllers, &mount)) return false;
    const char *directory = second + 1;
    size_t hidden = strlen(mount.root);
    if (hidden > 1 && strncmp(directory, mount.root, hidden) == 0) directory += hidden;
    int length = snprintf(path, size, "%s%s/cgroup.procs", mount.point, strcmp(directory, "/") == 0 ? "" : directory);
    return length > 0 && (size_t)length < size;
}

bool has_line(const char *text, const char *line) {
    size_t length = strlen(line);
    for (const char *at = strstr(text, line); at != NULL; at = strstr(at + 1, line))
        if ((at == text || at[-1] == '\n') && at[length] == '\n') return true;
    return false;
}
