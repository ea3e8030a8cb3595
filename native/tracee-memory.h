/* tracee-memory: borrowed places in a stopped program's memory, given back as they were. Refuses to run anything. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A stretch of the program's memory that was overwritten. */
struct loan {
    unsigned long address;
    size_t size;
    unsigned char *before; /* NULL: nothing borrowed */
};

/* Opens /proc/PID/mem; -1 after fail(). */
int open_memory(pid_t pid);

/* Borrows private executable memory for `size` bytes of code and writes them there. False after fail(). */
bool borrow_code(int memory, pid_t pid, const unsigned char *code, size_t size, struct loan *loan);

/* Borrows private writable memory of `size` bytes; nothing is written yet. False after fail(). */
bool borrow_data(int memory, pid_t pid, size_t size, struct loan *loan);

/* Overwrites the loan from its first byte on. */
bool write_loan(int memory, const struct loan *loan, const void *data);

/* Gives the loan back; false if the program's memory could not be written. */
bool return_loan(int memory, struct loan *loan);
