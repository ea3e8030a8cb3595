// The life of a move as the deciding node sees it: decided, under way, ended. It refuses to choose what moves.
import { afterRefusal, afterSuccess } from './backoff';
import type { MigrationFinishedEvent } from './events';
import { cancelArrival, expectArrival, learnRunnable, settleArrival } from './expectations';
import type { MoveChoice } from './policy';
import type { OwnLoad, SchedulerState } from './state';

/** Refusals that tell more about the target than about the process. */
const TARGETS_FAULT: ReadonlySet<string> = new Set(['unreachable', 'busy', 'no-room']);
/** Refusals after which another process of ours might fare no better, but this one might fare well elsewhere. */
const NOT_THE_PROCESS: ReadonlySet<string> = new Set(['unreachable', 'busy']);

/** The state after deciding on a move: the target counts as fuller, we as emptier, until news says so. */
export function moveDecided(state: SchedulerState, choice: MoveChoice, now: number): SchedulerState {
  const { candidate, offer } = choice;
  return {
    ...state,
    underWay: { pid: candidate.process.pid, target: offer.target.entry.nodeId, sinceMs: now },
    lastMoveAtMs: now,
    expectations: expectArrival(state.expectations, offer.target.entry, candidate.demand),
    own: state.own && lighter(state.own, candidate.demand),
    lastCause: undefined,
  };
}

/** The state after a move that was not ours to decide has begun. */
export function moveStarted(state: SchedulerState, pid: number, target: number, now: number): SchedulerState {
  return { ...state, underWay: { pid, target, sinceMs: now }, lastMoveAtMs: now };
}

/** The state after a move has ended, well or not. Reports of moves we know nothing of are taken as well. */
export function moveFinished(state: SchedulerState, event: MigrationFinishedEvent, now: number): SchedulerState {
  const underWay = state.underWay?.pid === event.pid ? undefined : state.underWay;
  return event.ok ? succeeded({ ...state, underWay }, event, now) : failed({ ...state, underWay }, event, now);
}

/** The state with a move that has taken too long written off, so that a lost report cannot stop balancing. */
export function withoutLostMove(state: SchedulerState, now: number): SchedulerState {
  const { underWay, config } = state;
  if (underWay === undefined || now - underWay.sinceMs < config.policy.moveTimeoutMs) return state;
  return moveFinished(state, { kind: 'migration-finished', pid: underWay.pid, target: underWay.target, ok: false }, now);
}

function succeeded(state: SchedulerState, { pid, target }: MigrationFinishedEvent, now: number): SchedulerState {
  return {
    ...state,
    expectations: settleArrival(state.expectations, target, now + state.config.policy.settleMs),
    refusals: afterSuccess(state.refusals, pid),
    shunned: afterSuccess(state.shunned, target),
    processes: state.processes.filter((process) => process.pid !== pid),
  };
}

function failed(state: SchedulerState, event: MigrationFinishedEvent, now: number): SchedulerState {
  const { pid, target, code = 'failed', targetRunnable } = event;
  const { policy } = state.config;
  // Nothing was moved, so there is no effect to wait for: the next sample may try another target.
  const lastMoveAtMs = -Infinity;
  if (targetRunnable !== undefined) {
    return { ...state, lastMoveAtMs, expectations: learnRunnable(state.expectations, target, targetRunnable, now) };
  }
  return {
    ...state,
    lastMoveAtMs,
    expectations: cancelArrival(state.expectations, target),
    refusals: NOT_THE_PROCESS.has(code) ? state.refusals : afterRefusal(state.refusals, pid, target, now, policy),
    shunned: TARGETS_FAULT.has(code) ? afterRefusal(state.shunned, target, target, now, policy) : state.shunned,
  };
}

// Lowered from what was last sampled, not from the mean: while the mean is still climbing it is below the truth even
// without the process that leaves, and lowering it further would delay the next move for nothing.
function lighter(own: OwnLoad, demand: number): OwnLoad {
  const runnable = Math.max(0, own.sample.runnable - demand);
  return { ...own, sample: { ...own.sample, runnable }, meanRunnable: Math.min(own.meanRunnable, runnable) };
}
