// Load arithmetic: MOSIX's filters, and what a load means for a process that has to live with it.
// It refuses to sample and to compare nodes: a number comes in, a number goes out.
import type { Capacity, ProcessSample } from './samples';

/**
 * The load a node admits to itself, from which it decides to shed: rises slowly, falls at once (MOSIX: 5/8 old + 3/8
 * new). Pressure must last before we push.
 */
export function meanLoad(old: number, sampled: number): number {
  return sampled > old ? (5 * old + 3 * sampled) / 8 : sampled;
}

/**
 * The load a node shows to others, from which they decide to send: rises at once, falls slowly. Relief must last before
 * they send. Under-claiming one's need and over-claiming one's load is the hysteresis. MOSIX fell by 1/8 a second because
 * it sampled states, which jump; the kernel's count of running and waiting time is an exact average over the second, so
 * half is enough, and a node that has finished its share is found in 2 s instead of 9 s.
 */
export function upperLoad(old: number, sampled: number): number {
  return sampled >= old ? sampled : (old + sampled) / 2;
}

/** The load of one process, smoothed both ways (MOSIX: 5/8 old + 3/8 new); a new process starts from 0. */
export function processLoad(old: number, sampled: number): number {
  return (5 * old + 3 * sampled) / 8;
}

/** The smoothed load of every process sampled; processes that were not sampled are forgotten. */
export function processLoads(
  old: ReadonlyMap<number, number>,
  samples: readonly ProcessSample[],
): ReadonlyMap<number, number> {
  return new Map(samples.map(({ pid, load }) => [pid, processLoad(old.get(pid) ?? 0, load)]));
}

/** Runnable tasks per CPU. */
export function perCpu(runnable: number, { cpus }: Capacity): number {
  return runnable / cpus;
}

/**
 * How much longer a computation takes on this node than on an idle CPU of speed 1. Below one task per CPU nobody
 * waits, so an idle node and one with a CPU to spare are equal: moving between them gains nothing.
 */
export function stretch(runnable: number, { cpus, speed }: Capacity): number {
  return Math.max(runnable, cpus) / (cpus * speed);
}

/** The part of a CPU each of these tasks gets when all want one. */
export function fairShare(runnable: number, { cpus }: Capacity): number {
  return cpus / Math.max(runnable, cpus);
}

/**
 * How many runnable tasks a process is worth: what it used, undone by the share it got. At least 1, because the node
 * it goes to must have a whole CPU's worth of room for it.
 */
export function demandOf(load: number, runnable: number, capacity: Capacity): number {
  return Math.max(1, load / fairShare(runnable, capacity));
}
