// Whom gossip goes to.
import fc from 'fast-check';
import { choosePeers, pickDistinct, type MemberStatus } from '../../../scheduler/peers-choice';
import { mulberry32 } from '../../helpers/random';

const members = (statuses: readonly MemberStatus[]): Map<number, MemberStatus> =>
  new Map(statuses.map((status, index) => [index + 2, status]));

test('picks are different, from the list, and as many as there are at most', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer()), fc.nat(12), fc.integer(), (items, count, seed) => {
    const picked = pickDistinct(items, count, mulberry32(seed));
    expect(picked).toHaveLength(Math.min(count, items.length));
    expect(new Set(picked).size).toBe(picked.length);
    expect(items).toEqual(expect.arrayContaining([...picked]));
  }));
});

test('every item is picked about equally often', () => {
  const rng = mulberry32(7);
  const counts = new Map<string, number>();
  for (let round = 0; round < 4_000; round += 1) {
    for (const item of pickDistinct(['a', 'b', 'c', 'd'], 2, rng)) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(200);
});

test('the silent are tried about every fifth time in a small cluster, and then only among all', () => {
  const rng = mulberry32(3);
  const cluster = members(['alive', 'alive', 'dead']);
  let silent = 0;
  for (let round = 0; round < 6_000; round += 1) if (choosePeers(cluster, 1, rng)[0] === 4) silent += 1;
  expect(silent / 6_000).toBeCloseTo(1 / 15, 2);
});

test('when all are silent they are tried, and with nobody there is nobody', () => {
  expect(choosePeers(members(['dead', 'suspect']), 1, () => 0.99)).toEqual([3]);
  expect(choosePeers(new Map(), 3, () => 0)).toEqual([]);
});
