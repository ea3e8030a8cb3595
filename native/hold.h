/* hold: CRIU's action script: asks the shim whether the restored body may run. Refuses to say yes by itself. */
#pragma once

#include <stdbool.h>

/* Where the hook finds the shim, for CRIU passes no arguments to a script. */
#define HOLD_VARIABLE "KRG_HOLD"

/* Whether this process was started by CRIU as its script. */
bool is_hook(void);

/* Exit status of the hook: 0 to go on. `path` is the shim's socket; NULL: from the environment. */
int run_hook(const char *path);

/* The shim's side: a listening socket at `path`. -1 with errno. */
int listen_for_hook(const char *path);
