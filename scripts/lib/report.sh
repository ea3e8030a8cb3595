# How setup and build speak: one line a step on stdout, the noise of the tools in a file that is shown on failure.
# Needs $work, a scratch directory its caller removes.

# ok NAME TEXT: the step NAME had nothing (left) to do.
ok() { printf '%-10s ok: %s\n' "$1" "$2"; }

# fail SENTENCE: says what is missing and what to do, and ends the run.
fail() { printf '%s\n' "$1" >&2; exit 1; }

# begin NAME TEXT / finish TEXT: one line for a step that takes a while.
begin() { printf '%-10s %s ... ' "$1" "$2"; }
finish() { printf '%s\n' "$1"; }

# quietly SENTENCE COMMAND...: runs COMMAND; when it fails shows its output, of much of it
# the beginning and the end, and fails with SENTENCE.
quietly() {
  local sentence=$1
  shift
  "$@" >"$work/output" 2>&1 </dev/null 9>&- && return 0 # 9 is the lock: nothing that stays may keep it
  printf 'failed\n'
  awk '{ line[NR] = $0 } END { for (i = 1; i <= NR; i++) if (i <= 20 || i > NR - 20) print line[i] }' "$work/output" >&2
  fail "$sentence"
}
