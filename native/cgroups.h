/* cgroups: from a line of /proc/PID/cgroup to the file that takes processes in. Refuses to create or to freeze any. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * The cgroup.procs file of a line such as "0::/a/b" (v2) or "4:memory:/a" as this process sees its mounts.
 * Returns false if the hierarchy is not mounted in sight.
 */
bool cgroup_procs_path(const char *line, char *path, size_t size);

/* Whether `text` (a whole /proc/PID/cgroup) has exactly this line. */
bool has_line(const char *text, const char *line);
