// Ready-made nodes, processes, news and views for scheduler tests. Every function takes what the test is about.
import { DEFAULT_GOSSIP, DEFAULT_POLICY, type SchedulerConfig } from '../../../scheduler/config';
import type { BoardEntry, WireEntry } from '../../../scheduler/board';
import type { Decision, SchedulerEvent } from '../../../scheduler/events';
import type { NodeSample, ProcessSample } from '../../../scheduler/samples';
import { step } from '../../../scheduler/scheduler';
import type { SchedulerState } from '../../../scheduler/state';
import type { ClusterView } from '../../../scheduler/view';

export const GIB = 2 ** 30;

export const CONFIG: SchedulerConfig = {
  nodeId: 1, nodeName: 'n1', bootEpoch: 100, balance: true, policy: DEFAULT_POLICY, gossip: DEFAULT_GOSSIP,
};

export const aNode = (node: Partial<NodeSample> = {}): NodeSample => ({ runnable: 0, cpus: 1, speed: 1, freeMemoryBytes: 8 * GIB, ...node });

export const aProcess = (pid: number, process: Partial<ProcessSample> = {}): ProcessSample => ({
  pid, name: 'awk', load: 0.5, movable: true, rssBytes: 2 ** 20, arrivedAtMs: -60_000, ...process,
});

export const anEntry = (nodeId: number, entry: Partial<BoardEntry> = {}): BoardEntry => ({
  nodeId, name: `n${nodeId}`, bootEpoch: 1, seq: 1, cpus: 1, speed: 1, upperRunnable: 0, freeMemoryBytes: 8 * GIB,
  admission: 'open', sampledAtMs: 0, ...entry,
});

export const aWireEntry = (nodeId: number, entry: Partial<WireEntry> = {}): WireEntry => {
  const { sampledAtMs: _, ...report } = anEntry(nodeId);
  return { ...report, ageMs: 0, ...entry };
};

/** n1 as it sees itself with these processes, all busy, and these others, all alive. */
export function aView(processes: readonly ProcessSample[], others: readonly BoardEntry[], view: Partial<ClusterView> = {}): ClusterView {
  const runnable = processes.length;
  return {
    nodeName: 'n1',
    node: aNode({ runnable }),
    meanRunnable: runnable,
    processes,
    smoothedLoads: new Map(processes.map(({ pid, load }) => [pid, load])),
    refusals: new Map(),
    board: new Map(others.map((entry) => [entry.nodeId, entry])),
    members: new Map(others.map(({ nodeId }) => [nodeId, 'alive'])),
    expectations: new Map(),
    shunned: new Map(),
    ...view,
  };
}

/** A scheduler with a clock that a test moves by hand. */
export class Driver {
  now = 0;

  constructor(public state: SchedulerState, private readonly rng: () => number = () => 0.99) {}

  /** Steps `afterMs` later; returns the decisions. */
  send(event: SchedulerEvent, afterMs = 0): readonly Decision[] {
    this.now += afterMs;
    const next = step(this.state, event, this.now, this.rng);
    this.state = next.state;
    return next.decisions;
  }

  /** A second passes with these processes, all busy on one CPU; the others tell anew what they told last. */
  second(processes: readonly ProcessSample[], node: Partial<NodeSample> = {}): readonly Decision[] {
    return this.send({ kind: 'sample', node: aNode({ runnable: processes.length, ...node }), processes }, 1_000);
  }

  /** Node n says now, as its `seq`-th word, that it has so many runnable. */
  hear(nodeId: number, upperRunnable: number, entry: Partial<WireEntry> = {}): void {
    const seq = (this.state.board.get(nodeId)?.seq ?? 0) + 1;
    this.send({ kind: 'gossip', from: nodeId, entries: [aWireEntry(nodeId, { seq, upperRunnable, ...entry })], wantsReply: false });
  }
}
