// Pauses after refusals.
import { afterRefusal, afterSuccess, isResting, keepOnly, pauseMs, type Pauses } from '../../../scheduler/backoff';
import { DEFAULT_POLICY } from '../../../scheduler/config';

const none: Pauses = new Map();

test('pauses double from 5 s to 160 s and stay there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100, 1e9].map((failures) => pauseMs(failures, 5_000, 160_000))).toEqual(
    [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 160_000, 160_000, 160_000],
  );
});

test('a refused key rests exactly as long as its pause', () => {
  const once = afterRefusal(none, 7, 2, 1_000, DEFAULT_POLICY);
  expect([1_000, 5_999, 6_000].map((now) => isResting(once, 7, now))).toEqual([true, true, false]);
  expect(isResting(once, 8, 1_000)).toBe(false);
  const twice = afterRefusal(once, 7, 3, 6_000, DEFAULT_POLICY);
  expect(twice.get(7)).toEqual({ failures: 2, untilMs: 16_000, refusedBy: 3 });
});

test('success starts the pauses from the shortest again, and the dead are forgotten', () => {
  const refused = afterRefusal(afterRefusal(none, 7, 2, 0, DEFAULT_POLICY), 8, 2, 0, DEFAULT_POLICY);
  expect([...afterSuccess(refused, 7).keys()]).toEqual([8]);
  expect(afterSuccess(refused, 9)).toBe(refused);
  expect([...keepOnly(refused, (key) => key === 7).keys()]).toEqual([7]);
});
