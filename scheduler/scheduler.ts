// The state machine: an event in, the next state and decisions with reasons out. It refuses to act on any of them, and
// to read a clock or roll dice: `now` (milliseconds of a monotonic clock) and `rng` are arguments.
import { keepOnly } from './backoff';
import { mergeBoard, selectEntries, withoutStrangers } from './board';
import type { Decision, GossipEvent, MembersEvent, SampleEvent, SchedulerEvent } from './events';
import { meanLoad, processLoads, upperLoad } from './load';
import { moveDecided, moveFinished, moveStarted, withoutLostMove } from './moves';
import { choosePeers, type Rng } from './peers-choice';
import { choose, type MoveChoice } from './policy';
import { ownEntry, type SchedulerState } from './state';

/** The outcome of a step. */
export interface Step {
  readonly state: SchedulerState;
  readonly decisions: readonly Decision[];
}

/** One step. `now` must never run backwards between steps; `rng` returns numbers in [0, 1). */
export function step(state: SchedulerState, event: SchedulerEvent, now: number, rng: Rng): Step {
  switch (event.kind) {
    case 'sample':
      return balanceLoad(withoutLostMove(sampled(state, event, now), now), now, rng);
    case 'gossip-due':
      return gossip(state, choosePeers(state.members, state.config.gossip.fanout, rng), true, now);
    case 'gossip':
      return gossip(heard(state, event, now), event.wantsReply ? [event.from] : [], false, now);
    case 'members':
      return quiet(withMembers(state, event));
    case 'migration-started':
      return quiet(moveStarted(state, event.pid, event.target, now));
    case 'migration-finished':
      return event.ok ? balanceLoad(moveFinished(state, event, now), now, rng) : quiet(moveFinished(state, event, now));
    case 'arriving':
      return quiet(reported(state, 1));
    case 'balance':
      return quiet({ ...state, balance: event.on, lastCause: undefined });
    case 'admission':
      return quiet(reported({ ...state, admission: event.admission }, 0));
  }
}

function quiet(state: SchedulerState): Step {
  return { state, decisions: [] };
}

function sampled(state: SchedulerState, { node, processes }: SampleEvent, now: number): SchedulerState {
  const { own } = state;
  const present = new Set(processes.map(({ pid }) => pid));
  return {
    ...state,
    own: {
      sample: node,
      sampledAtMs: now,
      meanRunnable: meanLoad(own?.meanRunnable ?? 0, node.runnable),
      upperRunnable: upperLoad(own?.upperRunnable ?? 0, node.runnable),
      seq: (own?.seq ?? 0) + 1,
    },
    processes,
    smoothedLoads: processLoads(state.smoothedLoads, processes),
    // A process under way may be missing from the samples and still come back.
    refusals: keepOnly(state.refusals, (pid) => present.has(pid) || pid === state.underWay?.pid),
  };
}

// What we tell changes before the next sample: more load on its way here, or another admission.
function reported(state: SchedulerState, moreRunnable: number): SchedulerState {
  const { own } = state;
  if (own === undefined) return state;
  return { ...state, own: { ...own, upperRunnable: own.upperRunnable + moreRunnable, seq: own.seq + 1 } };
}

function heard(state: SchedulerState, { entries }: GossipEvent, now: number): SchedulerState {
  return { ...state, board: mergeBoard(state.board, entries, state.config.nodeId, now, state.config.gossip) };
}

function withMembers(state: SchedulerState, event: MembersEvent): SchedulerState {
  const others = event.members.filter(({ nodeId }) => nodeId !== state.config.nodeId);
  const members = new Map(others.map(({ nodeId, status }) => [nodeId, status]));
  return {
    ...state,
    members,
    board: withoutStrangers(state.board, members),
    shunned: keepOnly(state.shunned, (nodeId) => members.has(nodeId)),
  };
}

function gossip(state: SchedulerState, to: readonly number[], wantsReply: boolean, now: number): Step {
  if (to.length === 0) return quiet(state);
  const entries = selectEntries(state.board, ownEntry(state), now, state.config.gossip);
  return { state, decisions: [{ kind: 'gossip', to, entries, wantsReply }] };
}

function balanceLoad(state: SchedulerState, now: number, rng: Rng): Step {
  const { own, config, underWay } = state;
  const sinceMoveMs = now - state.lastMoveAtMs;
  if (!state.balance) return note(state, 'balance-off', `balancing is off on ${config.nodeName}, so nothing moves`);
  // Both pass by themselves within seconds and would only alternate in a log: no note.
  if (own === undefined || underWay !== undefined || sinceMoveMs < config.policy.urgentIntervalMs) return quiet(state);
  const view = { ...state, nodeName: config.nodeName, node: own.sample, meanRunnable: own.meanRunnable };
  const choice = choose(view, now, config.policy, rng);
  const urgent = choice.kind === 'move' && choice.urgent;
  if (!urgent && sinceMoveMs < config.policy.minIntervalMs) return quiet(state);
  return choice.kind === 'stay' ? note(state, choice.cause, choice.reason) : migrate(state, choice, now);
}

function migrate(state: SchedulerState, choice: MoveChoice, now: number): Step {
  const { limitRunnable, reason } = choice;
  const { pid } = choice.candidate.process;
  const target = choice.offer.target.entry.nodeId;
  return {
    state: moveDecided(state, choice, now),
    decisions: [{ kind: 'migrate', pid, target, limitRunnable, reason }],
  };
}

function note(state: SchedulerState, cause: string, reason: string): Step {
  if (state.lastCause === cause) return quiet(state);
  return { state: { ...state, lastCause: cause }, decisions: [{ kind: 'note', reason }] };
}
