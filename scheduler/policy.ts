// The balancing rule: MOSIX's as Kerrighed kept it, per CPU and by speed. Given one node's view of the cluster, either
// one process and its target, or why nothing moves. It refuses to remember: rate limits are the state machine's.
import { chooseCandidates, whyNot, type Candidate } from './candidates';
import type { PolicyConfig } from './config';
import { stretch } from './load';
import type { Rng } from './peers-choice';
import { moveReason, stayReason } from './reasons';
import { bestOffer, findTargets, type Offer, type Target } from './targets';
import type { ClusterView, StayCause } from './view';

export interface MoveChoice {
  readonly kind: 'move';
  readonly candidate: Candidate;
  readonly offer: Offer;
  /** How many runnable tasks the target may have, at most, before the process comes, for the move to pay. */
  readonly limitRunnable: number;
  /** This node is stretched so much more than the target would be that the usual wait between moves is not needed. */
  readonly urgent: boolean;
  readonly reason: string;
}

export interface StayChoice {
  readonly kind: 'stay';
  readonly cause: StayCause;
  readonly reason: string;
}

export type Choice = MoveChoice | StayChoice;

/**
 * What to do now. Candidates are tried in their order; the first for which the best target is better than staying
 * moves there. The rule (Kerrighed `mosix_load_balancer`, stab_factor 130, threshold 1.5):
 *
 *     stretch(target's upper + 1.3 · demand) < stretch(own mean)
 *
 * On a node with a CPU for every task, staying costs nothing but the node's own speed, so only a node faster by the
 * margin is better.
 */
export function choose(view: ClusterView, now: number, config: PolicyConfig, rng: Rng): Choice {
  const targets = findTargets(view, now, config);
  const hasReason = isLoaded(view, config) || targets.some((target) => isFaster(target, view, config));
  if (!hasReason) return stay('not-loaded', view);
  const candidates = chooseCandidates(view, now, config);
  if (candidates.length === 0) return stay('nothing-movable', view, obstacle(view, now, config));
  if (targets.length === 0) return stay('no-news', view);
  const isWorthIt = (offer: Offer): boolean => pays(offer, view, config);
  for (const candidate of candidates) {
    const refusedBy = view.refusals.get(candidate.process.pid)?.refusedBy;
    const offer = bestOffer(candidate, targets, { isWorthIt, refusedBy }, config, rng);
    if (offer !== undefined) return move(candidate, offer, view, config);
  }
  return stay('no-better-node', view);
}

/** True when tasks wait for a CPU here, by more than the threshold. */
export function isLoaded({ node, meanRunnable }: ClusterView, config: PolicyConfig): boolean {
  return meanRunnable >= node.cpus + config.excessRunnable;
}

/** A gain no larger is one of rounding: 20/(6·4) and 7/(7·1.2) are the same stretch, but not the same number. */
const ROUNDING = 1e-9;

// Whether an offer is better than staying.
function pays(offer: Offer, view: ClusterView, config: PolicyConfig): boolean {
  const here = stretchHere(view, config);
  return offer.cost < here * (1 - ROUNDING) && (isLoaded(view, config) || isFaster(offer.target, view, config));
}

// Below the threshold the tasks in excess are taken for noise: everyone has a CPU.
function stretchHere(view: ClusterView, config: PolicyConfig): number {
  return isLoaded(view, config) ? stretch(view.meanRunnable, view.node) : 1 / view.node.speed;
}

function move(candidate: Candidate, offer: Offer, view: ClusterView, config: PolicyConfig): Choice {
  const here = stretchHere(view, config);
  const { cpus, speed } = offer.target.entry;
  return {
    kind: 'move',
    candidate,
    offer,
    limitRunnable: here * cpus * speed - candidate.demand * config.stabilityMargin,
    urgent: here >= offer.cost * config.urgentRatio,
    reason: moveReason(view, candidate, offer),
  };
}

function isFaster({ entry }: Target, { node }: ClusterView, config: PolicyConfig): boolean {
  return entry.speed > node.speed * config.stabilityMargin;
}

function stay(cause: StayCause, view: ClusterView, why?: string): Choice {
  return { kind: 'stay', cause, reason: stayReason(cause, view, why) };
}

// The busiest process that stays is the one people ask about.
function obstacle(view: ClusterView, now: number, config: PolicyConfig): string | undefined {
  const [busiest] = [...view.processes].sort((left, right) => right.load - left.load);
  if (busiest === undefined) return undefined;
  const why = whyNot(busiest, view, now, config);
  return why === undefined ? undefined : `the busiest is ${busiest.pid} (${busiest.name}): ${why}`;
}
