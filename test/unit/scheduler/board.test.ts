// The bulletin board: newest wins whatever the order of messages, ages travel, sizes are bounded.
import fc from 'fast-check';
import { mergeBoard, selectEntries, withoutStrangers, type Board, type WireEntry } from '../../../scheduler/board';
import { DEFAULT_GOSSIP } from '../../../scheduler/config';
import { aWireEntry, anEntry } from './fixtures';

const NOW = 1_000_000;
const merge = (board: Board, entries: readonly WireEntry[], now = NOW, config = DEFAULT_GOSSIP): Board =>
  mergeBoard(board, entries, 1, now, config);
const sorted = (board: Board): unknown => [...board].sort(([left], [right]) => left - right);

/** Reports as honest nodes make them: one sequence number, one content; only the age differs by the way it came. */
const someEntries = fc.array(
  fc.record({ nodeId: fc.integer({ min: 2, max: 6 }), bootEpoch: fc.integer({ min: 1, max: 2 }), seq: fc.nat(5), late: fc.nat(3) })
    .map(({ nodeId, bootEpoch, seq, late }) =>
      aWireEntry(nodeId, { bootEpoch, seq, upperRunnable: (nodeId * 7 + seq) % 5, ageMs: (12 - seq - 6 * (bootEpoch - 1)) * 100 - late * 10 })),
  { maxLength: 20 },
);

test('merging in any order, in any parts and twice gives the same board', () => {
  fc.assert(fc.property(someEntries, someEntries, (some, others) => {
    const once = merge(merge(new Map(), some), others);
    expect(sorted(merge(merge(new Map(), others), some))).toEqual(sorted(once));
    expect(sorted(merge(new Map(), [...others, ...some].reverse()))).toEqual(sorted(once));
    expect(sorted(merge(merge(once, some), others))).toEqual(sorted(once));
  }));
});

test('per node the newest by boot, then by sequence, stays', () => {
  const board = merge(new Map(), [
    aWireEntry(2, { seq: 7 }), aWireEntry(2, { seq: 9, upperRunnable: 3 }), aWireEntry(2, { seq: 8 }),
    aWireEntry(3, { bootEpoch: 5, seq: 1, upperRunnable: 4 }), aWireEntry(3, { bootEpoch: 4, seq: 99 }),
  ]);
  expect([...board.values()].map(({ nodeId, upperRunnable }) => [nodeId, upperRunnable])).toEqual([[2, 3], [3, 4]]);
});

test('ages become times of the own clock, and the older of two ages of one report is believed', () => {
  const board = merge(new Map(), [aWireEntry(2, { ageMs: 300 }), aWireEntry(2, { ageMs: 700 }), aWireEntry(2, { ageMs: 500 })]);
  expect(board.get(2)?.sampledAtMs).toBe(NOW - 700);
  expect(board.get(2)).not.toHaveProperty('ageMs');
});

test('a report that travels on carries the age it had and the time it lay on the board', () => {
  const board = merge(new Map(), [aWireEntry(2, { ageMs: 300 })]);
  expect(selectEntries(board, undefined, NOW + 200, DEFAULT_GOSSIP)[0]?.ageMs).toBe(500);
});

test('news about ourselves and nonsense are not kept', () => {
  const nonsense: Partial<WireEntry>[] = [
    { upperRunnable: Number.NaN }, { upperRunnable: -1 }, { cpus: 0 }, { speed: -1 }, { cpus: Infinity }, { ageMs: -5 },
    { ageMs: Number.NaN }, { seq: Infinity }, { freeMemoryBytes: Number.NaN }, { bootEpoch: Number.NaN },
  ];
  expect(merge(new Map(), [aWireEntry(1), ...nonsense.map((entry) => aWireEntry(2, entry))]).size).toBe(0);
});

test('what is too old is dropped and not told on', () => {
  const board = merge(new Map(), [aWireEntry(2, { ageMs: 59_000 }), aWireEntry(3, { ageMs: 61_000 })]);
  expect([...board.keys()]).toEqual([2]);
  expect(selectEntries(board, undefined, NOW + 2_000, DEFAULT_GOSSIP)).toEqual([]);
  expect(merge(board, [], NOW + 2_000).size).toBe(0);
});

test('the board and the message are bounded, and hold the freshest', () => {
  const entries = Array.from({ length: 300 }, (_, index) => aWireEntry(index + 2, { ageMs: 300 - index }));
  const board = merge(new Map(), entries);
  expect(board.size).toBe(64);
  expect(Math.min(...board.keys())).toBe(2 + 300 - 64);
  const told = selectEntries(board, anEntry(1, { sampledAtMs: NOW - 900 }), NOW, DEFAULT_GOSSIP);
  expect(told).toHaveLength(32);
  expect(told[0]).toMatchObject({ nodeId: 1, ageMs: 900 });
  expect(told[1]).toMatchObject({ nodeId: 301, ageMs: 1 });
});

test('only the first thousand entries of a message are read', () => {
  const entries = Array.from({ length: 2_000 }, (_, index) => aWireEntry(index + 2, { ageMs: 2_000 - index }));
  expect(Math.max(...merge(new Map(), entries).keys())).toBe(1_025);
});

test('who left the cluster leaves the board', () => {
  const board = merge(new Map(), [aWireEntry(2), aWireEntry(3)]);
  expect([...withoutStrangers(board, new Map([[3, 'alive'], [4, 'alive']])).keys()]).toEqual([3]);
});

test('the board that was given is never changed', () => {
  const board = merge(new Map(), [aWireEntry(2)]);
  const before = JSON.stringify([...board]);
  merge(board, [aWireEntry(2, { seq: 9 }), aWireEntry(3)]);
  expect(JSON.stringify([...board])).toBe(before);
});
