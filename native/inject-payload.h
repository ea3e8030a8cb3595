/* inject-payload: what the stub needs inside the program: its code, the strings of exec, the list of descriptors. Refuses to run it. */
#pragma once

#include "inject-options.h"
#include "inject-stub.h"
#include "tracee-memory.h"

#include <stdbool.h>

enum { MOST_DESCRIPTORS = 256 };

struct payload {
    struct loan code, data;
    struct stub_call call;
    int descriptors[MOST_DESCRIPTORS + 1]; /* channels that exec would close; ends with -1 */
};

/* Writes everything into the stopped program's memory. False after fail(); what was borrowed is in `payload`. */
bool place_payload(struct payload *payload, const struct inject_options *options, int memory);

/* Gives the memory back as it was. */
bool remove_payload(struct payload *payload, int memory);
