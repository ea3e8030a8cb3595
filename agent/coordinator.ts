// Moves a unit: run by its home, whoever asked. The only commit point is Homes.commit; before it any failure makes the target
// discard and the source thaw, after it the target runs and the source's copy is history. docs/architecture.md has the picture.
import { homeNode, ok, refuse, type MigrateRequest__Output, type Refusal, type Result, type UnitDescription__Output, type Outcome__Output, type DescribeReply__Output } from '../proto';
import type { Agent } from './agent-parts';
import type { ClusterNode } from './peers';
import type { HomeRecord } from './records';
import { call, refusalIn } from './rpc';
import type { Source } from './source';

const ASK_LIMIT_MS = 5_000;
const DUMP_LIMIT_MS = 420_000;
const RESTORE_LIMIT_MS = 150_000;
const GO_TRIES = 30; // then the target finds out by itself: it asks its home what became of the move
const GO_LIMIT_MS = 11_000;

/** A move that was made: where the unit runs, and for how long nothing of it ran. */
export interface Moved {
  readonly node: number;
  readonly frozenMs: number;
  readonly totalMs: number;
}

interface Move {
  readonly pid: number;
  readonly source: number;
  readonly target: ClusterNode;
  readonly before: number;
  readonly after: number;
  readonly nmigs: number;
  readonly limitRunnable: number;
}

/** Chooses a target for `balance`; undefined when no node is better. */
export type Chooser = (pid: number) => ClusterNode | undefined;

export class Coordinator {
  constructor(private readonly agent: Agent, private readonly source: Source, private readonly choose: Chooser) {}

  /** Moves a unit of this home. Resolves with where it is, or with the sentence why it stayed. */
  async migrate(request: MigrateRequest__Output): Promise<Result<Moved>> {
    const target = this.resolve(request);
    if (!target.ok) return target;
    const { pid } = request;
    if (!this.agent.homes.lock(pid)) return refuse('busy', `${pid} is being moved already`);
    try {
      const done = await this.move(pid, target.value, request.limitRunnable);
      this.report(pid, target.value, request.reason, done);
      return done;
    } finally {
      this.agent.homes.unlock(pid);
    }
  }

  private resolve(request: MigrateRequest__Output): Result<ClusterNode> {
    if (homeNode(request.pid) !== this.agent.peers.self.id) return refuse('not-found', `${request.pid} was not born on ${this.agent.peers.self.name}`);
    if (request.target === 'home') return ok(this.agent.peers.self);
    if (request.target !== 'balance') return this.agent.peers.find(request.target);
    const chosen = this.choose(request.pid);
    return chosen === undefined ? refuse('no-room', `no node is better for ${request.pid} than the one it is on`) : ok(chosen);
  }

  private report(pid: number, target: ClusterNode, reason: string, done: Result<Moved>): void {
    const { journal } = this.agent;
    const name = this.agent.homes.get(pid)?.record.comm ?? 'process';
    if (!done.ok) journal.add('refused', `${pid} was not moved to ${target.name} (${reason}): ${done.error.sentence}`);
    else if (done.value.totalMs > 0) journal.add('migration', `${pid} (${name}) moved to ${target.name} (${reason}), frozen for ${done.value.frozenMs.toFixed(0)} ms`);
  }

  private async move(pid: number, target: ClusterNode, limitRunnable: number): Promise<Result<Moved>> {
    const startMs = performance.now();
    const record = this.agent.homes.get(pid)?.record;
    const before = record?.incarnation ?? 0;
    const move: Move = { pid, source: record?.node ?? this.agent.peers.self.id, target, before, after: before + 1, nmigs: (record?.nmigs ?? 0) + 1, limitRunnable };
    if (move.source === target.id) return ok({ node: target.id, frozenMs: 0, totalMs: 0 });
    const refusal = await this.prepare(move);
    if (refusal !== undefined) return { ok: false, error: refusal };
    const frozenAtMs = performance.now();
    const description = await this.transfer(move);
    if (!description.ok) return description;
    await this.commit(move, description.value, record);
    const nowMs = performance.now();
    return ok({ node: target.id, frozenMs: nowMs - frozenAtMs, totalMs: nowMs - startMs });
  }

