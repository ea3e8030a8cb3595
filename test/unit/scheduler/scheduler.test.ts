// The state machine: one event at a time, with a clock moved by hand.
import type { Decision, MigrateDecision } from '../../../scheduler/events';
import { createScheduler } from '../../../scheduler/state';
import { CONFIG, Driver, aProcess, aWireEntry } from './fixtures';
import type { ProcessSample } from '../../../scheduler/samples';

const hogs = (count: number): ProcessSample[] =>
  Array.from({ length: count }, (_, index) => aProcess(65_601 + index, { load: 1 / count }));
const kinds = (decisions: readonly Decision[]): string[] => decisions.map(({ kind }) => kind);
const migrateOf = (decisions: readonly Decision[]): MigrateDecision | undefined =>
  decisions.find((decision) => decision.kind === 'migrate');

/** A node with one living, idle peer, its mean already at the load of these processes. */
function settled(count: number, peers: readonly number[] = [2]): Driver {
  const driver = new Driver(createScheduler({ ...CONFIG, balance: false }));
  driver.send({ kind: 'members', members: peers.map((nodeId) => ({ nodeId, status: 'alive' as const })) });
  for (let second = 0; second < 30; second += 1) driver.second(hogs(count));
  driver.send({ kind: 'balance', on: true });
  for (const peer of peers) driver.hear(peer, 0);
  return driver;
}

const finish = (driver: Driver, { pid, target }: MigrateDecision, outcome: object): readonly Decision[] =>
  driver.send({ kind: 'migration-finished', pid, target, ok: false, ...outcome });

/** A second with these processes in which node 2 is heard of as idle; the migration decided, if any. */
function tick(driver: Driver, count: number, peers: readonly number[] = [2]): MigrateDecision | undefined {
  for (const peer of peers) driver.hear(peer, 0);
  return migrateOf(driver.second(hogs(count)));
}

test('a sample on a loaded node with an idle peer moves one process, with everything the agent needs', () => {
  const decision = tick(settled(3), 3);
  expect(decision).toMatchObject({ kind: 'migrate', pid: 65_602, target: 2 });
  expect(decision?.limitRunnable).toBeCloseTo(1.7, 2);
  expect(decision?.reason).toBe('n1 has 3.0 runnable per CPU, n2 would have 1.3: moving 65602 (awk), the second busiest');
});

test('while a move is under way nothing else is decided', () => {
  const driver = settled(9);
  expect(tick(driver, 9)).toBeDefined();
  for (let second = 0; second < 60; second += 1) expect(tick(driver, 9)).toBeUndefined();
});

test('two moves are at least 2 s apart', () => {
  const driver = settled(4);
  const first = tick(driver, 4);
  if (first === undefined) throw new Error('nothing moved');
  expect(kinds(finish(driver, first, { ok: true }))).toEqual([]);
  driver.hear(2, 1);
  expect(kinds(driver.second(hogs(3)))).toEqual([]);
  driver.hear(2, 0);
  expect(kinds(driver.second(hogs(3)))).toEqual(['migrate']);
});

test('with twice the load the next move follows the last at once', () => {
  const driver = settled(20);
  const first = tick(driver, 20);
  if (first === undefined) throw new Error('nothing moved');
  driver.now += 300;
  expect(migrateOf(finish(driver, first, { ok: true }))).toMatchObject({ target: 2 });
});

test('a target counts as fuller until news from after the arrival shows its load', () => {
  const driver = settled(3);
  const first = tick(driver, 3);
  if (first === undefined) throw new Error('nothing moved');
  finish(driver, first, { ok: true });
  // Sampled while the process came: 0 is what was before it, and 1 + 1.3 is more than our 2.
  driver.hear(2, 0, { ageMs: 0 });
  expect(kinds(driver.second(hogs(2)))).toEqual([]);
  expect(kinds(driver.second(hogs(2)))).toEqual(['note']);
  // Sampled well after: what we sent has ended there by now.
  driver.hear(2, 0, { ageMs: 0 });
  expect(kinds(driver.second(hogs(2)))).toEqual(['migrate']);
});

test('a refused process rests while others get their turn, longer each time', () => {
  const driver = settled(3);
  const tried: number[] = [];
  const refusedAt = new Map<number, number[]>();
  for (let second = 0; second < 120; second += 1) {
    const decision = tick(driver, 3);
    if (decision === undefined) continue;
    tried.push(decision.pid);
    refusedAt.set(decision.pid, [...(refusedAt.get(decision.pid) ?? []), driver.now]);
    finish(driver, decision, { code: 'cannot-move' });
  }
  expect(new Set(tried.slice(0, 3)).size).toBe(3);
  for (const times of refusedAt.values()) {
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses.map((pause, index) => pause >= 5_000 * 2 ** index)).toEqual(pauses.map(() => true));
    expect(times.length).toBeLessThanOrEqual(5);
  }
});

