/* deputy-options: what the environment tells the deputy. Refuses to act on it. */
#pragma once

#include "streams.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads KRG_DEPUTY=<pid>; 0 if it is missing or wrong. */
uint32_t deputy_pid(void);

/*
 * Reads KRG_CHANNELS=<id>:<kind>:<dir>:<fd>[,...] into channels whose descriptors are as given. False if it is not in that form.
 */
bool deputy_channels(struct streams *streams);
