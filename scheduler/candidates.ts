// Which of this node's processes may be moved now, and in which order they are tried.
// It refuses to look at other nodes: where to is the policy's question.
import { isResting, type Pauses } from './backoff';
import type { PolicyConfig } from './config';
import { demandOf, fairShare } from './load';
import type { NodeSample, ProcessSample } from './samples';

/** A process that may be moved now. */
export interface Candidate {
  readonly process: ProcessSample;
  /** Its smoothed CPU use, by which candidates are ranked. */
  readonly smoothedLoad: number;
  /** How many runnable tasks leave with it, at least 1. */
  readonly demand: number;
  /** 1 for the busiest candidate of this node, 2 for the second, and so on. */
  readonly rank: number;
}

export interface CandidateInput {
  readonly node: NodeSample;
  readonly processes: readonly ProcessSample[];
  readonly smoothedLoads: ReadonlyMap<number, number>;
  /** Processes whose last move was refused, by PID. */
  readonly refusals: Pauses;
}

/**
 * The processes that may be moved now, in the order in which they are to be tried: the second busiest first, as MOSIX
 * does, then the busiest, then the others. Leaving the busiest alone keeps one hog from touring the cluster.
 */
export function chooseCandidates(input: CandidateInput, now: number, config: PolicyConfig): readonly Candidate[] {
  const { node, processes, smoothedLoads } = input;
  const ranked = processes
    .filter((process) => whyNot(process, input, now, config) === undefined)
    .map((process) => ({ process, smoothedLoad: smoothedLoads.get(process.pid) ?? 0 }))
    .sort((left, right) => right.smoothedLoad - left.smoothedLoad || older(left.process, right.process))
    .map(({ process, smoothedLoad }, index) => ({
      process,
      smoothedLoad,
      demand: demandOf(Math.max(smoothedLoad, process.load), node.runnable, node),
      rank: index + 1,
    }));
  const [busiest, second, ...others] = ranked;
  return [second, busiest, ...others].filter((candidate) => candidate !== undefined).slice(0, config.maxCandidates);
}

// Of equals the older goes first: the longer a process has run, the longer it will (Harchol-Balter and Downey), so the
// likelier its move pays. PIDs break the last tie, so that the order never depends on how /proc was read.
function older(left: ProcessSample, right: ProcessSample): number {
  return left.arrivedAtMs - right.arrivedAtMs || left.pid - right.pid;
}

/** Why a process is not moved now, in a few words that fit after its name; undefined when it may be. */
export function whyNot(
  process: ProcessSample,
  { node, smoothedLoads, refusals }: CandidateInput,
  now: number,
  config: PolicyConfig,
): string | undefined {
  const { pid, lastMovedAtMs } = process;
  if (!process.movable) return process.cantMove ?? 'cannot be moved';
  const leastLoad = config.minFairShare * fairShare(node.runnable, node);
  if ((smoothedLoads.get(pid) ?? 0) < leastLoad) return 'uses hardly any CPU';
  if (lastMovedAtMs !== undefined && now - lastMovedAtMs < config.minResidencyMs) {
    return `came less than ${config.minResidencyMs / 1000} s ago`;
  }
  if (now - process.arrivedAtMs < config.minAgeMs) return `is younger than ${config.minAgeMs / 1000} s`;
  if (isResting(refusals, pid, now)) return 'was refused a short while ago';
  return undefined;
}
