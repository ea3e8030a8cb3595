/* body-descriptors: what /proc says about the body, and copies of its descriptors. Refuses to change anything there. */
#pragma once

#include "shim-plan.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The effective user and group of `pid`. */
bool body_owner(uint32_t pid, uid_t *user, gid_t *group);

/* Whether `pid` descends from `ancestor`. */
bool is_descendant(uint32_t pid, uint32_t ancestor);

/* A copy of the descriptor by which any member of the body holds the socket `inode`; -1 if none does. */
int copy_body_socket(const struct plan *plan, ino_t inode);

/* A copy of a descriptor of `pid` for the regular file; -1 if there is none. */
int copy_body_file(uint32_t pid, dev_t device, ino_t inode);
