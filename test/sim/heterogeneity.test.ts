// Nodes that are not alike: work settles in proportion to CPUs and speed, and is not moved for too little.
import { Simulator } from './simulator';
import { nodes } from './virtual-cluster';

const ENDLESS = { workSeconds: Infinity };

test('a node with four CPUs takes about four times as many as one with one', () => {
  const sim = new Simulator(nodes(2, (id) => ({ cpus: id === 1 ? 1 : 4 })));
  sim.addTasks(1, 10, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.counts()).toEqual([2, 8]);
});

test('a node twice as fast takes about twice as many', () => {
  const sim = new Simulator(nodes(2, (id) => ({ speed: id })));
  sim.addTasks(1, 9, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.counts()).toEqual([3, 6]);
  const settled = sim.moves.length;
  sim.runUntil(300_000);
  expect(sim.moves).toHaveLength(settled);
});

test('work on a fast node overflows onto a slow one only when that is better for it', () => {
  const sim = new Simulator(nodes(2, (id) => ({ speed: id === 1 ? 4 : 1 })));
  sim.addTasks(1, 5, ENDLESS);
  sim.runUntil(120_000);
  // Stretch 5/4 on the fast node; alone on the slow one it would be 1, but not by the margin of 1.3.
  expect(sim.counts()).toEqual([5, 0]);
  sim.addTasks(1, 1, ENDLESS);
  sim.runUntil(240_000);
  expect(sim.counts()).toEqual([5, 1]);
});

test('a single process leaves for a node twice as fast, but not for one a fifth faster', () => {
  const speedUp = (speed: number): number[] => {
    const sim = new Simulator(nodes(2, (id) => ({ speed: id === 1 ? 1 : speed })));
    sim.addTasks(1, 1, ENDLESS);
    sim.runUntil(120_000);
    return sim.counts();
  };
  expect(speedUp(2)).toEqual([0, 1]);
  expect(speedUp(1.2)).toEqual([1, 0]);
});

test('as long as every process has a CPU nothing moves between equals', () => {
  const sim = new Simulator(nodes(2, () => ({ cpus: 8 })));
  sim.addTasks(1, 8, ENDLESS);
  sim.runUntil(120_000);
  expect(sim.counts()).toEqual([8, 0]);
  sim.addTasks(1, 1, ENDLESS);
  sim.runUntil(240_000);
  expect(sim.counts()).toEqual([8, 1]);
});

test('a process that does not fit into a node does not go there', () => {
  const gib = 2 ** 30;
  const sim = new Simulator(nodes(3, (id) => ({ memoryBytes: id === 2 ? gib : 64 * gib })));
  sim.addTasks(1, 6, { workSeconds: Infinity, rssBytes: 2 * gib });
  sim.runUntil(60_000);
  expect(sim.counts()).toEqual([3, 0, 3]);
});
