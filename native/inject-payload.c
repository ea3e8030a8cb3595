/* inject-payload: what the stub needs inside the program: its code, the strings of exec, the list of descriptors. Refuses to run it. */
#include "inject-payload.h"

#include "failure.h"
#include "files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool closes_on_exec(pid_t pid, int fd) {
    char path[64], text[512];
    unsigned flags;
    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", pid, fd);
    if (read_text(path, text, sizeof text) <= 0) return false;
    const char *line = strstr(text, "flags:");
    return line != NULL && sscanf(line, "flags: %o", &flags) == 1 && (flags & O_CLOEXEC) != 0;
}

/* KRG_CHANNELS=<id>:<kind>:<dir>:<fd>,...: the descriptors that must outlive the exec. */
static void find_descriptors(struct payload *payload, const struct inject_options *options) {
    static const char name[] = "KRG_CHANNELS=";
    int count = 0, fd;
    for (char *const *variable = options->environment; *variable != NULL; variable++) {
        if (strncmp(*variable, name, sizeof name - 1) != 0) continue;
        for (const char *at = *variable + sizeof name - 1; at != NULL && *at != '\0'; at = strchr(at, ',')) {
            if (*at == ',') at++;
            if (sscanf(at, "%*[^:]:%*[^:]:%*[^:]:%d", &fd) == 1 && count < MOST_DESCRIPTORS && closes_on_exec(options->pid, fd))
                payload->descriptors[count++] = fd;
        }
    }
    payload->descriptors[count] = -1;
}

/* Writes the strings of a list from *at on and their addresses (in the program) as an array ending with NULL. */
static void pack_strings(unsigned char *block, unsigned long address, char *const *list, size_t *at, unsigned long *pointers) {
    for (; *list != NULL; list++) {
        size_t size = strlen(*list) + 1;
        memcpy(block + *at, *list, size);
        *pointers++ = address + *at;
        *at += size;
    }
    *pointers = 0;
}

static size_t measure(char *const *list, size_t *count) {
    size_t size = 0;
    for (*count = 0; list[*count] != NULL; ++*count) size += strlen(list[*count]) + 1;
    ++*count;
    return size;
}

/* Layout: pointers of argv, pointers of envp, descriptor list, path, strings. */
static bool place_data(struct payload *payload, const struct inject_options *options, int memory) {
    size_t arguments, variables;
    size_t strings = measure(options->arguments, &arguments) + measure(options->environment, &variables);
    size_t lists = (arguments + variables) * sizeof(unsigned long);
    size_t size = lists + sizeof payload->descriptors + strlen(options->path) + 1 + strings;
    if (!borrow_data(memory, options->pid, size, &payload->data)) return false;
    unsigned char *block = calloc(1, size);
    if (block == NULL) return fail("no memory");
    unsigned long *pointers = (unsigned long *)(void *)block;
    size_t at = lists;
    unsigned long base = payload->data.address;
    memcpy(block + at, payload->descriptors, sizeof payload->descriptors);
    payload->call.descriptors = base + at;
    at += sizeof payload->descriptors;
    payload->call.path = base + at;
    memcpy(block + at, options->path, strlen(options->path) + 1);
    at += strlen(options->path) + 1;
    payload->call.arguments = base;
    pack_strings(block, base, options->arguments, &at, pointers);
    payload->call.environment = base + arguments * sizeof(unsigned long);
    pack_strings(block, base, options->environment, &at, pointers + arguments);
    bool good = write_loan(memory, &payload->data, block);
    free(block);
    return good;
}

bool place_payload(struct payload *payload, const struct inject_options *options, int memory) {
    find_descriptors(payload, options);
    if (!borrow_code(memory, options->pid, stub_start, (size_t)(stub_end - stub_start), &payload->code)) return false;
    payload->call.code = payload->code.address;
    return place_data(payload, options, memory);
}

bool remove_payload(struct payload *payload, int memory) {
    bool data = return_loan(memory, &payload->data);
    bool code = return_loan(memory, &payload->code);
    return data && code;
}
