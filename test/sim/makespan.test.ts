// Is it worth it: a batch ends about when it would if all CPUs were in one box.
import { mulberry32 } from '../helpers/random';
import { Simulator } from './simulator';
import { capacity, nodes } from './virtual-cluster';
import type { NodeSpec } from './virtual-node';

interface Workload {
  readonly specs: readonly NodeSpec[];
  readonly works: ReadonlyArray<{ readonly node: number; readonly seconds: number }>;
}

// Clusters of 2 to 10 unlike nodes; 2 to 6 processes per unit of capacity, of 30 to 90 CPU seconds, started on all
// nodes or all on the first.
function randomWorkload(seed: number): Workload {
  const rng = mulberry32(seed * 7919);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(rng() * items.length)] ?? items[0];
  const specs = nodes(2 + Math.floor(rng() * 9), () => ({ cpus: pick([1, 2, 3, 4]), speed: pick([1, 1, 1.5, 2]) }));
  const hot = rng() < 0.5;
  const count = Math.floor(capacity(specs) * (2 + rng() * 4));
  const works = Array.from({ length: count }, () => ({
    node: hot ? 1 : 1 + Math.floor(rng() * specs.length),
    seconds: 30 + rng() * 60,
  }));
  return { specs, works };
}

/** No schedule is shorter: all CPUs busy to the end, or the longest process alone on the fastest. */
function idealSeconds({ specs, works }: Workload): number {
  const total = works.reduce((sum, { seconds }) => sum + seconds, 0);
  const longest = Math.max(...works.map(({ seconds }) => seconds));
  return Math.max(total / capacity(specs), longest / Math.max(...specs.map(({ speed = 1 }) => speed)));
}

function makespanSeconds({ specs, works }: Workload, seed: number, balance: boolean): number {
  const sim = new Simulator(specs, { seed });
  for (const { id } of specs) sim.send(id, { kind: 'balance', on: balance });
  for (const { node, seconds } of works) sim.addTask(node, { workSeconds: seconds });
  return sim.runToEnd(7_200_000) / 1_000;
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test.each(SEEDS)('a random batch on a random cluster ends within 15 %% of the ideal (seed %i)', (seed) => {
  const workload = randomWorkload(seed);
  expect(makespanSeconds(workload, seed, true) / idealSeconds(workload)).toBeLessThan(1.15);
});

test('twelve minutes of work started on one of three nodes take a third of the time, to within a tenth', () => {
  const workload: Workload = { specs: nodes(3), works: Array.from({ length: 12 }, () => ({ node: 1, seconds: 60 })) };
  const balanced = makespanSeconds(workload, 1, true);
  expect(balanced).toBeLessThan(idealSeconds(workload) * 1.1);
  expect(makespanSeconds(workload, 1, false) / balanced).toBeGreaterThan(2.7);
});
