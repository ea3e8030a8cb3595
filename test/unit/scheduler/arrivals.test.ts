// The receiver's word.
import { acceptArrival } from '../../../scheduler/arrivals';
import { createScheduler } from '../../../scheduler/state';
import { CONFIG, Driver, aProcess } from './fixtures';

const loaded = (count: number): Driver => {
  const driver = new Driver(createScheduler(CONFIG));
  driver.second(Array.from({ length: count }, (_, index) => aProcess(index + 1)));
  return driver;
};

test('a process is taken up to the limit, and declined above it with the load as a fact', () => {
  const { state } = loaded(3);
  expect(acceptArrival(state, 3)).toEqual({ ok: true, value: undefined });
  expect(acceptArrival(state, 2.7)).toEqual({
    ok: false,
    error: {
      code: 'busy',
      sentence: 'n1 has 3.0 runnable by now, above the 2.7 up to which the move is worth it',
      facts: { runnable: 3 },
    },
  });
});

test('each promise counts against the next before anything has arrived', () => {
  const driver = loaded(0);
  expect(acceptArrival(driver.state, 0.7).ok).toBe(true);
  driver.send({ kind: 'arriving', pid: 9 });
  expect(acceptArrival(driver.state, 0.7).ok).toBe(false);
});

test('what a user wishes is not stopped by load, but by a closed door', () => {
  const driver = loaded(50);
  expect(acceptArrival(driver.state, undefined).ok).toBe(true);
  driver.send({ kind: 'admission', admission: 'draining' });
  expect(acceptArrival(driver.state, undefined)).toMatchObject({
    error: { code: 'busy', sentence: 'n1 is draining and takes no processes' },
  });
});

test('before the first sample a node takes what it is offered', () => {
  expect(acceptArrival(createScheduler(CONFIG), 0.2).ok).toBe(true);
});
