// Who may move, and who is tried first.
import { chooseCandidates, whyNot, type CandidateInput } from '../../../scheduler/candidates';
import { DEFAULT_POLICY } from '../../../scheduler/config';
import { aNode, aProcess } from './fixtures';
import type { ProcessSample } from '../../../scheduler/samples';

const NOW = 100_000;
const input = (processes: readonly ProcessSample[], more: Partial<CandidateInput> = {}): CandidateInput => ({
  node: aNode({ runnable: 4 }),
  processes,
  smoothedLoads: new Map(processes.map(({ pid, load }) => [pid, load])),
  refusals: new Map(),
  ...more,
});
const order = (processes: readonly ProcessSample[], more?: Partial<CandidateInput>): number[] =>
  chooseCandidates(input(processes, more), NOW, DEFAULT_POLICY).map(({ process }) => process.pid);

test('the second busiest is tried first, then the busiest, then the others', () => {
  const processes = [0.1, 0.4, 0.2, 0.3].map((load, index) => aProcess(index + 1, { load }));
  expect(order(processes)).toEqual([4, 2, 3, 1]);
  expect(chooseCandidates(input(processes), NOW, DEFAULT_POLICY).map(({ rank }) => rank)).toEqual([2, 1, 3, 4]);
});

test('a single process is tried, and none is no mistake', () => {
  expect(order([aProcess(7)])).toEqual([7]);
  expect(order([])).toEqual([]);
});

test('of equals the older is ranked higher, then the lower PID, however they were read', () => {
  const processes = [aProcess(3, { arrivedAtMs: 5 }), aProcess(2, { arrivedAtMs: 9 }), aProcess(1, { arrivedAtMs: 9 })];
  expect(order(processes)).toEqual([1, 3, 2]);
  expect(order([...processes].reverse())).toEqual([1, 3, 2]);
});

test('at most eight are tried', () => {
  expect(order(Array.from({ length: 30 }, (_, index) => aProcess(index + 1)))).toHaveLength(8);
});

test.each<[string, Partial<ProcessSample>, string | undefined]>([
  ['a busy process', {}, undefined],
  ['an immovable one', { movable: false, cantMove: 'holds a device open' }, 'holds a device open'],
  ['an immovable one without a sentence', { movable: false }, 'cannot be moved'],
  ['an idle shell', { load: 0.01 }, 'uses hardly any CPU'],
  ['one with a quarter of its fair share', { load: 0.0625 }, undefined],
  ['one that came 9.9 s ago', { lastMovedAtMs: NOW - 9_900 }, 'came less than 10 s ago'],
  ['one that came 10 s ago', { lastMovedAtMs: NOW - 10_000 }, undefined],
  ['a newborn', { arrivedAtMs: NOW - 999 }, 'is younger than 1 s'],
  ['a one-second-old', { arrivedAtMs: NOW - 1_000 }, undefined],
])('%s', (_, process, expected) => {
  const one = aProcess(7, process);
  expect(whyNot(one, input([one]), NOW, DEFAULT_POLICY)).toBe(expected);
});

test('a process rests after a refusal, and others get their turn', () => {
  const refusals = new Map([[1, { failures: 1, untilMs: NOW + 1, refusedBy: 2 }], [2, { failures: 1, untilMs: NOW, refusedBy: 2 }]]);
  expect(order([aProcess(1), aProcess(2), aProcess(3)], { refusals })).toEqual([3, 2]);
});

test('a process with four busy threads leaves with a demand of four', () => {
  const [only] = chooseCandidates(input([aProcess(1, { load: 1 })]), NOW, DEFAULT_POLICY);
  expect(only?.demand).toBe(4);
});
