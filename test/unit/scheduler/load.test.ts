// The filters and what loads mean.
import fc from 'fast-check';
import { demandOf, fairShare, meanLoad, perCpu, processLoad, processLoads, stretch, upperLoad } from '../../../scheduler/load';
import { aProcess } from './fixtures';

const aLoad = fc.double({ min: 0, max: 1_000, noNaN: true });
const aCapacity = fc.record({ cpus: fc.double({ min: 0.25, max: 64, noNaN: true }), speed: fc.double({ min: 0.25, max: 8, noNaN: true }) });

test.each([
  [0, 6, 2.25], [2.25, 6, 3.65625], [6, 2, 2], [3, 3, 3],
])('mean: from %d a sample of %d gives %d: up by 3/8, down at once', (old, sampled, expected) => {
  expect(meanLoad(old, sampled)).toBe(expected);
});

test.each([
  [0, 6, 6], [8, 0, 4], [7, 0, 3.5], [3, 3, 3],
])('upper: from %d a sample of %d gives %d: up at once, down by half', (old, sampled, expected) => {
  expect(upperLoad(old, sampled)).toBe(expected);
});

test('process: 3/8 of the way each time, up and down', () => {
  expect(processLoad(0, 1)).toBe(0.375);
  expect(processLoad(1, 0)).toBe(0.625);
});

test('a node always admits to others at least what it admits to itself', () => {
  fc.assert(fc.property(fc.array(aLoad, { maxLength: 50 }), (samples) => {
    let mean = 0;
    let upper = 0;
    for (const sampled of samples) {
      mean = meanLoad(mean, sampled);
      upper = upperLoad(upper, sampled);
      expect(mean).toBeLessThanOrEqual(sampled + 1e-9);
      expect(upper).toBeGreaterThanOrEqual(sampled - 1e-9);
    }
  }));
});

test('a steady load is reached by both filters within half a minute', () => {
  let [mean, upper] = [0, 50];
  for (let second = 0; second < 40; second += 1) [mean, upper] = [meanLoad(mean, 4), upperLoad(upper, 4)];
  expect(mean).toBeCloseTo(4, 3);
  expect(upper).toBeLessThan(4.3);
});

test('processes that ended are forgotten, new ones start from 0', () => {
  const loads = processLoads(new Map([[1, 0.8], [2, 0.8]]), [aProcess(2, { load: 0.8 }), aProcess(3, { load: 0.8 })]);
  expect([...loads.keys()]).toEqual([2, 3]);
  expect(loads.get(2)).toBeCloseTo(0.8, 12);
  expect(loads.get(3)).toBeCloseTo(0.3, 12);
});

test.each([
  [0, 1, 1, 1], [1, 1, 1, 1], [3, 1, 1, 3], [3, 4, 1, 1], [6, 4, 1, 1.5], [6, 4, 2, 0.75], [0, 4, 2, 0.5],
])('%d runnable on %d CPUs of speed %d stretch a computation by %d', (runnable, cpus, speed, expected) => {
  expect(stretch(runnable, { cpus, speed })).toBe(expected);
});

test('more load never makes anything faster, more CPUs or speed never slower', () => {
  fc.assert(fc.property(aLoad, aLoad, aCapacity, (less, more, capacity) => {
    expect(stretch(less + more, capacity)).toBeGreaterThanOrEqual(stretch(less, capacity));
    expect(stretch(less, { ...capacity, speed: capacity.speed * 2 })).toBeLessThanOrEqual(stretch(less, capacity));
    expect(stretch(less, { ...capacity, cpus: capacity.cpus * 2 })).toBeLessThanOrEqual(stretch(less, capacity) + 1e-9);
  }));
});

test('the demand of a process is its use, undone by its share, and at least one', () => {
  const one = { cpus: 1, speed: 1 };
  expect(fairShare(4, one)).toBe(0.25);
  expect(fairShare(0.5, one)).toBe(1);
  expect(demandOf(0.25, 4, one)).toBe(1);
  expect(demandOf(0.75, 4, one)).toBe(3);
  expect(demandOf(0.01, 4, one)).toBe(1);
  expect(demandOf(4, 4, { cpus: 4, speed: 1 })).toBe(4);
  expect(perCpu(6, { cpus: 4, speed: 2 })).toBe(1.5);
});
