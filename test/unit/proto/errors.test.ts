// The error catalogue: results, codes and exit statuses.
import { REFUSAL_CODES, exitCodeOf, isRefusalCode, ok, refuse, type Result } from '../../../proto/errors';

test('a result is either a value or a refusal', () => {
  const half = (count: number): Result<number> =>
    count % 2 === 0 ? ok(count / 2) : refuse('bad-input', `${count} is odd`, { count });
  expect(half(4)).toEqual({ ok: true, value: 2 });
  expect(half(3)).toEqual({ ok: false, error: { code: 'bad-input', sentence: '3 is odd', facts: { count: 3 } } });
});

test('a refusal without facts has no such key, so that it survives any serialisation unchanged', () => {
  expect(Object.keys(refuse('busy', 'later').error)).toEqual(['code', 'sentence']);
});

test.each(REFUSAL_CODES)('%s exits with 2 for bad input and 1 for everything else', (code) => {
  expect(exitCodeOf(refuse(code, 'no').error)).toBe(code === 'bad-input' ? 2 : 1);
});

test('codes of another version are recognised as unknown', () => {
  expect(isRefusalCode('busy')).toBe(true);
  expect(isRefusalCode('toString')).toBe(false);
});
