/* listener: an abstract address where root, and nobody else, may connect. Refuses to talk. */
#pragma once

#include <stdbool.h>

/* Listens on the abstract address "\0name". Returns the descriptor or -1 with errno. */
int listen_at(const char *name);

/* Accepts one connection; -1 if there is none now or the peer is not root. The descriptor is not inherited. */
int accept_root(int listener);
