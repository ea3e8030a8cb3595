// The arithmetic of cluster-wide PIDs: which node a PID was born on, and which PIDs a node may give out.
// It refuses to read or set any PID: it only knows numbers.

/**
 * Linux allows 22 bits of PID. 6 of them name the node and 16 the process on it, so that a PID is unique in the
 * cluster, tells its home without asking anyone, and can be restored on any other node without a conflict.
 */
export const NODE_BITS = 6;
export const LOCAL_BITS = 16;

/** Ids run from 1: node 0's range is where every kernel has its own early processes, from before krg. */
export const MIN_NODE = 1;
export const MAX_NODE = 2 ** NODE_BITS - 1;

const LOCALS = 2 ** LOCAL_BITS;
const HALF = LOCALS / 2;
const PIDS = 2 ** (NODE_BITS + LOCAL_BITS);

/**
 * The first numbers of a range are left alone. Kernel threads and daemons restarted while the cursor is being put
 * into the range take a few; and a gap at the bottom makes an off-by-one reach no other node's range.
 */
const SKIPPED_LOCALS = 64;

/** First and last PID of a range, both usable. */
export interface PidRange {
  readonly low: number;
  readonly high: number;
}

/** A process named by the node it runs on and the PID it has there. */
export interface NodePid {
  readonly node: number;
  readonly pid: number;
}

/** What `/proc/sys/kernel/pid_max` must be for every range to exist: one more than the largest PID. */
export function pidMax(): number {
  return PIDS;
}

/** True for an id a node can have. */
export function isNodeId(id: number): boolean {
  return Number.isInteger(id) && id >= MIN_NODE && id <= MAX_NODE;
}

/** True for a PID that was given out from some node's range, false for one from before krg and for nonsense. */
export function isClusterPid(pid: number): boolean {
  return Number.isInteger(pid) && pid >= LOCALS && pid < PIDS;
}

/** The id of the node a PID was born on, or undefined when the PID is from before krg. */
export function homeNode(pid: number): number | undefined {
  return isClusterPid(pid) ? pid >>> LOCAL_BITS : undefined;
}

/** The part of a PID that its home chose, 0..65535. */
export function localPart(pid: number): number {
  return pid & (LOCALS - 1);
}

/** The PIDs a node gives to processes born on it outside the guest namespace: the lower half of its range. */
export function nativeRange(node: number): PidRange {
  const base = baseOf(node);
  return { low: base + SKIPPED_LOCALS, high: base + HALF - 1 };
}

/**
 * The PIDs a node gives to children born in its guest namespace: the upper half of its range. Two halves, because two
 * kernel cursors (one per PID namespace) that shared a range would sooner or later give out the same number.
 */
export function guestRange(node: number): PidRange {
  const base = baseOf(node);
  return { low: base + HALF, high: base + LOCALS - 1 };
}

/**
 * The name under which a process from outside the ranges is shown in the cluster. It lies above every real PID, so
 * that the two can never be confused; such a process cannot be migrated.
 */
export function alias(node: number, pid: number): number {
  assertNode(node);
  if (!Number.isInteger(pid) || pid < 0 || pid >= PIDS) {
    throw new RangeError(`PID ${pid} does not fit in ${NODE_BITS + LOCAL_BITS} bits`);
  }
  return node * PIDS + pid;
}

/** The node and the PID behind an alias, or undefined when the number is a plain PID or no alias at all. */
export function parseAlias(shown: number): NodePid | undefined {
  if (!Number.isInteger(shown) || shown < PIDS) return undefined;
  const node = Math.floor(shown / PIDS);
  return isNodeId(node) ? { node, pid: shown % PIDS } : undefined;
}

function baseOf(node: number): number {
  assertNode(node);
  return node << LOCAL_BITS;
}

// An id outside the range would silently name another node's PIDs: a broken invariant, not a user's mistake.
function assertNode(node: number): void {
  if (!isNodeId(node)) throw new RangeError(`node id ${node} is not in ${MIN_NODE}..${MAX_NODE}`);
}
