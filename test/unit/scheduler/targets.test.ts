// Who takes processes, and who takes them best.
import type { Candidate } from '../../../scheduler/candidates';
import { DEFAULT_POLICY } from '../../../scheduler/config';
import type { BoardEntry } from '../../../scheduler/board';
import type { MemberStatus } from '../../../scheduler/peers-choice';
import { bestOffer, findTargets, type TargetInput } from '../../../scheduler/targets';
import { GIB, aProcess, anEntry } from './fixtures';

const NOW = 10_000;
const input = (entries: readonly BoardEntry[], more: Partial<TargetInput> = {}): TargetInput => ({
  board: new Map(entries.map((entry) => [entry.nodeId, entry])),
  members: new Map(entries.map(({ nodeId }) => [nodeId, 'alive'])),
  expectations: new Map(),
  shunned: new Map(),
  ...more,
});
const fresh = (nodeId: number, upperRunnable = 0, entry: Partial<BoardEntry> = {}): BoardEntry =>
  anEntry(nodeId, { upperRunnable, sampledAtMs: NOW, ...entry });
const ids = (entries: readonly BoardEntry[], more?: Partial<TargetInput>): number[] =>
  findTargets(input(entries, more), NOW, DEFAULT_POLICY).map(({ entry }) => entry.nodeId);
const candidate = (rssBytes = 0): Candidate => ({ process: aProcess(7, { rssBytes }), smoothedLoad: 1, demand: 1, rank: 2 });
const best = (entries: readonly BoardEntry[], rng = () => 0, more: { rssBytes?: number; refusedBy?: number; below?: number } = {}): number | undefined =>
  bestOffer(
    candidate(more.rssBytes),
    findTargets(input(entries), NOW, DEFAULT_POLICY),
    { isWorthIt: ({ cost }) => cost < (more.below ?? Infinity), refusedBy: more.refusedBy },
    DEFAULT_POLICY,
    rng,
  )?.target.entry.nodeId;

test('news of 5 s is still taken, older is not', () => {
  expect(ids([fresh(2, 0, { sampledAtMs: NOW - 5_000 }), fresh(3, 0, { sampledAtMs: NOW - 5_001 })])).toEqual([2]);
});

test('closed, draining, suspected, dead and unknown nodes are no targets', () => {
  const entries = [fresh(2, 0, { admission: 'closed' }), fresh(3, 0, { admission: 'draining' }), fresh(4), fresh(5), fresh(6), fresh(7)];
  const members = new Map<number, MemberStatus>([[2, 'alive'], [3, 'alive'], [4, 'suspect'], [5, 'dead'], [7, 'alive']]);
  expect(ids(entries, { members })).toEqual([7]);
});

test('a node that just refused is left alone until its pause ends', () => {
  const shunned = new Map([[2, { failures: 1, untilMs: NOW + 1, refusedBy: 2 }], [3, { failures: 1, untilMs: NOW, refusedBy: 3 }]]);
  expect(ids([fresh(2), fresh(3)], { shunned })).toEqual([3]);
});

test('the least stretched is best: per CPU and by speed', () => {
  expect(best([fresh(2, 3), fresh(3, 1), fresh(4, 2)])).toBe(3);
  expect(best([fresh(2, 3), fresh(3, 6, { cpus: 4 })])).toBe(3);
  expect(best([fresh(2, 3), fresh(3, 4, { speed: 2 })])).toBe(3);
});

test('of nodes where nobody would wait the emptiest is best', () => {
  expect(best([fresh(2, 6, { cpus: 8 }), fresh(3, 1, { cpus: 8 }), fresh(4, 4, { cpus: 8 })])).toBe(3);
});

test('within half a process all are equal, and chance decides', () => {
  const entries = [fresh(2, 1), fresh(3, 1.5), fresh(4, 1.6)];
  expect([0, 0.49, 0.5, 0.999].map((dice) => best(entries, () => dice))).toEqual([2, 2, 3, 3]);
});

test('memory is a hard limit, with a tenth to spare', () => {
  const entries = [fresh(2, 0, { freeMemoryBytes: GIB }), fresh(3, 5, { freeMemoryBytes: 2 * GIB })];
  expect(best(entries, undefined, { rssBytes: GIB })).toBe(3);
  expect(best(entries, undefined, { rssBytes: GIB / 1.1 })).toBe(2);
  expect(best(entries, undefined, { rssBytes: 2 * GIB })).toBeUndefined();
});

test('the node that refused this process last is taken only when no other is worth it', () => {
  const entries = [fresh(2, 0), fresh(3, 4)];
  expect(best(entries, undefined, { refusedBy: 2 })).toBe(3);
  expect(best(entries, undefined, { refusedBy: 2, below: 3 })).toBe(2);
});
