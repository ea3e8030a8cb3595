// Two hundred nodes: the same code, gossip of constant size, and a level cluster in well under a minute.
import { mulberry32 } from '../helpers/random';
import { Simulator } from './simulator';
import { nodes, spread } from './virtual-cluster';

test('two thousand processes thrown at two hundred nodes level within 40 s, with few moves each', () => {
  const sim = new Simulator(nodes(200), { seed: 11, gossipEveryMs: 1_000 });
  const rng = mulberry32(3);
  for (let added = 0; added < 2_000; added += 1) sim.addTask(1 + Math.floor(rng() * 200), { workSeconds: Infinity });
  expect(spread(sim)).toBeGreaterThan(12);
  const startedAt = Date.now();
  sim.runUntil(40_000);
  // Under 10 s on an idle machine; the bound leaves room for a busy one.
  expect(Date.now() - startedAt).toBeLessThan(20_000);
  expect(spread(sim)).toBeLessThanOrEqual(2);
  expect(sim.moves.length).toBeLessThan(2_000);
  expect(Math.max(...sim.tasks().map(({ moves }) => moves))).toBeLessThanOrEqual(4);
});
