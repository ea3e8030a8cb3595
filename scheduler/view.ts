// What one node knows when it decides: itself, its processes and the others. It refuses to hold how it came to know.
import type { CandidateInput } from './candidates';
import type { TargetInput } from './targets';

/** All the balancing rule looks at. */
export interface ClusterView extends CandidateInput, TargetInput {
  readonly nodeName: string;
  /** This node's smoothed runnable tasks, the filter that rises slowly and falls at once. */
  readonly meanRunnable: number;
}

/** Why nothing moves: a word that stays the same while the numbers in its sentence change. */
export type StayCause = 'not-loaded' | 'nothing-movable' | 'no-news' | 'no-better-node';
