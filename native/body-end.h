/* body-end: when a process has ended, how far its output goes and whether all of that is on its way. Refuses to wait for others' output. */
#pragma once

#include "shim-body.h"

#include <stdbool.h>

/* Once a round: when a process has ended and its terminal is quiet, notes how far its output goes. */
void body_settle(struct body *body, struct ends *ends, struct streams *streams);

/* Whether everything that can have been written until then is sent, and the ends of its streams told. */
bool is_output_sent(const struct body *body, const struct streams *streams);

/* Queues an OFFSET frame for every channel of kind file. */
void send_offsets(struct relay *relay);
