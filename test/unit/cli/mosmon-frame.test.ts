import fc from 'fast-check';
import { renderFrame } from '../../../cli/mosmon-frame';
import { FIRST_VIEW, type View } from '../../../cli/mosmon-view';
import { sampleNode } from './samples';

const NODES = [
  sampleNode({ id: 3, load: 1, memFreeBytes: 2 ** 30 }),
  sampleNode({ id: 1, load: 2.5 }),
  sampleNode({ id: 2, load: 3, cpus: 4, speed: 1.5 }),
  sampleNode({ id: 4, load: 7, state: 'unreachable' }),
];

const frame = (view: Partial<View>, rows: number, columns: number, nodes = NODES): string[] =>
  renderFrame(nodes, { ...FIRST_VIEW, ...view }, rows, columns);

test('draws the load of a standard processor, a bar for each online node', () => {
  expect(frame({}, 14, 60)).toEqual([
    'LOAD  runnable threads per standard processor',
    '       |',
    '  3.00 |     2.50',
    '       |   ########',
    '       |   ########',
    '  2.00 |   ########',
    '       |   ########',
    '       |   ########                      1.00',
    '  1.00 |   ########        0.50        ########',
    '       |   ########      ########      ########',
    '       |   ########      ########      ########',
    '       +------------------------------------------',
    '            node1         node2         node3',
    'q quit  h help  l load  m memory  s speed  t totals  d unrea',
  ]);
});

test('ends bars in eighths of a line where the terminal can show them', () => {
  const lines = frame({ smooth: true }, 14, 60);
  expect(lines.slice(2, 5)).toEqual(['  3.00 |     2.50', '       |   ▄▄▄▄▄▄▄▄', '       |   ████████']);
});

test('draws memory as used and free, with totals and unreachable nodes', () => {
  expect(frame({ metric: 'memory', unreachable: true, totals: true }, 12, 64)).toEqual([
    'MEMORY  used (solid) of all there is (+)',
    '       |  2.0G/8.0G     2.0G/8.0G     7.0G/8.0G',
    '  8.0G |   ++++++++      ++++++++      ++++++++',
    '       |   ++++++++      ++++++++      ########',
    '       |   ++++++++      ++++++++      ########         D',
    '  4.0G |   ++++++++      ++++++++      ########         O',
    '       |   ########      ########      ########         W',
    '       |   ########      ########      ########         N',
    '       +--------------------------------------------------------',
    '            node1         node2         node3         node4',
    'Total: 3 nodes (1 unreachable), 6 CPUs, load 6.50, memory 11G/24',
    'q quit  h help  l load  m memory  s speed  t totals  d unreachab',
  ]);
});

test('writes the number of processors beside the speed', () => {
  expect(frame({ metric: 'speed' }, 12, 60).join('\n')).toContain('1.50x4');
});

const MANY = Array.from({ length: 63 }, (_, index) => sampleNode({ id: index + 1, load: index % 5 }));

test('labels many nodes with numbers from top to bottom', () => {
  const lines = frame({}, 24, 80, MANY);
  expect(lines.slice(-3, -1)).toEqual([
    '                 111111111122222222223333333333444444444455555555556666',
    '        123456789012345678901234567890123456789012345678901234567890123',
  ]);
});

test('labels as many nodes as have room when numbers shall stand side by side', () => {
  expect(frame({ labels: 'wide' }, 24, 80, MANY).at(-2)).toMatch(/^ {8}1 3 5 7 9 11 14 17 20 /);
});

test('scrolls no further than to the last node', () => {
  const lines = frame({ skipped: 1000 }, 24, 28, MANY);
  expect(lines.slice(-3, -1)).toEqual(['        44444455555555556666', '        45678901234567890123']);
});

test('shows what went wrong in place of the keys', () => {
  expect(frame({ notice: 'cannot reach\x1b the agent' }, 12, 60).at(-1)).toBe('cannot reach? the agent');
});

test('says so when there is nothing to draw', () => {
  expect(frame({}, 10, 60, []).join('\n')).toContain('no node is known yet');
  expect(frame({}, 10, 60, NODES.slice(3)).join('\n')).toContain('no node answers; press d to see which');
  expect(frame({}, 7, 60)[0]).toBe('mosmon needs 24x8');
});

test('explains the keys', () => {
  expect(frame({ help: true }, 24, 80)).toContain('  q           quit');
});

test('always fills the window exactly and never leaves it', () => {
  const node = fc.record({
    id: fc.integer({ min: 1, max: 63 }), name: fc.string({ maxLength: 20 }), state: fc.constantFrom('online', 'unreachable'),
    load: fc.double({ min: 0, max: 1e6, noNaN: true }), cpus: fc.nat(256), speed: fc.double({ min: 0, max: 100, noNaN: true }),
    memTotalBytes: fc.nat(2 ** 31 - 1), memFreeBytes: fc.nat(2 ** 31 - 1),
  });
  const view = fc.record({
    metric: fc.constantFrom<View['metric']>('load', 'memory', 'speed'), labels: fc.constantFrom<View['labels']>('auto', 'wide', 'vertical'),
    totals: fc.boolean(), unreachable: fc.boolean(), help: fc.boolean(), skipped: fc.nat(100), smooth: fc.boolean(),
  });
  fc.assert(fc.property(fc.array(node, { maxLength: 70 }), view, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 200 }),
    (nodes, fields, rows, columns) => {
      const lines = frame(fields, rows, columns, nodes.map((partial) => sampleNode(partial)));
      expect(lines).toHaveLength(rows);
      expect(lines.every((line) => [...line].length <= columns && !line.includes('\n'))).toBe(true);
    }), { numRuns: 300, seed: 1 });
});
