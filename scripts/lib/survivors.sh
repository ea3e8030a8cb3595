# Finds and ends what a test run started, wherever it went: every process of a run carries $mark in its environment, and
# a process that left its session or its parent still does. Ends nothing else.

# survivors: prints the PIDs that carry the mark.
survivors() {
  grep -lsxzF -- "KRG_TEST_RUN=$mark" /proc/[0-9]*/environ | sed 's#^/proc/##; s#/.*##'
}

# wait_for_none TENTHS: waits until no process carries the mark, at most so long.
wait_for_none() {
  local left
  for ((left = $1; left > 0; left--)); do
    [ -n "$(survivors)" ] || return 0
    sleep 0.1
  done
  return 1
}

# signal_survivors SIGNAL
signal_survivors() {
  local pid
  for pid in $(survivors); do kill -s "$1" "$pid" 2>/dev/null; done
}

# end_survivors: politely first, so that a lab can clean up after itself; then not.
end_survivors() {
  signal_survivors TERM
  wait_for_none 50 && return
  signal_survivors KILL
  wait_for_none 20
}

# describe_survivors: one line each, for the person who has to find out why it stayed.
describe_survivors() {
  local pid
  for pid in $(survivors); do
    printf '  process %s: %s\n' "$pid" "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c 1-120)"
  done
}