  private async prepare(move: Move): Promise<Refusal | undefined> {
    const source = this.agent.peers.client(move.source);
    const described = descriptionOf(await call<DescribeReply__Output>((options, done) => source.describe({ pid: move.pid, incarnation: move.before }, options, done), ASK_LIMIT_MS, this.agent.peers.name(move.source)));
    if (!described.ok) return described.error;
    const request = { description: described.value, incarnation: move.after, nmigs: move.nmigs, limitRunnable: move.limitRunnable };
    const target = this.agent.peers.client(move.target.id);
    return outcomeOf(await call<Outcome__Output>((options, done) => target.prepare(request, options, done), ASK_LIMIT_MS, move.target.name));
  }

  // Freeze to "restored and held". Whatever fails, the target discards and the source goes on. Resolves with the unit as it was when frozen.
  private async transfer(move: Move): Promise<Result<UnitDescription__Output>> {
    const { peers, homes } = this.agent;
    const source = peers.client(move.source);
    const target = peers.client(move.target.id);
    homes.get(move.pid)?.suspend();
    const unit = { pid: move.pid, incarnation: move.before };
    const arriving = { pid: move.pid, incarnation: move.after };
    const dumped = descriptionOf(await call<DescribeReply__Output>((options, done) => source.dump({ unit, target: move.target.id, incarnation: move.after }, options, done), DUMP_LIMIT_MS, peers.name(move.source)));
    const refusal = dumped.ok ? outcomeOf(await call<Outcome__Output>((options, done) => target.restore({ unit: arriving }, options, done), RESTORE_LIMIT_MS, move.target.name)) : dumped.error;
    if (refusal === undefined) return dumped;
    await call<Outcome__Output>((options, done) => target.abort(arriving, options, done), ASK_LIMIT_MS, move.target.name);
    await call<Outcome__Output>((options, done) => source.thaw(unit, options, done), ASK_LIMIT_MS, peers.name(move.source));
    homes.get(move.pid)?.resume();
    return { ok: false, error: refusal };
  }

  private async commit(move: Move, description: UnitDescription__Output, old: HomeRecord | undefined): Promise<void> {
    const root = description.members[0];
    const record: HomeRecord = {
      pid: move.pid, comm: root?.comm ?? '', incarnation: move.after, node: move.target.id, nmigs: move.nmigs, ppid: description.ppid,
      members: old?.members ?? description.members.map((member) => member.pid),
      channels: old?.channels ?? description.channels.map(({ id, kind, direction, fd, pid, key, path }) => ({ id, kind, direction, fd, pid, key, path })),
      visited: [...(old?.visited ?? [this.agent.peers.self.id]), move.target.id],
    };
    const away = this.agent.homes.commit(record);
    await Promise.all([this.go(move), this.endSource(move, old)]);
    await away.connectDeputies();
    away.resume();
  }

  private async go(move: Move): Promise<void> {
    const target = this.agent.peers.client(move.target.id);
    for (let left = GO_TRIES; left > 0; left--) {
      const refusal = outcomeOf(await call<Outcome__Output>((options, done) => target.go({ pid: move.pid, incarnation: move.after }, options, done), GO_LIMIT_MS, move.target.name));
      if (refusal === undefined) return;
      this.agent.log.warn({ pid: move.pid, refusal }, 'go was not heard');
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  private async endSource(move: Move, old: HomeRecord | undefined): Promise<void> {
    if (old === undefined) return this.source.becomeDeputies(move.pid);
    const source = this.agent.peers.client(move.source);
    const refusal = outcomeOf(await call<Outcome__Output>((options, done) => source.discard({ pid: move.pid, incarnation: move.before }, options, done), ASK_LIMIT_MS, this.agent.peers.name(move.source)));
    if (refusal !== undefined) this.agent.journal.add('error', `what is left of ${move.pid} on ${this.agent.peers.name(move.source)} stays frozen there: ${refusal.sentence}`);
  }
}

/** The description in a reply, or why there is none. */
function descriptionOf(result: Result<DescribeReply__Output>): Result<UnitDescription__Output> {
  if (!result.ok) return result;
  const { description } = result.value;
  const refusal = refusalIn(result.value);
  if (refusal !== undefined || description === null) return { ok: false, error: refusal ?? { code: 'failed', sentence: 'an empty description' } };
  return ok(description);
}

/** The refusal in a reply, or the one that the call itself ended with. */
function outcomeOf(result: Result<Outcome__Output>): Refusal | undefined {
  return result.ok ? refusalIn(result.value) : result.error;
}
