/* enter-join: the ways into a node: its namespaces, its root, its cgroups. Refuses to run anything there. */
#pragma once

#include <sys/types.h>

enum { MOST_NAMESPACES = 8, MOST_CGROUPS = 16 };

/* Everything opened from outside, because inside the outside's /proc and cgroup mounts are out of sight. */
struct entrance {
    int namespaces[MOST_NAMESPACES];
    int namespace_count;
    int cgroups[MOST_CGROUPS]; /* cgroup.procs files */
    int cgroup_count;
    int root;
};

/* Opens the entrance of the node whose init is `pid`; `cgroup` (or NULL) names another cgroup v2 directory than the init's. */
void open_entrance(struct entrance *entrance, long pid, const char *cgroup);

/* Moves this process into the namespaces; its children will be in the PID namespace too. */
void join_namespaces(const struct entrance *entrance);

/* Moves `pid` (a PID of the outside) into the cgroups. */
void join_cgroups(const struct entrance *entrance, pid_t pid);
