// Work started on one node spreads over all of them, quickly and evenly, and then stays where it is.
import { mulberry32 } from '../helpers/random';
import { Simulator } from './simulator';
import { nodes, spread } from './virtual-cluster';

const ENDLESS = { workSeconds: Infinity };
const TEN_MINUTES_MS = 600_000;

test('six processes on one of two nodes: one leaves within 3 s, the third within 8 s, then none ever moves', () => {
  const sim = new Simulator(nodes(2));
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(TEN_MINUTES_MS);
  expect(sim.counts()).toEqual([3, 3]);
  expect(sim.moves).toHaveLength(3);
  expect(sim.moves[0]?.atMs).toBeLessThanOrEqual(3_000);
  expect(sim.moves[2]?.atMs).toBeLessThanOrEqual(8_000);
});

test('however the nodes tick against each other, six processes split three and three in three moves', () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const sim = new Simulator(nodes(2), { seed });
    sim.addTasks(1, 6, ENDLESS);
    sim.runUntil(60_000);
    expect({ seed, counts: sim.counts(), moves: sim.moves.length }).toEqual({ seed, counts: [3, 3], moves: 3 });
    expect(sim.moves[0]?.atMs).toBeLessThanOrEqual(3_000);
    expect(sim.moves[2]?.atMs).toBeLessThanOrEqual(8_000);
  }
});

test('slow moves of 3 s each do not overshoot either', () => {
  const sim = new Simulator(nodes(2), { moveMs: 3_000 });
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(TEN_MINUTES_MS);
  expect({ counts: sim.counts(), moves: sim.moves.length }).toEqual({ counts: [3, 3], moves: 3 });
});

test('four processes over three nodes: two leave, and the pair stays a pair', () => {
  const sim = new Simulator(nodes(3));
  sim.addTasks(1, 4, ENDLESS);
  sim.runUntil(TEN_MINUTES_MS);
  expect(sim.counts()).toEqual([2, 1, 1]);
  expect(sim.moves).toHaveLength(2);
});

test('sixty processes on one of ten nodes are level within 40 s, each moved once, and stay for ten minutes', () => {
  const sim = new Simulator(nodes(10));
  sim.addTasks(1, 60, ENDLESS);
  sim.runUntil(40_000);
  expect(sim.counts()).toEqual(Array(10).fill(6));
  sim.runUntil(TEN_MINUTES_MS);
  expect(sim.moves).toHaveLength(54);
});

test('daemons that wake up now and then move nothing once the load is level', () => {
  const sim = new Simulator(nodes(4), { seed: 5 });
  sim.addTasks(1, 12, ENDLESS);
  sim.runUntil(60_000);
  const level = sim.moves.length;
  const rng = mulberry32(99);
  sim.runUntil(TEN_MINUTES_MS, () => {
    for (const node of sim.nodes.values()) node.backgroundRunnable = rng() < 0.2 ? 1 : 0;
  });
  expect(sim.counts()).toEqual([3, 3, 3, 3]);
  expect(sim.moves).toHaveLength(level);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('any start on any number of equal nodes ends level and at rest (seed %i)', (seed) => {
  const rng = mulberry32(seed);
  const count = 2 + Math.floor(rng() * 9);
  const sim = new Simulator(nodes(count), { seed });
  const hot = 1 + Math.floor(rng() * count);
  for (let added = Math.floor(rng() * 40); added >= 0; added -= 1) {
    sim.addTask(1 + Math.floor(rng() * hot), ENDLESS);
  }
  sim.runUntil(120_000);
  expect(spread(sim)).toBeLessThanOrEqual(1);
  const settled = sim.moves.length;
  sim.runUntil(240_000);
  expect(sim.moves).toHaveLength(settled);
});

test('every move gives its reason with both loads', () => {
  const sim = new Simulator(nodes(2));
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(20_000);
  expect(sim.moves.map(({ reason }) => reason)[2]).toBe(
    'n1 has 4.0 runnable per CPU, n2 would have 3.3: moving 65605 (awk), the second busiest',
  );
});
