// Puts the logs of the nodes into one: in order of time, each entry once however often it is polled.
// It refuses to ask or to print.
import type { LogEntry__Output as LogEntry } from '../proto';
import { formatMoment } from './duration';
import type { NameBook } from './process-columns';
import { printable } from './text';

/** All entries in order of time. Entries of one node keep their order even if its clock was set back. */
export function mergeEntries(entries: readonly LogEntry[]): LogEntry[] {
  // Agents send what they wrote in the order they wrote it: a time before its predecessor's counts as that one's.
  const latestMs = new Map<number, number>();
  const timed = entries.map((entry) => {
    const orderMs = Math.max(entry.timeMs, latestMs.get(entry.node) ?? entry.timeMs);
    latestMs.set(entry.node, orderMs);
    return { entry, orderMs };
  });
  return timed.sort((one, other) => one.orderMs - other.orderMs).map(({ entry }) => entry);
}

/** One line: when, where, what kind, and what happened. */
export function formatEntry(entry: LogEntry, names: NameBook): string {
  return `${formatMoment(entry.timeMs)} ${names.nodeName(entry.node)} ${entry.kind} ${printable(entry.text)}`;
}

/**
 * Tells new entries from those seen before when the newest entries are asked for again and again. It compares whole
 * entries instead of times, because the clocks of the nodes differ and may be set back; equal entries are counted.
 */
export class LogFollower {
  /** Of each node, how often each entry was in its last answer. */
  private readonly seen = new Map<number, ReadonlyMap<string, number>>();

  /** The entries of this answer that were not in the one before. A node that is missing keeps what it said last. */
  fresh(entries: readonly LogEntry[]): LogEntry[] {
    const counts = new Map<number, Map<string, number>>();
    const found = entries.filter((entry) => {
      const ofNode = counts.get(entry.node) ?? new Map<string, number>();
      counts.set(entry.node, ofNode);
      const identity = JSON.stringify([entry.timeMs, entry.kind, entry.text]);
      const count = (ofNode.get(identity) ?? 0) + 1;
      ofNode.set(identity, count);
      return count > (this.seen.get(entry.node)?.get(identity) ?? 0);
    });
    for (const [node, ofNode] of counts) this.seen.set(node, ofNode);
    return mergeEntries(found);
  }
}
