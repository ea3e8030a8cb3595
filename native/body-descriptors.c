/* body-descriptors: what /proc says about the body, and copies of its descriptors. Refuses to change anything there. */
#include "body-descriptors.h"

#include "files.h"
#include "kernel.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const int GENERATIONS = 4096;

static bool read_status(uint32_t pid, char *text, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%u/status", pid);
    return read_text(path, text, size) > 0;
}

bool body_owner(uint32_t pid, uid_t *user, gid_t *group) {
    char text[4096];
    if (!read_status(pid, text, sizeof text)) return false;
    const char *users = strstr(text, "\nUid:"), *groups = strstr(text, "\nGid:");
    return users != NULL && groups != NULL && sscanf(users, "\nUid: %*u %u", user) == 1 && sscanf(groups, "\nGid: %*u %u", group) == 1;
}

bool is_descendant(uint32_t pid, uint32_t ancestor) {
    char text[4096];
    for (int i = 0; i < GENERATIONS && pid > 1; i++) {
        if (pid == ancestor) return true;
        if (!read_status(pid, text, sizeof text)) return false;
        const char *parent = strstr(text, "\nPPid:");
        if (parent == NULL || sscanf(parent, "\nPPid: %u", &pid) != 1) return false;
    }
    return false;
}

/* The number of a descriptor of `pid` that is the object; -1 if none is. */
static int find_descriptor(uint32_t pid, bool any_device, dev_t device, ino_t inode) {
    char path[64], name[336];
    int found = -1;
    snprintf(path, sizeof path, "/proc/%u/fd", pid);
    DIR *directory = opendir(path);
    if (directory == NULL) return -1;
    for (struct dirent *entry; found < 0 && (entry = readdir(directory)) != NULL;) {
        struct stat status;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || stat(name, &status) != 0) continue;
        bool wanted = any_device ? S_ISSOCK(status.st_mode) : status.st_dev == device;
        if (wanted && status.st_ino == inode) found = atoi(entry->d_name);
    }
    closedir(directory);
    return found;
}

static int copy_descriptor(uint32_t pid, int number) {
    if (number < 0) return -1;
    int pidfd = pidfd_open((pid_t)pid);
    if (pidfd < 0) return -1;
    int fd = pidfd_getfd(pidfd, number);
    close(pidfd);
    return fd;
}

int copy_body_socket(const struct plan *plan, ino_t inode) {
    int fd = copy_descriptor(plan->root, find_descriptor(plan->root, true, 0, inode));
    for (int i = 0; fd < 0 && i < plan->member_count; i++)
        fd = copy_descriptor(plan->members[i], find_descriptor(plan->members[i], true, 0, inode));
    return fd;
}

int copy_body_file(uint32_t pid, dev_t device, ino_t inode) {
    return copy_descriptor(pid, find_descriptor(pid, false, device, inode));
}
