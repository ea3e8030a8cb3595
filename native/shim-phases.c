/* shim-phases: what the agent asks for and what CRIU answers, phase by phase. Refuses to let anything run without GO. */
#include "shim.h"

#include "failure.h"
#include "wire.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long CRIU may take to clean up after a veto, and how long a shim that failed waits for its agent to hear it. */
static const long long VETO_MS = 30000;
static const long long FAILED_MS = 60000;

static void enter_phase(struct shim *shim, enum phase phase, long long limit_ms) {
    shim->phase = phase;
    shim->phase_told = false;
    shim->deadline_ms = limit_ms == 0 ? 0 : monotonic_ms() + limit_ms;
}

static void fail_restore(struct shim *shim, int status, const char *sentence) {
    veto_restore(&shim->restore, &shim->plan);
    shim->failure_status = status;
    snprintf(shim->failure_text, sizeof shim->failure_text, "%s", sentence);
    enter_phase(shim, PHASE_FAILED, FAILED_MS);
}

void send_phase(struct shim *shim) {
    struct connection *connection = &shim->relay.connection;
    unsigned char payload[4];
    if (shim->phase_told) return;
    shim->phase_told = true;
    write_u32(payload, shim->phase == PHASE_FAILED ? (uint32_t)shim->failure_status : shim->plan.root);
    switch (shim->phase) {
    case PHASE_HELD: queue_frame(connection, FRAME_HELD, payload, sizeof payload, NULL, 0); break;
    case PHASE_RUNNING:
    case PHASE_DETACHED: queue_frame(connection, FRAME_RUNNING, payload, sizeof payload, NULL, 0); break;
    case PHASE_FAILED:
        queue_frame(connection, FRAME_FAILED, payload, sizeof payload, shim->failure_text, strlen(shim->failure_text));
        break;
    default: break;
    }
}

static void veto(struct shim *shim) {
    if (shim->phase == PHASE_IDLE) exit(0);
    if (shim->phase != PHASE_RESTORING && shim->phase != PHASE_HELD) return;
    veto_restore(&shim->restore, &shim->plan);
    enter_phase(shim, PHASE_VETOED, VETO_MS);
}

static void start(struct shim *shim, const struct frame *frame) {
    if (shim->phase != PHASE_IDLE) return;
    enter_phase(shim, PHASE_RESTORING, 0);
    bool good = parse_plan(frame, &shim->plan) && make_ends(&shim->ends, &shim->plan, &shim->relay.streams) &&
                apply_state(&shim->saved, &shim->relay.streams);
    if (good) {
        body_prepare(&shim->body, &shim->plan);
        good = start_restore(&shim->restore, &shim->plan, &shim->ends);
    }
    if (!good) fail_restore(shim, -1, failure());
}

static void go(struct shim *shim) {
    /* Whoever asks again did not hear the answer. */
    if (shim->phase == PHASE_RUNNING) shim->phase_told = false;
    if (shim->phase != PHASE_HELD) return;
    if (!release_hook(&shim->restore, &shim->plan)) return; /* CRIU is gone: its end says why */
    enter_phase(shim, PHASE_RELEASED, 0);
}

static void detach(struct shim *shim) {
    struct relay *relay = &shim->relay;
    if (shim->phase != PHASE_RUNNING && shim->phase != PHASE_DETACHED) return;
    if (shim->phase == PHASE_RUNNING) {
        relay->paused = true;
        relay->streams.ready = false;
        unlink_streams(&relay->streams);
        take_streams(&shim->ends, &shim->plan, &relay->streams);
        shim->phase = PHASE_DETACHED;
    }
    send_state(relay);
}

static void resume(struct shim *shim) {
    struct relay *relay = &shim->relay;
    if (shim->phase != PHASE_DETACHED) return;
    for (int i = 0; i < relay->streams.count; i++) relay->streams.channels[i].receiver.drained = 0;
    relay->paused = false;
    relay->streams.ready = true;
    shim->phase = PHASE_RUNNING;
}

void handle_shim_frame(struct relay *relay, const struct frame *frame) {
    struct shim *shim = shim_of(relay);
    switch (frame->type) {
    case FRAME_STATE:
        if (shim->phase == PHASE_IDLE) keep_state(&shim->saved, frame);
        break;
    case FRAME_START: start(shim, frame); break;
    case FRAME_GO: go(shim); break;
    case FRAME_ABORT: veto(shim); break;
    case FRAME_DETACH: detach(shim); break;
    case FRAME_RESUME: resume(shim); break;
    case FRAME_LEAVE: exit(0);
    case FRAME_SIGNAL: body_signal(&shim->body, relay, frame); break;
    case FRAME_TTY: pty_handle(&shim->ends.pty, frame); break;
    default: break;
    }
}

static void run(struct shim *shim) {
    enter_phase(shim, PHASE_RUNNING, 0);
    shim->relay.streams.ready = true;
    shim->relay.streams.hello_due = shim->relay.streams.linked;
    body_watch(&shim->body);
    for (int i = 0; i < shim->relay.streams.count; i++)
        if (shim->relay.streams.channels[i].kind == KIND_FILE) adopt_body_file(&shim->relay.streams.channels[i], shim->plan.root);
}

static void tell_criu_failed(struct shim *shim, int status, const char *what) {
    char complaint[512], sentence[700];
    read_complaint(&shim->plan, complaint, sizeof complaint);
    snprintf(sentence, sizeof sentence, "%s%s%s", what, complaint[0] == '\0' ? "" : ": ", complaint);
    body_kill(&shim->body);
    fail_restore(shim, status, sentence);
}

static void criu_ended(struct shim *shim, int status) {
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    shim->restore.criu = 0;
    if (shim->phase == PHASE_VETOED) {
        body_kill(&shim->body);
        exit(0);
    }
    if (shim->phase == PHASE_RELEASED && status == 0) {
        run(shim);
    } else if (status == 0) {
        /* The body runs though nobody said so: the action script was missing. */
        tell_criu_failed(shim, code, "criu ended without asking its hook");
    } else {
        tell_criu_failed(shim, code, WIFEXITED(status) ? "criu failed" : "criu was killed");
    }
}

void reap_children(struct shim *shim) {
    int status;
    pid_t root = (pid_t)shim->plan.root;
    for (;;) {
        pid_t pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED | __WALL);
        if (pid < 0 && errno == EINTR) continue;
        if (pid <= 0) return;
        if (pid == root && root != 0) body_root_changed(&shim->body, status);
        else if (pid == shim->restore.criu && !WIFSTOPPED(status) && !WIFCONTINUED(status)) criu_ended(shim, status);
    }
}
