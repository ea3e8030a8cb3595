/* command: becoming a command as a shell would. Refuses to come back. */
#include "command.h"

#include "die.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_NOT_EXECUTABLE = 126, EXIT_NOT_FOUND = 127 };

/* A script without #! is the shell's, as every shell and exec family but this C library's has it. */
static void become_script(char **command) {
    size_t count = 0;
    while (command[count] != NULL) count++;
    char **shell = calloc(count + 2, sizeof *shell);
    if (shell == NULL) return;
    shell[0] = "sh";
    memcpy(shell + 1, command, count * sizeof *command);
    execv("/bin/sh", shell);
    free(shell);
}

void become_command(char **command) {
    execvp(command[0], command);
    if (errno == ENOEXEC && strchr(command[0], '/') != NULL) become_script(command);
    if (errno == ENOENT) die(EXIT_NOT_FOUND, "%s: command not found", command[0]);
    die(EXIT_NOT_EXECUTABLE, "%s: %m", command[0]);
}
