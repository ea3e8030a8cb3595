import { formatCpuTime } from '../../../cli/duration';
import { parsePasswd } from '../../../cli/name-book';
import { parsePid, parsePidList } from '../../../cli/pid-list';
import { commandLine } from '../../../cli/process-columns';
import { layoutTable, type TableColumn } from '../../../cli/table';
import { cut, formatBytes, printable } from '../../../cli/text';
import { sampleProcess } from './samples';

const NUMBER: TableColumn = { header: 'N', align: 'right' };
const REASON: TableColumn = { header: 'REASON', align: 'left', shrinks: true };
const NAME: TableColumn = { header: 'NAME', align: 'left' };

test('columns are as wide as what is in them, and the last one ends with its text', () => {
  expect(layoutTable([NAME, NUMBER, REASON], [['long name', '7', 'x'], ['s', '100', '']]))
    .toEqual(['NAME        N REASON', 'long name   7 x', 's         100']);
});

test('a line of empty headers is not printed and takes no room', () => {
  expect(layoutTable([{ ...NUMBER, header: '' }], [['7']])).toEqual(['7']);
  expect(layoutTable([NAME, NUMBER], [['a', '7']], { headers: false })).toEqual(['a 7']);
});

test('columns that may shrink make room for the last one, but not below what can be read', () => {
  const rows = [['1', 'a reason of many many words', 'a command with arguments and more of them']];
  expect(layoutTable([NUMBER, REASON, NAME], rows, { maxWidth: 40 })).toEqual(
    ['N REASON        NAME', '1 a reason of m a command with arguments']);
  expect(layoutTable([NUMBER, REASON, NAME], rows, { maxWidth: 20 })).toEqual(['N REASON     NAME', '1 a reason o a comma']);
});

test('text from elsewhere cannot steer the terminal', () => {
  expect(printable('a\x1b[2J\nb\u009bc\u202ed\u2028é日')).toBe('a?[2J?b?c?d?é日');
  expect(layoutTable([NAME], [['a\nb']])).toEqual(['NAME', 'a?b']);
});

test('characters are never cut in half', () => {
  expect(cut('a😀b', 2)).toBe('a😀');
  expect(cut('abc', 5)).toBe('abc');
});

test.each([
  [0, '00:00:00'], [999, '00:00:00'], [59_999, '00:00:59'], [3_661_000, '01:01:01'], [86_399_999, '23:59:59'],
  [86_400_000, '1-00:00:00'], [100 * 86_400_000, '100-00:00:00'], [-5, '00:00:00'],
])('%d ms of CPU time are %s', (spanMs, text) => {
  expect(formatCpuTime(spanMs)).toBe(text);
});

test.each([
  [0, '0'], [1023, '1023'], [1024, '1.0K'], [1536, '1.5K'], [10_189, '10K'], [2 ** 20 - 1, '1.0M'], [2 ** 30, '1.0G'],
  [12.4 * 2 ** 30, '12G'], [2 ** 53, '8.0P'],
])('%d bytes are %s', (sizeBytes, text) => {
  expect(formatBytes(sizeBytes)).toBe(text);
});

test('a process without arguments is shown by its name in brackets', () => {
  expect(commandLine(sampleProcess({ args: [], comm: 'kworker/0:1' }))).toBe('[kworker/0:1]');
  expect(commandLine(sampleProcess({ args: [''], comm: 'x' }))).toBe('[x]');
  expect(commandLine(sampleProcess({ args: [], comm: 'sh', state: 'Z+' }))).toBe('[sh] <defunct>');
  expect(commandLine(sampleProcess({ args: ['a', 'b c', ''] }))).toBe('a b c');
});

test('PIDs are numbers the protocol can carry', () => {
  expect(parsePidList(['1,2 3', '2', '4294967295'])).toEqual({ ok: true, value: [1, 2, 3, 4_294_967_295] });
  for (const text of ['', '0', '-1', '1.5', '1e3', '0x10', '4294967296', ' 1']) expect(parsePid(text).ok).toBe(false);
});

test('users have the first name the passwd file gives them', () => {
  const names = parsePasswd('root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\n# no user\nann:x:1000:1000::/:/bin/sh\nbad:x:y:1::\n');
  expect([...names]).toEqual([[0, 'root'], [1000, 'ann']]);
});
