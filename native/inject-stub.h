/* inject-stub: the machine code that runs inside the frozen program. Refuses to return to it. */
#pragma once

#include <sys/user.h>

/*
 * What the code does: fcntl(fd, F_SETFD, flag) for each int of a list that ends with -1; then, given a path, execve; if that
 * fails, or without a path, pause(2) for ever. Were the injector to die half-way, the program would thus become the deputy or
 * sleep: it can never go on as itself.
 */
extern const unsigned char stub_start[], stub_idle[], stub_end[];

struct stub_call {
    unsigned long code;                          /* where stub_start lies in the program */
    unsigned long descriptors;                   /* address of the list */
    int close_on_exec;                           /* the flag to set: 0 or FD_CLOEXEC */
    unsigned long path, arguments, environment;  /* path 0: no execve */
};

/* Registers with which a thread that had `before` runs the call. */
struct user_regs_struct stub_registers(const struct user_regs_struct *before, const struct stub_call *call);

/* Registers with which a thread that had `before` sleeps for ever in the stub at `code`. */
struct user_regs_struct idle_registers(const struct user_regs_struct *before, unsigned long code);

/* After the code has come to pause: the errno of execve. */
int stub_error(const struct user_regs_struct *after);
