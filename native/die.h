/* die: one clear sentence on standard error, then out. Refuses to print anything twice or to decorate. */
#pragma once

#if !defined(__x86_64__) || !defined(__linux__)
#error "the native programs are written for x86-64 Linux only"
#endif

enum exit_code { EXIT_REFUSED = 1, EXIT_USAGE = 2 };

/* The name that begins every sentence; each main() sets it. */
extern const char *program_name;

/* Prints "name: sentence" and exits with `code`. `%m` is the text of errno. */
_Noreturn void die(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints "name: sentence" and goes on. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
