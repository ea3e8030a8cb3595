// The rule: when something moves, what, where, and the sentence for it.
import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../scheduler/config';
import { choose, type Choice } from '../../../scheduler/policy';
import { aNode, aProcess, aView, anEntry } from './fixtures';
import type { ClusterView } from '../../../scheduler/view';

const decide = (view: ClusterView): Choice => choose(view, 0, DEFAULT_POLICY, () => 0);
const processes = (count: number, cpus = 1): ReturnType<typeof aProcess>[] =>
  Array.from({ length: count }, (_, index) => aProcess(65_601 + index, { load: Math.min(1, cpus / count) }));

test('with six here and none there the second busiest moves', () => {
  const choice = decide(aView(processes(6), [anEntry(2)]));
  expect(choice).toMatchObject({
    kind: 'move',
    candidate: { process: { pid: 65_602 }, demand: 1 },
    offer: { target: { entry: { nodeId: 2 } }, cost: 1.3 },
    urgent: true,
    reason: 'n1 has 6.0 runnable per CPU, n2 would have 1.3: moving 65602 (awk), the second busiest',
  });
  expect(choice.kind === 'move' && choice.limitRunnable).toBeCloseTo(4.7, 9);
});

test.each([
  [2, 0, 'move'], [3, 1, 'move'], [3, 2, 'stay'], [3, 3, 'stay'], [4, 2, 'move'], [2, 1, 'stay'], [1, 0, 'stay'], [0, 0, 'stay'],
])('%i here and %i there: %s', (here, there, expected) => {
  expect(decide(aView(processes(here), [anEntry(2, { upperRunnable: there })])).kind).toBe(expected);
});

test('the threshold is one and a half processes on one CPU, four and a half on four', () => {
  const kinds = (means: readonly number[], cpus: number): string[] =>
    means.map((meanRunnable) => decide(aView(processes(6, cpus), [anEntry(2, { cpus })], { meanRunnable, node: aNode({ runnable: 6, cpus }) })).kind);
  expect(kinds([1.4, 1.49, 1.5], 1)).toEqual(['stay', 'stay', 'move']);
  expect(kinds([4.4, 4.5, 5.3], 4)).toEqual(['stay', 'move', 'move']);
});

test('a move is urgent only towards a node half as stretched', () => {
  const urgent = (here: number, there: number): boolean | undefined => {
    const choice = decide(aView(processes(here), [anEntry(2, { upperRunnable: there })]));
    return choice.kind === 'move' ? choice.urgent : undefined;
  };
  expect([urgent(20, 5), urgent(12, 5), urgent(6, 1.8), urgent(4, 2)]).toEqual([true, false, false, false]);
});

test('a process with a CPU of its own leaves only for a much faster one, though such a node be full', () => {
  const full = anEntry(2, { speed: 4, upperRunnable: 4 });
  expect(decide(aView(processes(1), [full, anEntry(3, { speed: 1.2, cpus: 8 })])).kind).toBe('stay');
  expect(decide(aView(processes(1), [full, anEntry(3, { speed: 1.4, cpus: 8 })])).kind).toBe('move');
});

test('unlike speeds are named in the reason', () => {
  const choice = decide(aView(processes(3), [anEntry(2, { speed: 2, upperRunnable: 1 })]));
  expect(choice.reason).toBe(
    'n1 has 3.0 runnable per CPU at speed 1.0, n2 would have 2.3 at speed 2.0: moving 65602 (awk), the second busiest',
  );
});

test('when the second busiest does not fit anywhere the busiest is tried', () => {
  const [first, second, third] = processes(3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three were made');
  const huge = { ...second, rssBytes: 2 ** 40 };
  expect(decide(aView([first, huge, third], [anEntry(2)]))).toMatchObject({
    candidate: { process: { pid: first.pid } },
    reason: 'n1 has 3.0 runnable per CPU, n2 would have 1.3: moving 65601 (awk), the busiest',
  });
});

test.each<[string, ClusterView, string, string]>([
  ['few', aView(processes(1), [anEntry(2)]), 'not-loaded', 'n1 has 1.0 runnable per CPU, too few to move any'],
  ['no news', aView(processes(3), []), 'no-news', 'n1 has 3.0 runnable per CPU, but no open node has been heard of lately'],
  ['all busy', aView(processes(3), [anEntry(2, { upperRunnable: 3 })]), 'no-better-node',
    'n1 has 3.0 runnable per CPU, and no other node would be better'],
  ['immovable', aView([aProcess(7, { movable: false, cantMove: 'holds a device open' }), aProcess(8, { load: 0 })], [anEntry(2)]),
    'nothing-movable', 'n1 has 2.0 runnable per CPU, but no process can move now; the busiest is 7 (awk): holds a device open'],
  ['climbing', aView(processes(6), [anEntry(2, { upperRunnable: 6 })], { meanRunnable: 2.25 }), 'no-better-node',
    'n1 has 2.3 runnable per CPU (6.0 in the last second), and no other node would be better'],
])('stays with a reason: %s', (_, view, cause, reason) => {
  expect(decide(view)).toEqual({ kind: 'stay', cause, reason });
});

const aCapacity = fc.record({ cpus: fc.integer({ min: 1, max: 8 }), speed: fc.constantFrom(0.5, 1, 1.2, 1.5, 2, 4) });
const aCount = fc.integer({ min: 0, max: 24 });

test('no move is ever undone: whatever the nodes, the target would not send it back', () => {
  fc.assert(fc.property(aCapacity, aCapacity, aCount, aCount, (here, there, n, m) => {
    const view = aView(processes(n, here.cpus), [anEntry(2, { ...there, upperRunnable: m })], { node: aNode({ ...here, runnable: n }) });
    if (decide(view).kind === 'stay') return;
    const back = aView(processes(m + 1, there.cpus), [anEntry(1, { ...here, upperRunnable: n - 1 })], { node: aNode({ ...there, runnable: m + 1 }) });
    expect(decide(back).kind).toBe('stay');
  }), { numRuns: 2_000 });
});

test('no move makes the process that moves slower', () => {
  fc.assert(fc.property(aCapacity, aCapacity, aCount, aCount, (here, there, n, m) => {
    const view = aView(processes(n, here.cpus), [anEntry(2, { ...there, upperRunnable: m })], { node: aNode({ ...here, runnable: n }) });
    if (decide(view).kind === 'stay') return;
    const speedAt = (count: number, { cpus, speed }: typeof here): number => speed * Math.min(1, cpus / count);
    expect(speedAt(m + 1, there)).toBeGreaterThan(speedAt(n, here));
  }), { numRuns: 2_000 });
});

test('the limit told to the target is where the move just stops paying', () => {
  fc.assert(fc.property(aCapacity, aCapacity, aCount, (here, there, n) => {
    const node = aNode({ ...here, runnable: n });
    const withTarget = (upperRunnable: number): Choice => decide(aView(processes(n, here.cpus), [anEntry(2, { ...there, upperRunnable })], { node }));
    const choice = withTarget(0);
    if (choice.kind === 'stay') return;
    expect(withTarget(Math.max(0, choice.limitRunnable - 0.01)).kind).toBe('move');
    expect(withTarget(choice.limitRunnable + 0.01).kind).toBe('stay');
  }));
});
