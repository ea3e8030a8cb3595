/* deputy-signals: every signal the deputy gets becomes a frame; none acts on the deputy itself. Refuses to forget one. */
#include "deputy-signals.h"

#include "wire.h"

#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KERNEL_MASK_BYTES = 8 };

/* The C library keeps three signals for itself and hides them from its own masks; a program may use them all the same. */
static const uint64_t ALL_SIGNALS = ~0ULL;

static void change_mask(int how, uint64_t mask) {
    syscall(SYS_rt_sigprocmask, how, &mask, NULL, KERNEL_MASK_BYTES);
}

static uint64_t mask_of(int signal_number) {
    return 1ULL << (signal_number - 1);
}

struct kernel_action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

static void set_default(int signal_number, unsigned long flags) {
    struct kernel_action action = {.handler = SIG_DFL, .flags = flags};
    syscall(SYS_rt_sigaction, signal_number, &action, NULL, KERNEL_MASK_BYTES);
}

static void stop_timers(void) {
    struct itimerval never = {0};
    setitimer(ITIMER_REAL, &never, NULL);
    setitimer(ITIMER_VIRTUAL, &never, NULL);
    setitimer(ITIMER_PROF, &never, NULL);
}

static void forget_seen(const char *seen) {
    struct timespec now = {0, 0};
    while (seen != NULL && *seen != '\0') {
        char *end;
        long signal_number = strtol(seen, &end, 10);
        if (end == seen || signal_number < 1 || signal_number > 64) return;
        uint64_t mask = mask_of((int)signal_number);
        syscall(SYS_rt_sigtimedwait, &mask, NULL, &now, KERNEL_MASK_BYTES);
        seen = *end == ',' ? end + 1 : end;
    }
}

void signals_prepare(struct signal_queue *queue, const char *seen) {
    change_mask(SIG_SETMASK, ALL_SIGNALS);
    stop_timers();
    set_default(SIGCHLD, SA_NOCLDWAIT);
    /* Children that ended before: the body has copies of them to wait for. */
    while (waitpid(-1, NULL, WNOHANG) > 0) continue;
    forget_seen(seen);
    queue->next_seq = 1;
    queue->fd = (int)syscall(SYS_signalfd4, -1, &ALL_SIGNALS, KERNEL_MASK_BYTES, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The kernel tells of children by SIGCHLD with a positive code: they are deputies, whose bodies' parent is told at its own place. */
static bool is_relayed(const struct signalfd_siginfo *info) {
    return info->ssi_signo != SIGCHLD || info->ssi_code <= 0;
}

bool signals_take(struct signal_queue *queue, bool has_terminal) {
    struct signalfd_siginfo info;
    bool resized = false;
    while (signals_have_room(queue) && read(queue->fd, &info, sizeof info) == (ssize_t)sizeof info) {
        if (has_terminal && info.ssi_signo == SIGWINCH) {
            resized = true;
        } else if (is_relayed(&info)) {
            queue->waiting[queue->count++] = (struct relayed_signal){.seq = queue->next_seq++, .info = info};
        }
    }
    return resized;
}

void signals_acknowledged(struct signal_queue *queue, uint32_t seq) {
    int done = 0;
    while (done < queue->count && queue->waiting[done].seq <= seq) done++;
    queue->count -= done;
    memmove(queue->waiting, queue->waiting + done, (size_t)queue->count * sizeof *queue->waiting);
}

void signals_rewind(struct signal_queue *queue) {
    for (int i = 0; i < queue->count; i++) queue->waiting[i].sent = false;
}

static void send_signal(const struct relayed_signal *relayed, struct relay *relay) {
    unsigned char payload[32];
    unsigned char *at = write_u32(write_u32(payload, relayed->seq), relay->own_pid);
    at = write_u32(at, relayed->info.ssi_signo);
    at = write_u32(at, (uint32_t)relayed->info.ssi_code);
    at = write_u32(write_u32(at, relayed->info.ssi_pid), relayed->info.ssi_uid);
    at = write_u64(at, relayed->info.ssi_ptr);
    queue_frame(&relay->connection, FRAME_SIGNAL, payload, (size_t)(at - payload), NULL, 0);
}

void signals_send(struct signal_queue *queue, struct relay *relay) {
    if (!may_send(&relay->streams)) return;
    for (int i = 0; i < queue->count; i++) {
        if (!queue->waiting[i].sent) send_signal(&queue->waiting[i], relay);
        queue->waiting[i].sent = true;
    }
}

void signals_add(struct signal_queue *queue, int signal_number) {
    if (!signals_have_room(queue)) return;
    struct relayed_signal *added = &queue->waiting[queue->count++];
    *added = (struct relayed_signal){.seq = queue->next_seq++};
    added->info.ssi_signo = (uint32_t)signal_number;
}

static bool is_continue_pending(void) {
    uint64_t pending = 0;
    syscall(SYS_rt_sigpending, &pending, KERNEL_MASK_BYTES);
    return (pending & mask_of(SIGCONT)) != 0;
}

bool signals_continue(const struct signal_queue *queue) {
    for (int i = 0; i < queue->count; i++)
        if (queue->waiting[i].info.ssi_signo == SIGCONT) return true;
    return is_continue_pending();
}

bool suffer_stop(int signal_number) {
    suffer_signal(signal_number);
    /* Only SIGCONT can have ended the stop, and it is blocked. */
    return signal_number == SIGSTOP || is_continue_pending();
}

void suffer_signal(int signal_number) {
    set_default(signal_number, signal_number == SIGCHLD ? SA_NOCLDWAIT : 0);
    change_mask(SIG_UNBLOCK, mask_of(signal_number));
    syscall(SYS_tgkill, getpid(), getpid(), signal_number);
    change_mask(SIG_BLOCK, mask_of(signal_number));
}
