/* shim-tty-flow: what goes through the body's pty: its output without doubled newlines, its input line by line. Refuses to echo. */
#pragma once

#include "shim-tty.h"

/* Makes the pty's channel read and write by way of the pty's packet mode. */
void pty_take_flow(struct pty *pty);
