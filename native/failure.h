/* failure: the first reason why a piece of work failed, kept while everything is put back. Refuses to print. */
#pragma once

#include <stdbool.h>

/* Keeps the sentence unless there is one already; always returns false, so that `return fail(...)` reads well. */
bool fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The sentence, or "". */
const char *failure(void);
