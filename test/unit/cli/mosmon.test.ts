import { mosmon } from '../../../cli/mosmon';
import { difference } from '../../../cli/mosmon-screen';
import { binaryScale, decimalScale } from '../../../cli/mosmon-scale';
import { FIRST_VIEW, press, readKeys } from '../../../cli/mosmon-view';
import { runTool } from './captured-terminal';
import { startFakeAgent, type FakeAgent } from './fake-agent';
import { sampleNode } from './samples';

let agent: FakeAgent;
beforeAll(async () => {
  agent = await startFakeAgent({ nodes: () => ({ nodes: [sampleNode({ load: 2 }), sampleNode({ id: 2, state: 'unreachable' })] }) });
});
afterAll(() => agent.stop());

test('prints one plain picture of 80x24 with --once', async () => {
  const { status, out, err } = await runTool(mosmon, ['--once', '-t', '-d']);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.split('\n')).toHaveLength(25);
  expect(out).not.toContain('\x1b');
  expect(out).toContain('Total: 1 node (1 unreachable), 1 CPUs, load 2.00, memory 2.0G/8.0G, 0 guests\n');
  expect(out).toMatch(/########/);
});

test.each([
  [[], 'mosmon: stdout is not a terminal; use mosmon --once for one picture as plain text\n'],
  [['--once', '-i', '0'], 'mosmon: "0" is not an interval; write seconds from 0.1 to 3600\n'],
  [['--once', '-i', 'x'], 'mosmon: "x" is not an interval; write seconds from 0.1 to 3600\n'],
])('refuses %j', async (argv, err) => {
  expect(await runTool(mosmon, argv)).toEqual({ status: 2, out: '', err });
});

test('keys change the view', () => {
  const view = ['m', 't', 'd', 'v', 'right', 'right', 'left', '?', 'toString'].reduce((before, key) => {
    const after = press(before, key);
    return after === 'quit' ? before : after;
  }, FIRST_VIEW);
  expect(view).toEqual({ ...FIRST_VIEW, metric: 'memory', totals: true, unreachable: true, labels: 'vertical', skipped: 1 });
  expect(press(FIRST_VIEW, 'left')).toEqual(FIRST_VIEW);
  expect(press(FIRST_VIEW, 'q')).toBe('quit');
});

test('any key but h closes the help', () => {
  const help = { ...FIRST_VIEW, help: true };
  expect(press(FIRST_VIEW, 'h')).toEqual(help);
  expect(press(help, 'h')).toEqual(FIRST_VIEW);
  expect(press(help, 'm')).toEqual({ ...FIRST_VIEW, metric: 'memory' });
});

test('reads letters, arrows and Ctrl-C from what a terminal sends', () => {
  expect(readKeys('lm\x1b[C\x1bOD\x1b[5~q\x03')).toEqual(['l', 'm', 'right', 'left', '\x1b[5~', 'q', 'interrupt']);
  expect(readKeys('')).toEqual([]);
});

test('redraws only the lines that changed', () => {
  expect(difference(['a', 'b', 'c'], ['a', 'x', 'c'])).toBe('\x1b[?2026h\x1b[2;1Hx\x1b[K\x1b[?2026l');
  expect(difference(['a'], ['a'])).toBe('');
  expect(difference(['a', 'b'], ['a'])).toBe('\x1b[?2026h\x1b[2;1H\x1b[K\x1b[?2026l');
});

test.each([
  [1, 5, 1, 0.2], [2.5, 3, 3, 1], [3, 6, 3, 0.5], [7, 4, 8, 2], [101, 5, 150, 50], [1e6, 4, 1e6, 5e5], [0.3, 3, 0.3, 0.1],
])('a scale up to %d in at most %d steps ends at %d', (largest, count, top, step) => {
  const scale = decimalScale(largest, count);
  expect(scale.top).toBeCloseTo(top, 9);
  expect(scale.ticks[1]).toBeCloseTo(step, 9);
  expect(scale.ticks.at(-1)).toBe(scale.top);
  expect(scale.ticks.length).toBeLessThanOrEqual(count + 1);
});

test('a scale for bytes rises in powers of two', () => {
  expect(binaryScale(3 * 2 ** 30, 4)).toEqual({ top: 3 * 2 ** 30, ticks: [0, 2 ** 30, 2 * 2 ** 30, 3 * 2 ** 30] });
  expect(binaryScale(8.3e9, 4).top).toBe(8 * 2 ** 30);
});
