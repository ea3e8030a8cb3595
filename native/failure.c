/* failure: the first reason why a piece of work failed, kept while everything is put back. Refuses to print. */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

static char sentence[1024];

bool fail(const char *format, ...) {
    va_list arguments;
    if (sentence[0] != '\0') return false;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    return false;
}

const char *failure(void) {
    return sentence;
}
