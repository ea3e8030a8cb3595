/* hold: CRIU's action script: asks the shim whether the restored body may run. Refuses to say yes by itself. */
#include "hold.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool make_address(const char *path, struct sockaddr_un *address) {
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address->sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(address->sun_path, path);
    return true;
}

bool is_hook(void) {
    return getenv("CRTOOLS_SCRIPT_ACTION") != NULL && getenv(HOLD_VARIABLE) != NULL;
}

int run_hook(const char *path) {
    struct sockaddr_un address;
    char answer = 0;
    const char *action = getenv("CRTOOLS_SCRIPT_ACTION");
    /* The script is called at every stage; this is the last one at which a failure undoes the restore. */
    if (action != NULL && strcmp(action, "post-restore") != 0) return 0;
    if (path == NULL) path = getenv(HOLD_VARIABLE);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (path == NULL || fd < 0 || !make_address(path, &address)) return 1;
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) return 1;
    if (send(fd, "H", 1, MSG_NOSIGNAL) != 1) return 1;
    ssize_t count;
    do count = read(fd, &answer, 1);
    while (count < 0 && errno == EINTR);
    return count == 1 && answer == 'G' ? 0 : 1;
}

int listen_for_hook(const char *path) {
    struct sockaddr_un address;
    if (!make_address(path, &address)) return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    unlink(path);
    mode_t before = umask(077);
    bool good = bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 1) == 0;
    int reason = errno;
    umask(before);
    if (good) return fd;
    close(fd);
    errno = reason;
    return -1;
}
