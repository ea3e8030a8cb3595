// Reads the PIDs a user typed. It refuses to know whether such a process exists.
import { ok, refuse, type Result } from '../proto/errors';

/** The largest number the protocol carries; aliases of processes from before krg lie above 2^22. */
const MAX_PID = 2 ** 32 - 1;

/** One PID of the cluster, or what is wrong with it. */
export function parsePid(text: string): Result<number> {
  const pid = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (pid >= 1 && pid <= MAX_PID) return ok(pid);
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return refuse('bad-input', `${JSON.stringify(shown)} is not a PID; write a number such as 65601`);
}

/** The PIDs of several lists `1,2 3`, each once. */
export function parsePidList(lists: readonly string[]): Result<readonly number[]> {
  const pids = new Set<number>();
  for (const item of lists.flatMap((list) => list.split(/[,\s]+/))) {
    const pid = parsePid(item);
    if (!pid.ok) return pid;
    pids.add(pid.value);
  }
  return ok([...pids]);
}
