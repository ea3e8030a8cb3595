/* Victim: counts in memory and appends "<count> <node name>" to the file it is given, every millisecond, so that a second
 * running copy shows as a repeated count and a lost one as a gap. SIGTERM: prints the count and ends with status 5. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stop;
static void on_term(int signal_number) { stop = signal_number; }

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    int file = open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (file < 0) return 1;
    signal(SIGTERM, on_term);
    struct timespec pause_time = {0, 1000000};
    long count = 0;
    while (!stop) {
        struct utsname name;
        char line[96];
        uname(&name);
        int length = snprintf(line, sizeof line, "%ld %s\n", ++count, name.nodename);
        if (write(file, line, (size_t)length) != length) return 1;
        nanosleep(&pause_time, NULL);
    }
    printf("%ld\n", count);
    return 5;
}
