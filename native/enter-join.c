/* enter-join: the ways into a node: its namespaces, its root, its cgroups. Refuses to run anything there. */
#include "enter-join.h"

#include "cgroups.h"
#include "die.h"
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The mount namespace comes last: it takes away the outside's /proc. The user namespace is the caller's. */
static const char *const NAMESPACES[] = {"cgroup", "ipc", "uts", "net", "pid", "time", "mnt"};

static void open_namespace(struct entrance *entrance, long pid, const char *name) {
    char path[64];
    struct stat own, theirs;
    snprintf(path, sizeof path, "/proc/self/ns/%s", name);
    if (stat(path, &own) != 0 && errno == ENOENT) return; /* the kernel has no such kind */
    snprintf(path, sizeof path, "/proc/%ld/ns/%s", pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &theirs) != 0) die(EXIT_REFUSED, "cannot enter process %ld: %s: %m", pid, path);
    if (own.st_ino == theirs.st_ino && own.st_dev == theirs.st_dev) {
        close(fd);
        return;
    }
    entrance->namespaces[entrance->namespace_count++] = fd;
}

static void add_cgroup(struct entrance *entrance, const char *path) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) die(EXIT_REFUSED, "cannot open %s: %m", path);
    if (entrance->cgroup_count == MOST_CGROUPS) die(EXIT_REFUSED, "too many cgroup hierarchies");
    entrance->cgroups[entrance->cgroup_count++] = fd;
}

static void add_cgroup_line(struct entrance *entrance, const char *line) {
    char path[PATH_MAX];
    if (cgroup_procs_path(line, path, sizeof path)) add_cgroup(entrance, path);
}

static void add_cgroup_directory(struct entrance *entrance, const char *directory) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/cgroup.procs", directory);
    add_cgroup(entrance, path);
}

static void open_cgroups(struct entrance *entrance, long pid, const char *cgroup) {
    char path[64], theirs[8192], own[8192];
    snprintf(path, sizeof path, "/proc/%ld/cgroup", pid);
    if (read_text(path, theirs, sizeof theirs) < 0 || read_text("/proc/self/cgroup", own, sizeof own) < 0)
        die(EXIT_REFUSED, "cannot read the cgroups of process %ld: %m", pid);
    char *rest = theirs;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        bool replaced = cgroup != NULL && strncmp(line, "0::", 3) == 0;
        if (!replaced && *line != '\0' && !has_line(own, line)) add_cgroup_line(entrance, line);
    }
    if (cgroup != NULL) add_cgroup_directory(entrance, cgroup);
}

void open_entrance(struct entrance *entrance, long pid, const char *cgroup) {
    char path[64];
    *entrance = (struct entrance){.root = -1};
    snprintf(path, sizeof path, "/proc/%ld/root", pid);
    entrance->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (entrance->root < 0) die(EXIT_REFUSED, "cannot enter process %ld: %s", pid, errno == ENOENT ? "there is none" : strerror(errno));
    for (size_t i = 0; i < sizeof NAMESPACES / sizeof *NAMESPACES; i++) open_namespace(entrance, pid, NAMESPACES[i]);
    open_cgroups(entrance, pid, cgroup);
}

void join_namespaces(const struct entrance *entrance) {
    for (int i = 0; i < entrance->namespace_count; i++)
        if (setns(entrance->namespaces[i], 0) != 0) die(EXIT_REFUSED, "cannot join a namespace: %m");
    if (fchdir(entrance->root) != 0 || chroot(".") != 0) die(EXIT_REFUSED, "cannot take the root directory: %m");
}

void join_cgroups(const struct entrance *entrance, pid_t pid) {
    char text[32];
    int length = snprintf(text, sizeof text, "%d\n", pid);
    for (int i = 0; i < entrance->cgroup_count; i++)
        if (write(entrance->cgroups[i], text, (size_t)length) != length) die(EXIT_REFUSED, "cannot join a cgroup of the node: %m");
}
