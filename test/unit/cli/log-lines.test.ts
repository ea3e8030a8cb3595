import { formatEntry, LogFollower, mergeEntries } from '../../../cli/log-lines';
import { openNameBook } from '../../../cli/name-book';
import { sampleEntry, sampleNode } from './samples';

test('merges by time and keeps the order of each node when its clock was set back', () => {
  const entries = [
    sampleEntry({ node: 1, timeMs: 100, text: 'a' }), sampleEntry({ node: 1, timeMs: 40, text: 'b' }),
    sampleEntry({ node: 2, timeMs: 50, text: 'c' }), sampleEntry({ node: 2, timeMs: 120, text: 'd' }),
  ];
  expect(mergeEntries(entries).map((entry) => entry.text)).toEqual(['c', 'a', 'b', 'd']);
});

test('an entry is fresh once, though the window of newest entries slides and nodes come and go', () => {
  const follower = new LogFollower();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text, index) => sampleEntry({ text, timeMs: index })) as [never, never, never, never];
  const other = sampleEntry({ node: 2, text: 'a', timeMs: 0 });
  expect(follower.fresh([a, b, other])).toEqual([a, other, b]);
  expect(follower.fresh([a, b, other])).toEqual([]);
  expect(follower.fresh([b, c])).toEqual([c]);
  expect(follower.fresh([])).toEqual([]);
  expect(follower.fresh([c, d, other])).toEqual([d]);
});

test('the same entry written twice in one millisecond is two entries', () => {
  const follower = new LogFollower();
  const entry = sampleEntry();
  follower.fresh([entry]);
  expect(follower.fresh([entry, { ...entry }])).toEqual([entry]);
});

test('a line says when, where, what kind and what', () => {
  const names = openNameBook([sampleNode({ id: 1, name: 'alpha' })]);
  const line = formatEntry(sampleEntry({ timeMs: 1_000_000_123, kind: 'note', text: 'two\nlines' }), names);
  expect(line).toMatch(/^1970-01-1[123] \d\d:\d\d:40\.123 alpha note two\?lines$/);
  expect(formatEntry(sampleEntry({ node: 9 }), names)).toContain(' 9 note ');
});
