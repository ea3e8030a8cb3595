/* command: becoming a command as a shell would. Refuses to come back. */
#pragma once

/* Executes argv; without success one sentence and exit 127 (not found) or 126 (not executable). */
_Noreturn void become_command(char **command);
