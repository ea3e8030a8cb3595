// What we must assume of a node we have just sent a process to, until its own news shows the arrival.
// Without it two decisions in a row would both see the old, low load and overshoot. It refuses to be gossiped.
import type { BoardEntry } from './board';

/** One node's assumed load. */
export interface Expectation {
  /** Its load is taken to be at least this many runnable tasks. */
  readonly atLeastRunnable: number;
  /** News sampled from then on, in ms, shows the arrival and is believed; Infinity while the move is under way. */
  readonly believedFromMs: number;
}

export type Expectations = ReadonlyMap<number, Expectation>;

/**
 * The load to reckon with: what the node says or what we sent it, whichever is more. The larger of the two, not the
 * sum: news from the middle of the arrival already holds part of it.
 */
export function assumedRunnable(entry: BoardEntry, expectations: Expectations): number {
  const expected = expectations.get(entry.nodeId);
  if (expected === undefined || entry.sampledAtMs >= expected.believedFromMs) return entry.upperRunnable;
  return Math.max(entry.upperRunnable, expected.atLeastRunnable);
}

/** The expectations after deciding to send `demand` runnable tasks to a node. */
export function expectArrival(expectations: Expectations, entry: BoardEntry, demand: number): Expectations {
  const atLeastRunnable = assumedRunnable(entry, expectations) + demand;
  return new Map(expectations).set(entry.nodeId, { atLeastRunnable, believedFromMs: Infinity });
}

/** The expectations once the process has arrived: news counts again from `believedFromMs` on. */
export function settleArrival(expectations: Expectations, nodeId: number, believedFromMs: number): Expectations {
  const expected = expectations.get(nodeId);
  return expected === undefined ? expectations : new Map(expectations).set(nodeId, { ...expected, believedFromMs });
}

/** The expectations once a node has said what it has: that counts until news sampled later. */
export function learnRunnable(expectations: Expectations, nodeId: number, runnable: number, now: number): Expectations {
  return new Map(expectations).set(nodeId, { atLeastRunnable: runnable, believedFromMs: now });
}

/** The expectations once the move has failed: nothing arrived, so the node's word counts at once. */
export function cancelArrival(expectations: Expectations, nodeId: number): Expectations {
  return new Map([...expectations].filter(([other]) => other !== nodeId));
}
