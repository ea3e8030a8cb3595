/* Victim: a program that uses its terminal. Raw mode, no echo; answers each key with its code, `w` with the window size,
 * `m` with the terminal mode it sees; `q` restores the terminal and ends with status 7. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int main(void) {
    struct termios saved, raw;
    if (tcgetattr(0, &saved) != 0) return 1;
    raw = saved;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(0, TCSANOW, &raw);
    printf("ready\n");
    fflush(stdout);
    char key;
    while (read(0, &key, 1) == 1 && key != 'q') {
        struct winsize size = {0};
        struct termios now;
        if (key == 'w' && ioctl(0, TIOCGWINSZ, &size) == 0) printf("size %dx%d\n", size.ws_row, size.ws_col);
        else if (key == 'm' && tcgetattr(0, &now) == 0) printf("icanon %d echo %d\n", !!(now.c_lflag & ICANON), !!(now.c_lflag & ECHO));
        else printf("key %d\n", key);
        fflush(stdout);
    }
    tcsetattr(0, TCSANOW, &saved);
    printf("bye\n");
    return 7;
}
