// Lost messages, silent nodes, switches and obstacles: balancing bends and does not break.
import { Simulator } from './simulator';
import { nodes, spread } from './virtual-cluster';

const ENDLESS = { workSeconds: Infinity };

test('with 30 % of the gossip lost, forty processes on one of eight nodes still level', () => {
  for (const seed of [1, 2, 3]) {
    const sim = new Simulator(nodes(8), { seed, lossRate: 0.3 });
    sim.addTasks(1, 40, ENDLESS);
    sim.runUntil(90_000);
    expect(spread(sim)).toBeLessThanOrEqual(1);
    const settled = sim.moves.length;
    sim.runUntil(300_000);
    expect(sim.moves).toHaveLength(settled);
  }
});

test('a node that goes silent is no target after 5 s, though no failure detector says so', () => {
  const sim = new Simulator(nodes(3));
  sim.runUntil(10_000);
  sim.silence(2);
  sim.runUntil(15_100);
  sim.addTasks(1, 8, ENDLESS);
  sim.runUntil(120_000);
  expect(sim.moves.filter(({ target }) => target === 2)).toEqual([]);
  expect(sim.counts()).toEqual([4, 0, 4]);
});

test('a target that does not answer is left alone, and another is tried', () => {
  const sim = new Simulator(nodes(3));
  sim.runUntil(10_000);
  sim.addTasks(1, 9, ENDLESS);
  sim.silence(2);
  sim.runUntil(60_000);
  expect(sim.moves.filter(({ target }) => target === 2).length).toBeLessThanOrEqual(1);
  expect(sim.counts()[0]).toBeLessThanOrEqual(5);
  expect(sim.counts()[1]).toBe(0);
});

test('with balancing off nothing moves, and with it on again everything does', () => {
  const sim = new Simulator(nodes(2));
  sim.send(1, { kind: 'balance', on: false });
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.moves).toEqual([]);
  expect(sim.trace.filter((line) => line.includes('balancing is off on n1'))).toHaveLength(1);
  sim.send(1, { kind: 'balance', on: true });
  sim.runUntil(80_000);
  expect(sim.counts()).toEqual([3, 3]);
});

test.each(['closed', 'draining'] as const)('a %s node gets nothing', (admission) => {
  const sim = new Simulator(nodes(3));
  sim.runUntil(2_000);
  sim.send(2, { kind: 'admission', admission });
  sim.runUntil(5_000);
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.counts()).toEqual([3, 0, 3]);
});

test('a suspected node gets nothing', () => {
  const sim = new Simulator(nodes(2));
  sim.runUntil(5_000);
  sim.send(1, { kind: 'members', members: [{ nodeId: 2, status: 'suspect' }] });
  sim.addTasks(1, 6, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.moves).toEqual([]);
});

test('processes that cannot move stay, and the others make up for it', () => {
  const sim = new Simulator(nodes(2));
  sim.addTasks(1, 2, { workSeconds: Infinity, movable: false });
  sim.addTasks(1, 4, ENDLESS);
  sim.runUntil(60_000);
  expect(sim.counts()).toEqual([3, 3]);
  expect([...sim.node(1).tasks.values()].filter(({ movable }) => !movable)).toHaveLength(2);
});

test('a quiet cluster writes a handful of notes in an hour, not one a second', () => {
  const sim = new Simulator(nodes(3));
  sim.addTasks(1, 4, ENDLESS);
  sim.runUntil(3_600_000);
  expect(sim.trace.length).toBeLessThan(20);
});

test('the same seed gives the same run, decision by decision; another seed another', () => {
  const run = (seed: number): string => {
    const sim = new Simulator(nodes(12), { seed, lossRate: 0.1 });
    sim.addTasks(1, 30, ENDLESS);
    sim.addTasks(7, 30, { workSeconds: 20 });
    sim.runUntil(60_000);
    return sim.trace.join('\n');
  };
  expect(run(4)).toBe(run(4));
  expect(run(4)).not.toBe(run(5));
});
