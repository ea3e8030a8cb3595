// The bulletin board: the newest news this node has of every other, as MOSIX's windowed gossip keeps it.
// It refuses to send anything and to judge whether a node is alive: news is only old or new.
import type { GossipConfig } from './config';
import type { Capacity } from './samples';

/** Whether a node takes in processes: `closed` takes none, `draining` takes none and is being emptied. */
export type Admission = 'open' | 'closed' | 'draining';

/** What a node tells about itself. */
export interface NodeReport extends Capacity {
  readonly nodeId: number;
  readonly name: string;
  /** Orders the reports of one node: larger at each start of its agent, then by `seq` within one run. */
  readonly bootEpoch: number;
  readonly seq: number;
  /** Its smoothed runnable tasks, the filter that rises at once and falls slowly. */
  readonly upperRunnable: number;
  readonly freeMemoryBytes: number;
  readonly admission: Admission;
}

/** A report on the wire. Ages travel, not times of day: no two clocks need to agree. */
export interface WireEntry extends NodeReport {
  /** Milliseconds since the report was sampled, as the sender knows it. */
  readonly ageMs: number;
}

/** A report on the board, with the time it was sampled on this node's own clock, in ms. */
export interface BoardEntry extends NodeReport {
  readonly sampledAtMs: number;
}

export type Board = ReadonlyMap<number, BoardEntry>;

/** More entries than any peer of ours sends; the rest of a longer message is not read. */
const MAX_ENTRIES_READ = 1_024;

/**
 * The board after a message. Per node the newest report by (bootEpoch, seq) stays, so that merging in any order, or
 * twice, gives the same board. News about ourselves is not kept, for we know better.
 */
export function mergeBoard(
  board: Board,
  entries: readonly WireEntry[],
  selfId: number,
  now: number,
  config: GossipConfig,
): Board {
  const merged = new Map(board);
  for (const entry of entries.slice(0, MAX_ENTRIES_READ)) {
    const known = merged.get(entry.nodeId);
    const isNews = known === undefined || orderOf(entry, now - entry.ageMs, known) > 0;
    if (isNews && entry.nodeId !== selfId && isSane(entry)) merged.set(entry.nodeId, fromWire(entry, now));
  }
  return bounded(merged, now, config);
}

/** What to tell a peer: our own report first, then the freshest others, at most `windowSize` in all. */
export function selectEntries(
  board: Board,
  own: BoardEntry | undefined,
  now: number,
  config: GossipConfig,
): readonly WireEntry[] {
  const others = byFreshness(board).filter((entry) => now - entry.sampledAtMs <= config.forgetAfterMs);
  const all = own === undefined ? others : [own, ...others];
  return all.slice(0, config.windowSize).map((entry) => toWire(entry, now));
}

/** The board without the nodes that are not in `members`: who left the cluster is no longer talked about. */
export function withoutStrangers(board: Board, members: ReadonlyMap<number, unknown>): Board {
  return new Map([...board].filter(([nodeId]) => members.has(nodeId)));
}

// Above 0 when the report is newer than what is known. The same report heard by two ways was sampled at the earlier of
// the two times: every hop adds the time it was under way, which no age counts.
function orderOf(report: NodeReport, sampledAtMs: number, known: BoardEntry): number {
  return report.bootEpoch - known.bootEpoch || report.seq - known.seq || known.sampledAtMs - sampledAtMs;
}

function fromWire({ ageMs, ...report }: WireEntry, now: number): BoardEntry {
  return { ...report, sampledAtMs: now - ageMs };
}

function toWire({ sampledAtMs, ...report }: BoardEntry, now: number): WireEntry {
  return { ...report, ageMs: Math.max(0, now - sampledAtMs) };
}

function bounded(board: Map<number, BoardEntry>, now: number, config: GossipConfig): Board {
  const current = [...board.values()].filter((entry) => now - entry.sampledAtMs <= config.forgetAfterMs);
  if (current.length === board.size && board.size <= config.boardSize) return board;
  const kept = byFreshness(new Map(current.map((entry) => [entry.nodeId, entry]))).slice(0, config.boardSize);
  return new Map(kept.map((entry) => [entry.nodeId, entry]));
}

// Ties by id, so that the order never depends on who told us first.
function byFreshness(board: Board): BoardEntry[] {
  return [...board.values()].sort((left, right) => right.sampledAtMs - left.sampledAtMs || left.nodeId - right.nodeId);
}

// A report that would poison arithmetic is dropped here, once, instead of being guarded against everywhere.
function isSane(entry: WireEntry): boolean {
  const { nodeId, bootEpoch, seq, upperRunnable, cpus, speed, freeMemoryBytes, ageMs } = entry;
  const figures = [nodeId, bootEpoch, seq, upperRunnable, freeMemoryBytes, ageMs, cpus, speed];
  return figures.every((figure) => Number.isFinite(figure) && figure >= 0) && cpus > 0 && speed > 0;
}
