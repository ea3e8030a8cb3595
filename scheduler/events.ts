// What happens to the scheduler and what it answers: the two lists are the whole contract with the agent.
// It refuses behaviour: these are types.
import type { RefusalCode } from '../proto/errors';
import type { Admission, WireEntry } from './board';
import type { MemberStatus } from './peers-choice';
import type { NodeSample, ProcessSample } from './samples';

/** Once a second: this node and its processes. After it, and after a move that went well, a process may be moved. */
export interface SampleEvent {
  readonly kind: 'sample';
  readonly node: NodeSample;
  readonly processes: readonly ProcessSample[];
}

/** Time to gossip; every 200 to 1000 ms. Shorter means fresher news and better choices. */
export interface GossipDueEvent {
  readonly kind: 'gossip-due';
}

/** A peer told us something. With `wantsReply` it expects our entries back. */
export interface GossipEvent {
  readonly kind: 'gossip';
  readonly from: number;
  readonly entries: readonly WireEntry[];
  readonly wantsReply: boolean;
}

/** The failure detector's current word on all nodes but this one. Only living members are sent processes. */
export interface MembersEvent {
  readonly kind: 'members';
  readonly members: readonly { readonly nodeId: number; readonly status: MemberStatus }[];
}

/** A process begins to leave this node by someone else's wish, a user's for example. */
export interface MigrationStartedEvent {
  readonly kind: 'migration-started';
  readonly pid: number;
  readonly target: number;
}

/** A move away from this node has ended, whoever wished it. */
export interface MigrationFinishedEvent {
  readonly kind: 'migration-finished';
  readonly pid: number;
  readonly target: number;
  readonly ok: boolean;
  /**
   * Why it failed. `unreachable` and `busy` are held against the target, `no-room` against both, all others against the
   * process.
   */
  readonly code?: RefusalCode | undefined;
  /** The fact `runnable` of a target that declined because it was too loaded by then; held against nobody. */
  readonly targetRunnable?: number | undefined;
}

/** This node has promised to take in a process: others shall see the load before it is there. */
export interface ArrivingEvent {
  readonly kind: 'arriving';
  readonly pid: number;
}

/** Balancing is switched on or off for processes of this node. */
export interface BalanceEvent {
  readonly kind: 'balance';
  readonly on: boolean;
}

/** This node opens, closes or drains. */
export interface AdmissionEvent {
  readonly kind: 'admission';
  readonly admission: Admission;
}

export type SchedulerEvent =
  | SampleEvent
  | GossipDueEvent
  | GossipEvent
  | MembersEvent
  | MigrationStartedEvent
  | MigrationFinishedEvent
  | ArrivingEvent
  | BalanceEvent
  | AdmissionEvent;

/** Move this process there. At most one is under way: the next comes after `migration-finished`. */
export interface MigrateDecision {
  readonly kind: 'migrate';
  readonly pid: number;
  readonly target: number;
  /** The target is to decline (`acceptArrival`) when it has more runnable tasks than this by the time it is asked. */
  readonly limitRunnable: number;
  readonly reason: string;
}

/** Send these entries to these peers. With `wantsReply` ask for theirs. */
export interface GossipDecision {
  readonly kind: 'gossip';
  readonly to: readonly number[];
  readonly entries: readonly WireEntry[];
  readonly wantsReply: boolean;
}

/** Why nothing is done. Given once, when the cause changes, so that it can be logged as it comes. */
export interface NoteDecision {
  readonly kind: 'note';
  readonly reason: string;
}

export type Decision = MigrateDecision | GossipDecision | NoteDecision;
