// Node lists for simulations, and what a cluster looks like from above.
import type { Simulator } from './simulator';
import type { NodeSpec } from './virtual-node';

/** `count` nodes with ids from 1, alike but for what `shape` says. */
export function nodes(count: number, shape: (id: number) => Omit<NodeSpec, 'id'> = () => ({})): NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({ ...shape(index + 1), id: index + 1 }));
}

/** Tasks on the fullest node less tasks on the emptiest. */
export function spread(sim: Simulator): number {
  const counts = sim.counts();
  return Math.max(...counts) - Math.min(...counts);
}

/** CPU seconds of speed 1 that all nodes together do in a second. */
export function capacity(specs: readonly NodeSpec[]): number {
  return specs.reduce((sum, { cpus = 1, speed = 1 }) => sum + cpus * speed, 0);
}
