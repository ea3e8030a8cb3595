// Waiting for things nobody reports: processes of others that end, cgroups that empty, files that appear.
// It refuses to wait without an end.
import { setTimeout as sleep } from 'node:timers/promises';

/** Short against what is waited for (a node takes 100 ms to start), long against the cost of looking. */
const POLL_MS = 20;

export interface Deadline {
  readonly timeoutMs: number;
  /** Ends the wait by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Looks until `look` gives something other than undefined and false; undefined when the time is up. */
export async function waitFor<T>(look: () => T | undefined | false, deadline: Deadline): Promise<T | undefined> {
  const end = performance.now() + deadline.timeoutMs;
  for (;;) {
    deadline.signal?.throwIfAborted();
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() >= end) return undefined;
    await sleep(POLL_MS);
  }
}
