// What is assumed of a node that was just sent a process.
import { assumedRunnable, cancelArrival, expectArrival, learnRunnable, settleArrival } from '../../../scheduler/expectations';
import { anEntry } from './fixtures';

const idle = anEntry(2, { upperRunnable: 0, sampledAtMs: 1_000 });
const sent = expectArrival(new Map(), idle, 1);

test('a node counts as fuller from the moment of the decision', () => {
  expect(assumedRunnable(idle, new Map())).toBe(0);
  expect(assumedRunnable(idle, sent)).toBe(1);
  expect(assumedRunnable(idle, expectArrival(sent, idle, 2))).toBe(3);
});

test('news from the middle of the move is not added to what was sent', () => {
  expect(assumedRunnable({ ...idle, upperRunnable: 0.4, sampledAtMs: 2_000 }, sent)).toBe(1);
  expect(assumedRunnable({ ...idle, upperRunnable: 1.8, sampledAtMs: 2_000 }, sent)).toBe(1.8);
});

test('once the arrival has settled, newer news is believed and older is not', () => {
  const settled = settleArrival(sent, 2, 3_000);
  expect(assumedRunnable({ ...idle, sampledAtMs: 2_999 }, settled)).toBe(1);
  expect(assumedRunnable({ ...idle, sampledAtMs: 3_000 }, settled)).toBe(0);
});

test('a failed move leaves nothing to expect', () => {
  expect(assumedRunnable(idle, cancelArrival(sent, 2))).toBe(0);
});

test('what a node says when it declines counts until later news', () => {
  const learnt = learnRunnable(sent, 2, 5, 2_000);
  expect(assumedRunnable(idle, learnt)).toBe(5);
  expect(assumedRunnable({ ...idle, sampledAtMs: 2_000 }, learnt)).toBe(0);
});
