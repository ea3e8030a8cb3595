/* tracee-memory: borrowed places in a stopped program's memory, given back as they were. Refuses to run anything. */
#include "tracee-memory.h"

#include "failure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct mapping {
    unsigned long start, end, inode;
    char rights[8];
    char name[256];
};

typedef bool mapping_filter(const struct mapping *mapping);

int open_memory(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) fail("cannot open %s: %m", path);
    return fd;
}

/* Keeps what is there, proving at once that the place can be read and written. */
static bool borrow(int memory, unsigned long address, size_t size, const void *data, struct loan *loan) {
    unsigned char *before = malloc(size);
    if (before == NULL) return false;
    if (pread(memory, before, size, (off_t)address) != (ssize_t)size ||
        pwrite(memory, data == NULL ? before : data, size, (off_t)address) != (ssize_t)size) {
        free(before);
        return false;
    }
    *loan = (struct loan){.address = address, .size = size, .before = before};
    return true;
}

static bool parse_mapping(const char *line, struct mapping *mapping) {
    mapping->name[0] = '\0';
    return sscanf(line, "%lx-%lx %7s %*s %*s %lu %255s", &mapping->start, &mapping->end, mapping->rights, &mapping->inode, mapping->name) >= 4;
}

/* Borrows the beginning of the first mapping that is wanted, large enough and obliging. */
static bool borrow_from(int memory, pid_t pid, mapping_filter *wanted, const void *data, size_t size, struct loan *loan) {
    char path[64], line[4608];
    struct mapping mapping;
    bool done = false;
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    if (maps == NULL) return false;
    while (!done && fgets(line, sizeof line, maps) != NULL) {
        if (!parse_mapping(line, &mapping) || !wanted(&mapping) || mapping.end - mapping.start < size) continue;
        done = borrow(memory, mapping.start, size, data, loan);
    }
    fclose(maps);
    return done;
}

static bool is_code(const struct mapping *mapping) {
    return strcmp(mapping->rights, "r-xp") == 0 && mapping->name[0] != '[';
}

static bool is_any_code(const struct mapping *mapping) {
    return mapping->rights[2] == 'x' && mapping->rights[3] == 'p' && strcmp(mapping->name, "[vsyscall]") != 0;
}

static bool is_stack(const struct mapping *mapping) {
    return strcmp(mapping->rights, "rw-p") == 0 && strcmp(mapping->name, "[stack]") == 0;
}

static bool is_heap(const struct mapping *mapping) {
    return strcmp(mapping->rights, "rw-p") == 0 && strcmp(mapping->name, "[heap]") == 0;
}

static bool is_anonymous(const struct mapping *mapping) {
    return strcmp(mapping->rights, "rw-p") == 0 && mapping->inode == 0 && mapping->name[0] != '[';
}

static bool is_writable(const struct mapping *mapping) {
    return strncmp(mapping->rights, "rw", 2) == 0 && mapping->rights[3] == 'p';
}

bool borrow_code(int memory, pid_t pid, const unsigned char *code, size_t size, struct loan *loan) {
    if (borrow_from(memory, pid, is_code, code, size, loan) || borrow_from(memory, pid, is_any_code, code, size, loan)) return true;
    return fail("process %d has no private code to borrow", pid);
}

bool borrow_data(int memory, pid_t pid, size_t size, struct loan *loan) {
    static mapping_filter *const preferred[] = {is_stack, is_heap, is_anonymous, is_writable};
    for (size_t i = 0; i < sizeof preferred / sizeof *preferred; i++)
        if (borrow_from(memory, pid, preferred[i], NULL, size, loan)) return true;
    return fail("process %d has no %zu bytes of writable memory in one piece", pid, size);
}

bool write_loan(int memory, const struct loan *loan, const void *data) {
    if (pwrite(memory, data, loan->size, (off_t)loan->address) == (ssize_t)loan->size) return true;
    return fail("cannot write into the program's memory: %m");
}

bool return_loan(int memory, struct loan *loan) {
    if (loan->before == NULL) return true;
    bool good = pwrite(memory, loan->before, loan->size, (off_t)loan->address) == (ssize_t)loan->size;
    free(loan->before);
    loan->before = NULL;
    return good;
}
