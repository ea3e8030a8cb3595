/* enter-tty: the terminal outside and the pty inside. Refuses to look at what is typed. */
#include "enter-tty.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif

static struct termios outer_settings;
static bool outer_saved;

void copy_window_size(int master) {
    struct winsize size;
    for (int fd = 0; fd <= 2; fd++) {
        if (ioctl(fd, TIOCGWINSZ, &size) != 0) continue;
        ioctl(master, TIOCSWINSZ, &size);
        return;
    }
}

void open_pty(int *master, int *slave) {
    struct termios settings;
    int unlocked = 0;
    *master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0) *master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0 || ioctl(*master, TIOCSPTLCK, &unlocked) != 0) die(EXIT_REFUSED, "the node has no usable /dev/pts: %m");
    *slave = ioctl(*master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*slave < 0) die(EXIT_REFUSED, "cannot open the node's terminal: %m");
    for (int fd = 0; fd <= 2; fd++) {
        if (tcgetattr(fd, &settings) != 0) continue;
        tcsetattr(*slave, TCSANOW, &settings);
        break;
    }
    copy_window_size(*master);
}

static void restore_terminal(void) {
    if (outer_saved) tcsetattr(0, TCSADRAIN, &outer_settings);
}

void make_terminal_raw(void) {
    struct termios raw;
    if (tcgetattr(0, &raw) != 0) return;
    if (!outer_saved) {
        outer_settings = raw;
        outer_saved = true;
        atexit(restore_terminal);
    }
    cfmakeraw(&raw);
    tcsetattr(0, TCSADRAIN, &raw);
}

char end_of_input_character(int master) {
    struct termios settings;
    return tcgetattr(master, &settings) == 0 ? (char)settings.c_cc[VEOF] : 4;
}
