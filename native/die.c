/* die: one clear sentence on standard error, then out. Refuses to print anything twice or to decorate. */
#include "die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *program_name = "krg";

static void print_sentence(const char *format, va_list arguments) {
    char sentence[1024];
    vsnprintf(sentence, sizeof sentence, format, arguments);
    /* One write, so that lines of several processes do not mix. */
    dprintf(2, "%s: %s\n", program_name, sentence);
}

void die(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print_sentence(format, arguments);
    va_end(arguments);
    exit(code);
}

void warn(const char *format, ...) {
    int saved = errno;
    va_list arguments;
    va_start(arguments, format);
    print_sentence(format, arguments);
    va_end(arguments);
    errno = saved;
}
