// Exponential pauses after refusals, for processes and for nodes. It refuses to know why something was refused.

/** One key's record: how often in a row it was refused, until when it rests, and by whom it was refused last. */
export interface Pause {
  readonly failures: number;
  readonly untilMs: number;
  readonly refusedBy: number;
}

export type Pauses = ReadonlyMap<number, Pause>;

/** The length of the n-th pause in a row, in ms: first, 2 first, 4 first, ..., never above longest. */
export function pauseMs(failures: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
}

/** The pauses after one more refusal of `key` by node `refusedBy`. */
export function afterRefusal(
  pauses: Pauses,
  key: number,
  refusedBy: number,
  now: number,
  limits: { readonly firstBackoffMs: number; readonly longestBackoffMs: number },
): Pauses {
  const failures = (pauses.get(key)?.failures ?? 0) + 1;
  const untilMs = now + pauseMs(failures, limits.firstBackoffMs, limits.longestBackoffMs);
  return new Map(pauses).set(key, { failures, untilMs, refusedBy });
}

/** The pauses after `key` succeeded: its next refusal starts from the shortest pause again. */
export function afterSuccess(pauses: Pauses, key: number): Pauses {
  if (!pauses.has(key)) return pauses;
  return new Map([...pauses].filter(([other]) => other !== key));
}

/** True while `key` rests. */
export function isResting(pauses: Pauses, key: number, now: number): boolean {
  return (pauses.get(key)?.untilMs ?? -Infinity) > now;
}

/** The pauses of those keys that still exist: a record must not outlive its process. */
export function keepOnly(pauses: Pauses, exists: (key: number) => boolean): Pauses {
  return pauses.size === 0 ? pauses : new Map([...pauses].filter(([key]) => exists(key)));
}
