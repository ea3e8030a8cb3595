// What the demo draws, from runs that never were.
import type { Batch } from '../../../lab/demo/batch';
import { drawComparison, drawFrame, drawLine, drawOutcome, isSound, progressOf, type Outcome } from '../../../lab/demo/picture';

const batch: Batch = {
  loops: [1, 2, 3, 4, 5, 6].map((number) => ({
    number, pid: 65600 + number, visited: number % 2 === 0 ? ['n1', 'n2'] : ['n1'], moves: number % 2 === 0 ? 1 : 0, cpuMs: 4000, status: number === 1 ? 0 : undefined,
  })),
  view: {
    nodes: [{ name: 'n1', load: 3 }, { name: 'n2', load: 12 }],
    loops: [3, 5, 2, 4, 6].map((number) => ({ pid: 65600 + number, node: number % 2 === 0 ? 'n2' : 'n1', moves: 0, cpuMs: 4000 })),
  },
  elapsedMs: 12_345,
};

const outcome = (status: number, output: string): Outcome => ({
  rounds: 7,
  batch: { ...batch, loops: batch.loops.map((loop) => ({ ...loop, status })) },
  outputs: new Map(batch.loops.map(({ number }) => [number, number === 6 ? output : 'done 7\n'])),
});

test('progress counts CPU time, and what has ended as done', () => {
  expect(progressOf(batch, 8000)).toBeCloseTo((1 + 5 * 0.5) / 6);
  expect(progressOf({ ...batch, loops: [] }, 8000)).toBe(0);
  expect(progressOf(batch, 1000)).toBeLessThan(1); // ended is what the shell says has ended
});

test('a frame has a bar and the PIDs for each node and fits into 80 columns', () => {
  const frame = drawFrame('balancing on ', batch, 8000);
  expect(frame).toEqual([
    'balancing on    12.3 s  [#######################.................]  58 %',
    `  n1 |${'='.repeat(12)}${' '.repeat(16)}|  3.0  65603 65605`,
    `  n2 |${'='.repeat(28)}| 12.0  65602 65604 65606`,
  ]);
  expect(Math.max(...frame.map((line) => line.length))).toBeLessThan(80);
});

test('a line says the same', () => {
  expect(drawLine('balancing on ', batch, 8000)).toBe('balancing on  12.3 s | 58 % | n1 3.0: 65603 65605 | n2 12.0: 65602 65604 65606');
});

test('before the first look there is nothing to draw but the progress', () => {
  expect(drawFrame('t', { loops: [], view: undefined, elapsedMs: 0 }, 8000)).toHaveLength(1);
});

test('the outcome is sound when every status is 0 and every output is what it should be', () => {
  expect(isSound(outcome(0, 'done 7\n'))).toBe(true);
  expect(isSound(outcome(0, 'done 7\ndone 7\n'))).toBe(false);
  expect(isSound(outcome(1, 'done 7\n'))).toBe(false);
  expect(drawOutcome(outcome(0, 'done'))).toEqual(expect.arrayContaining([
    '65601  n1             0      0            done 7: as it should be',
    '65606  n1 > n2        1      0            WRONG: "done"',
  ]));
});

test('the comparison says how much it was worth, and when it was unfair', () => {
  const busy = { ...batch, loops: batch.loops.map((loop) => ({ ...loop, cpuMs: 8000 })), elapsedMs: 48_000 };
  const on = { ...batch, elapsedMs: 26_000 };
  expect(drawComparison(busy, on)).toEqual([
    'all six done, balancing off: 48.0 s', 'all six done, balancing on:  26.0 s', '1.85 times as fast',
  ]);
  expect(drawComparison({ ...busy, elapsedMs: 96_000 }, on).at(-1))
    .toBe('(other programs had 50 % of the CPU of n1 in the first run: not a fair comparison)');
});
