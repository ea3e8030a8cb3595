// The scheduler's whole memory, as one immutable value. It refuses to change itself: steps make new ones.
import type { Pauses } from './backoff';
import type { Admission, Board, BoardEntry } from './board';
import type { SchedulerConfig } from './config';
import type { Expectations } from './expectations';
import type { Members } from './peers-choice';
import type { NodeSample, ProcessSample } from './samples';

/** This node as last sampled, with its filters. */
export interface OwnLoad {
  readonly sample: NodeSample;
  readonly sampledAtMs: number;
  /** Rises slowly, falls at once: what we decide by. */
  readonly meanRunnable: number;
  /** Rises at once, falls slowly: what we tell others. */
  readonly upperRunnable: number;
  /** Orders our reports; grows with every change of what we tell. */
  readonly seq: number;
}

/** A move away from this node that has not ended. */
export interface MoveUnderWay {
  readonly pid: number;
  readonly target: number;
  readonly sinceMs: number;
}

export interface SchedulerState {
  readonly config: SchedulerConfig;
  readonly balance: boolean;
  readonly admission: Admission;
  readonly members: Members;
  readonly board: Board;
  /** Undefined until the first sample. */
  readonly own: OwnLoad | undefined;
  readonly processes: readonly ProcessSample[];
  /** Smoothed CPU use by PID. */
  readonly smoothedLoads: ReadonlyMap<number, number>;
  readonly underWay: MoveUnderWay | undefined;
  /** When a move was last decided, in ms. */
  readonly lastMoveAtMs: number;
  /** Pauses of processes, by PID. */
  readonly refusals: Pauses;
  /** Pauses of target nodes, by id. */
  readonly shunned: Pauses;
  readonly expectations: Expectations;
  /** The cause of the last note; a new note is given only for another cause. */
  readonly lastCause: string | undefined;
}

/** A scheduler that has seen nothing yet. */
export function createScheduler(config: SchedulerConfig): SchedulerState {
  return {
    config,
    balance: config.balance,
    admission: 'open',
    members: new Map(),
    board: new Map(),
    own: undefined,
    processes: [],
    smoothedLoads: new Map(),
    underWay: undefined,
    lastMoveAtMs: -Infinity,
    refusals: new Map(),
    shunned: new Map(),
    expectations: new Map(),
    lastCause: undefined,
  };
}

/** What this node would tell about itself, or undefined before the first sample. */
export function ownEntry({ own, config, admission }: SchedulerState): BoardEntry | undefined {
  if (own === undefined) return undefined;
  const { cpus, speed, freeMemoryBytes } = own.sample;
  return {
    nodeId: config.nodeId,
    name: config.nodeName,
    bootEpoch: config.bootEpoch,
    seq: own.seq,
    cpus,
    speed,
    upperRunnable: own.upperRunnable,
    freeMemoryBytes,
    admission,
    sampledAtMs: own.sampledAtMs,
  };
}
