/* files: small text files of the kernel and of ours, read and written whole. Refuses to know what they mean. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Reads at most size-1 bytes of `path` and ends them with NUL. Returns the length or -1 with errno. */
long read_text(const char *path, char *buffer, size_t size);

/* Writes `text` to an existing `path` in one write(2), as kernel files want it. Returns 0 or -1 with errno. */
int write_text(const char *path, const char *text);

/* Replaces `path` by a file holding `text`, by rename, so that a reader sees all or nothing. Returns 0 or -1. */
int replace_file(const char *path, const char *text);

/* Parses a whole decimal number within low..high. Returns false if `text` is anything else. */
bool parse_number(const char *text, long low, long high, long *value);
