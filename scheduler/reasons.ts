// The sentences of decisions: one each, in English, with the numbers that were compared. It refuses to decide.
import type { Candidate } from './candidates';
import { perCpu } from './load';
import type { Offer } from './targets';
import type { ClusterView, StayCause } from './view';

const ORDINALS = ['busiest', 'second busiest', 'third busiest'] as const;

/**
 * Why a process moves, for example:
 * `n1 has 6.0 runnable per CPU, n2 would have 1.3: moving 65602 (awk), the second busiest`.
 */
export function moveReason(view: ClusterView, candidate: Candidate, { target, reckonedRunnable }: Offer): string {
  const { process, rank } = candidate;
  const { entry } = target;
  const unlike = view.node.speed !== entry.speed;
  const speed = (value: number): string => (unlike ? ` at speed ${figure(value)}` : '');
  const here = `${loadHere(view)}${speed(view.node.speed)}`;
  const there = `${entry.name} would have ${figure(perCpu(reckonedRunnable, entry))}${speed(entry.speed)}`;
  return `${here}, ${there}: moving ${process.pid} (${process.name}), the ${ORDINALS[rank - 1] ?? `${rank}th busiest`}`;
}

/** Why nothing moves; `why` adds the one fact that explains it most. */
export function stayReason(cause: StayCause, view: ClusterView, why?: string): string {
  return `${loadHere(view)}${EXPLANATIONS[cause]}${why === undefined ? '' : `; ${why}`}`;
}

const EXPLANATIONS: Readonly<Record<StayCause, string>> = {
  'not-loaded': ', too few to move any',
  'nothing-movable': ', but no process can move now',
  'no-news': ', but no open node has been heard of lately',
  'no-better-node': ', and no other node would be better',
};

// The smoothed figure is the one compared; the latest is added when it differs, for it is what top shows.
function loadHere({ nodeName, node, meanRunnable }: ClusterView): string {
  const smoothed = figure(perCpu(meanRunnable, node));
  const latest = figure(perCpu(node.runnable, node));
  return `${nodeName} has ${smoothed} runnable per CPU${smoothed === latest ? '' : ` (${latest} in the last second)`}`;
}

function figure(value: number): string {
  return value.toFixed(1);
}
