// Which nodes could take a process, and which of them best. It refuses to decide whether moving is worth it.
import { isResting, type Pauses } from './backoff';
import type { Board, BoardEntry } from './board';
import type { Candidate } from './candidates';
import type { PolicyConfig } from './config';
import { assumedRunnable, type Expectations } from './expectations';
import { stretch } from './load';
import type { Members, Rng } from './peers-choice';

export interface TargetInput {
  readonly board: Board;
  readonly members: Members;
  readonly expectations: Expectations;
  /** Nodes that refused or did not answer, by id. */
  readonly shunned: Pauses;
}

/** A node that could take a process. */
export interface Target {
  readonly entry: BoardEntry;
  /** Its runnable tasks as we must assume them now. */
  readonly runnable: number;
}

/** A target as one candidate would find it. */
export interface Offer {
  readonly target: Target;
  /** Its runnable tasks with the candidate and the safety margin. */
  readonly reckonedRunnable: number;
  /** The stretch with these: what the rule compares. */
  readonly cost: number;
  /** The same without regard to CPUs that would stay idle: tells apart nodes on which nobody would wait. */
  readonly pressure: number;
}

/** The nodes that take processes now: alive, open, heard of lately, and not just refusing. */
export function findTargets(input: TargetInput, now: number, config: PolicyConfig): readonly Target[] {
  const { board, members, expectations, shunned } = input;
  return [...board.values()]
    .filter(
      (entry) =>
        members.get(entry.nodeId) === 'alive' &&
        entry.admission === 'open' &&
        now - entry.sampledAtMs <= config.freshForMs &&
        !isResting(shunned, entry.nodeId, now),
    )
    .map((entry) => ({ entry, runnable: assumedRunnable(entry, expectations) }));
}

/**
 * The best of the targets that are worth it for a candidate: where it would be stretched least, and of these the
 * emptiest, margin included. Of those within `nearTieRunnable` of the best, any, at random: many senders read the same
 * news, and would otherwise all choose the same node. The node that refused this process last is taken only when there
 * is no other.
 */
export function bestOffer(
  candidate: Candidate,
  targets: readonly Target[],
  { isWorthIt, refusedBy }: { readonly isWorthIt: (offer: Offer) => boolean; readonly refusedBy: number | undefined },
  config: PolicyConfig,
  rng: Rng,
): Offer | undefined {
  const worthy = targets
    .filter(({ entry }) => entry.freeMemoryBytes >= candidate.process.rssBytes * config.memoryMargin)
    .map((target) => makeOffer(candidate, target, config))
    .filter(isWorthIt);
  const others = worthy.filter(({ target }) => target.entry.nodeId !== refusedBy);
  const leastStretched = nearLeast(others.length > 0 ? others : worthy, (offer) => offer.cost, config);
  const emptiest = nearLeast(leastStretched, (offer) => offer.pressure, config);
  return emptiest[Math.floor(rng() * emptiest.length)];
}

function makeOffer({ demand }: Candidate, target: Target, config: PolicyConfig): Offer {
  const reckonedRunnable = target.runnable + demand * config.stabilityMargin;
  return {
    target,
    reckonedRunnable,
    cost: stretch(reckonedRunnable, target.entry),
    pressure: reckonedRunnable / capacityOf(target),
  };
}

// The offers whose measure is as good as the least, or is by no more than a near tie of runnable tasks above it.
function nearLeast(
  offers: readonly Offer[],
  measure: (offer: Offer) => number,
  config: PolicyConfig,
): readonly Offer[] {
  const least = offers.reduce((best, offer) => Math.min(best, measure(offer)), Infinity);
  return offers.filter((offer) => (measure(offer) - least) * capacityOf(offer.target) <= config.nearTieRunnable);
}

function capacityOf({ entry }: Target): number {
  return entry.cpus * entry.speed;
}
