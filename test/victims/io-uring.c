/* Victim: holds an io_uring, which cannot be checkpointed. Exits with 77 where the kernel has none. */
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    char parameters[120] = {0};
    if (syscall(SYS_io_uring_setup, 4, parameters) < 0) return 77;
    printf("ready\n");
    fflush(stdout);
    pause();
    return 0;
}