test('a target that does not answer is left alone, not the process', () => {
  const driver = settled(4, [2, 3]);
  const first = tick(driver, 4, [2, 3]);
  if (first === undefined) throw new Error('nothing moved');
  finish(driver, first, { code: 'unreachable' });
  const second = tick(driver, 4, [2, 3]);
  expect(second?.pid).toBe(first.pid);
  expect(second?.target).not.toBe(first.target);
});

test('a target that declines for load is believed and held against nobody', () => {
  const driver = settled(4);
  const first = tick(driver, 4);
  if (first === undefined) throw new Error('nothing moved');
  finish(driver, first, { code: 'busy', targetRunnable: 4 });
  expect(driver.state.refusals.size + driver.state.shunned.size).toBe(0);
  expect(kinds(driver.second(hogs(4)))).toEqual(['note']);
  expect(tick(driver, 4)?.pid).toBe(first.pid);
});

test('a move whose end is never reported is written off after two minutes', () => {
  const driver = settled(4);
  const first = tick(driver, 4);
  for (let second = 0; second < 119; second += 1) expect(tick(driver, 4)).toBeUndefined();
  const next = tick(driver, 4);
  expect(next).toBeDefined();
  expect(next?.pid).not.toBe(first?.pid);
});

test('a move someone else asked for counts as under way', () => {
  const driver = settled(4);
  driver.send({ kind: 'migration-started', pid: 1, target: 2 });
  expect(tick(driver, 4)).toBeUndefined();
  expect(tick(driver, 4)).toBeUndefined();
  expect(kinds(driver.send({ kind: 'migration-finished', pid: 1, target: 2, ok: true }))).toEqual(['migrate']);
});

test('switched off, nothing moves and one note says so', () => {
  const driver = settled(4);
  driver.send({ kind: 'balance', on: false });
  const notes = Array.from({ length: 20 }, () => driver.second(hogs(4))).flat();
  expect(notes).toEqual([{ kind: 'note', reason: 'balancing is off on n1, so nothing moves' }]);
});

test('a note is given when the cause changes, not when its numbers do', () => {
  const driver = settled(3);
  const notes: string[] = [];
  for (let second = 0; second < 40; second += 1) {
    driver.hear(2, 3 + (second % 2) / 10);
    for (const decision of driver.second(hogs(3), { runnable: 3 + (second % 3) / 10 })) {
      notes.push(decision.kind === 'note' ? decision.reason : decision.kind);
    }
  }
  expect(notes).toEqual(['n1 has 3.0 runnable per CPU, and no other node would be better']);
  expect(driver.second(hogs(1))).toEqual([{ kind: 'note', reason: 'n1 has 1.0 runnable per CPU, too few to move any' }]);
});

test('gossip goes to a living peer with our own news first, and is answered in kind', () => {
  const driver = settled(2);
  driver.now += 400;
  const [decision] = driver.send({ kind: 'gossip-due' });
  expect(decision).toMatchObject({ kind: 'gossip', to: [2], wantsReply: true, entries: [{ nodeId: 1, name: 'n1', bootEpoch: 100, seq: 30, ageMs: 400 }, { nodeId: 2 }] });
  const reply = driver.send({ kind: 'gossip', from: 2, entries: [aWireEntry(2, { seq: 50 })], wantsReply: true });
  expect(reply).toMatchObject([{ kind: 'gossip', to: [2], wantsReply: false }]);
  expect(driver.send({ kind: 'gossip', from: 2, entries: [], wantsReply: false })).toEqual([]);
});

test('an arrival and a closed door are told before the next sample', () => {
  const driver = settled(2);
  driver.send({ kind: 'arriving', pid: 9 });
  driver.send({ kind: 'admission', admission: 'closed' });
  const [decision] = driver.send({ kind: 'gossip-due' });
  expect(decision).toMatchObject({ entries: [{ nodeId: 1, seq: 32, upperRunnable: 3, admission: 'closed' }, {}] });
});

test('a node that left the cluster is neither told, nor told of, nor a target', () => {
  const driver = settled(4, [2, 3]);
  driver.send({ kind: 'members', members: [{ nodeId: 1, status: 'alive' }] });
  expect(driver.state.board.size).toBe(0);
  expect(driver.send({ kind: 'gossip-due' })).toEqual([]);
  expect(driver.second(hogs(4))).toMatchObject([{ kind: 'note', reason: expect.stringContaining('no open node has been heard of') as string }]);
});

test('before the first sample nothing is decided and nothing of our own is told', () => {
  const driver = new Driver(createScheduler(CONFIG));
  driver.send({ kind: 'members', members: [{ nodeId: 2, status: 'alive' }] });
  expect(driver.send({ kind: 'gossip-due' })).toEqual([{ kind: 'gossip', to: [2], entries: [], wantsReply: true }]);
  expect(driver.send({ kind: 'arriving', pid: 3 })).toEqual([]);
});

test('records of processes that ended are dropped', () => {
  const driver = settled(3);
  const first = tick(driver, 3);
  if (first === undefined) throw new Error('nothing moved');
  finish(driver, first, { code: 'cannot-move' });
  expect(driver.state.refusals.size).toBe(1);
  driver.second([]);
  expect(driver.state.refusals.size + driver.state.smoothedLoads.size).toBe(0);
});
