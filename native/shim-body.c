/* shim-body: the restored processes: their signals, their stops, their ends. Refuses to touch a process that is not of the unit. */
#include "shim-body.h"

#include "body-descriptors.h"
#include "body-end.h"
#include "kernel.h"
#include "wire.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* CRIU stops by SIGSTOP what was stopped when it was dumped: home knows about that already. */
static const int RESTORED_STOP_MS = 200;

void body_prepare(struct body *body, const struct plan *plan) {
    body->members[body->count++] = (struct member){.pid = plan->root, .pidfd = -1};
    for (int i = 0; i < plan->member_count; i++)
        if (plan->members[i] != plan->root) body->members[body->count++] = (struct member){.pid = plan->members[i], .pidfd = -1};
}

static void end_member(struct body *body, struct member *member, uint32_t status) {
    member->ended = true;
    member->status = status;
    body->ended_ms = monotonic_ms();
    body->limits_known = false;
}

void body_watch(struct body *body) {
    body->watched = true;
    body->running_ms = monotonic_ms();
    for (int i = 0; i < body->count; i++) {
        struct member *member = &body->members[i];
        if (i > 0 && !member->ended) member->pidfd = pidfd_open((pid_t)member->pid);
        if (i > 0 && member->pidfd < 0 && !member->ended) end_member(body, member, 0);
    }
}

void body_root_changed(struct body *body, int status) {
    struct member *root = &body->members[0]; /* its parent alone is told what became of it */
    if (WIFSTOPPED(status)) {
        bool restored = !body->watched || monotonic_ms() - body->running_ms < RESTORED_STOP_MS;
        if (restored && WSTOPSIG(status) == SIGSTOP) return;
        body->stop_due = true;
        body->stop_signal = (uint32_t)WSTOPSIG(status);
        body->continue_due = false;
    } else if (WIFCONTINUED(status)) {
        body->continue_due = !body->stop_due;
        body->stop_due = false;
    } else {
        end_member(body, root, (uint32_t)status);
    }
}

void body_work(struct body *body) {
    for (int i = 1; i < body->count; i++) {
        struct member *member = &body->members[i];
        struct pollfd state = {.fd = member->pidfd, .events = POLLIN};
        if (member->pidfd < 0 || poll(&state, 1, 0) != 1) continue;
        close(member->pidfd);
        member->pidfd = -1;
        end_member(body, member, 0);
    }
}

/* The kernel lets a process forge the origin of what a program sent with a value, and of nothing else. */
static void deliver(uint32_t pid, uint32_t signal_number, int32_t code, uint32_t from_pid, uint32_t from_user, uint64_t value) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = (int)signal_number;
    info.si_code = code;
    info.si_pid = (pid_t)from_pid;
    info.si_uid = from_user;
    info.si_value.sival_ptr = (void *)value;
    if (code < 0 && syscall(SYS_rt_sigqueueinfo, pid, signal_number, &info) == 0) return;
    kill((pid_t)pid, (int)signal_number);
}

static const struct member *find_member(const struct body *body, uint32_t pid) {
    for (int i = 0; i < body->count; i++)
        if (body->members[i].pid == pid) return &body->members[i];
    return NULL;
}

/* A member is watched, so its number is not reused unnoticed; a later descendant is found by its parents. */
static bool may_signal(const struct body *body, uint32_t pid) {
    const struct member *member = find_member(body, pid);
    if (member != NULL) return !member->ended;
    return !body->members[0].ended && is_descendant(pid, body->members[0].pid);
}

/* The number of the last signal that this process got. NULL if there are too many processes to count for. */
static uint32_t *count_of(struct streams *streams, uint32_t pid) {
    for (int i = 0; i < streams->signal_count_count; i++)
        if (streams->signal_counts[i].pid == pid) return &streams->signal_counts[i].last_seq;
    if (streams->signal_count_count == MOST_SIGNAL_COUNTS) return NULL;
    struct signal_count *count = &streams->signal_counts[streams->signal_count_count++];
    *count = (struct signal_count){.pid = pid};
    return &count->last_seq;
}

void body_signal(struct body *body, struct relay *relay, const struct frame *frame) {
    unsigned char answer[8];
    struct reader reader = make_reader(frame->payload, frame->size);
    uint32_t seq = read_u32(&reader), pid = read_u32(&reader), signal_number = read_u32(&reader);
    int32_t code = (int32_t)read_u32(&reader);
    uint32_t from_pid = read_u32(&reader), from_user = read_u32(&reader);
    uint64_t value = read_u64(&reader);
    if (!reader.good || !body->watched) return;
    uint32_t *last = count_of(&relay->streams, pid);
    bool is_new = last == NULL || seq > *last;
    if (is_new && signal_number >= 1 && signal_number <= 64 && may_signal(body, pid))
        deliver(pid, signal_number, code, from_pid, from_user, value);
    if (is_new && last != NULL) *last = seq;
    write_u32(write_u32(answer, pid), seq);
    queue_frame(&relay->connection, FRAME_SIGACK, answer, sizeof answer, NULL, 0);
}

static void send_pair(struct relay *relay, enum frame_type type, uint32_t pid, uint32_t value) {
    unsigned char payload[8];
    size_t size = type == FRAME_CONTINUED ? 4 : 8;
    write_u32(write_u32(payload, pid), value);
    queue_frame(&relay->connection, type, payload, size, NULL, 0);
}

void body_send_status(struct body *body, struct relay *relay) {
    for (int i = 0; i < body->count && body->watched; i++) {
        struct member *member = &body->members[i];
        if (member->ended && !member->status_told) send_pair(relay, FRAME_STATUS, member->pid, member->status);
        member->status_told = member->ended;
    }
}

static void send_stops(struct body *body, struct relay *relay) {
    uint32_t root = body->members[0].pid;
    if (body->stop_due) send_pair(relay, FRAME_STOPPED, root, body->stop_signal);
    if (body->continue_due) send_pair(relay, FRAME_CONTINUED, root, 0);
    body->stop_due = body->continue_due = false;
}

bool has_untold_exit(const struct body *body) {
    for (int i = 0; i < body->count; i++)
        if (body->members[i].ended && !body->members[i].exit_told) return true;
    return false;
}

void body_send_news(struct body *body, struct relay *relay) {
    if (!body->watched || !may_send(&relay->streams)) return;
    send_stops(body, relay);
    if (!body->limits_known || !has_untold_exit(body) || !is_output_sent(body, &relay->streams)) return;
    send_offsets(relay);
    for (int i = body->count - 1; i >= 0; i--) {
        struct member *member = &body->members[i];
        if (member->ended && !member->exit_told) send_pair(relay, FRAME_EXIT, member->pid, member->status);
        member->exit_told = member->ended;
    }
}

void body_rewind(struct body *body) {
    for (int i = 0; i < body->count; i++) body->members[i].exit_told = false;
}

void body_kill(const struct body *body) {
    uint32_t root = body->members[0].pid;
    if (body->members[0].ended || !is_descendant(root, (uint32_t)getpid())) return;
    for (int i = body->count - 1; i > 0; i--)
        if (is_descendant(body->members[i].pid, root)) kill((pid_t)body->members[i].pid, SIGKILL);
    kill((pid_t)root, SIGKILL);
}
