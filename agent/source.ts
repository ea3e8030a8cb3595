// The source's part of a move: describes a unit, freezes and dumps it, sends the images to the target, and afterwards
// either lets it go on as if nothing had happened or makes an end of what is left of it.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result, type UnitDescription, type UnitRef__Output } from '../proto';
import { decodeSets } from '../proto/capability-cgroup';
import type { Agent } from './agent-parts';
import { Cgroups } from './cgroups';
import { dumpArguments, explainFailure, runCriu } from './criu';
import { forgetForeignSessions } from './criu-images';
import type { ChannelPlan } from './descriptors';
import { injectDeputies } from './injector';
import type { NodeProcess } from './process-table';
import { readArgs, readCpuFeatures, readStatus, readUptimeMs, TICK_MS } from './proc';
import { FdIndex, gatherFacts, type UnitFacts } from './unit-facts';
import { readTerminal } from './terminal';
import { sendImages } from './transfer';

const DUMP_LIMIT_MS = 120_000; // a dump that takes longer than this is stuck; the unit is thawed
const DETACH_LIMIT_MS = 10_000;
const FREEZE_ROUNDS = 20; // a unit that forks faster than it can be gathered this often is left alone

/** A unit that is frozen here while its move is decided. */
export interface FrozenUnit {
  readonly pid: number;
  readonly incarnation: number;
  readonly freezeCgroup: string;
  readonly directory: string;
  members: readonly NodeProcess[];
  channels: readonly ChannelPlan[];
  /** Cgroup each member came from, by outer PID; empty for a body, whose cgroup is frozen where it is. */
  readonly origins: Map<number, string>;
  /** Signals pending when CRIU dumped, by outer PID: they travel in the images, so the deputy must not pass them on again. */
  readonly seen: Map<number, readonly number[]>;
}

export class Source {
  private readonly frozen = new Map<number, FrozenUnit>();

  constructor(private readonly agent: Agent) {}

  /** Whether and how the unit could move, from /proc alone; nothing is touched. */
  describe(ref: UnitRef__Output): Result<UnitDescription> {
    this.agent.table.refresh();
    const root = this.agent.table.byPid(ref.pid);
    if (root === undefined) return refuse('not-found', `there is no process ${ref.pid} on ${this.agent.peers.self.name}`);
    const facts = this.facts(root);
    if (facts.reason !== undefined) return refuse('cannot-move', `${ref.pid} (${root.stat.comm}) cannot move: ${facts.reason}`);
    return ok(this.description(ref, root, facts));
  }

  facts(root: NodeProcess, index?: FdIndex): UnitFacts {
    const reference = root.place === 'guest' ? this.agent.guest.initPid : 'self';
    const known = new Set(this.agent.bodies.get(root.pid)?.record.channels.map((channel) => channel.key));
    const facts = gatherFacts(root, this.agent.table, reference, index ?? new FdIndex(this.agent.table), known);
    if (root.place !== 'guest' || facts.reason !== undefined) return facts;
    return this.withKnownChannels(root.pid, facts);
  }

  // A body's channels keep the ids they were given at home; one that is not the shim's leads to a program of this node.
  private withKnownChannels(pid: number, facts: UnitFacts): UnitFacts {
    const record = this.agent.bodies.get(pid)?.record;
    if (record === undefined) return { ...facts, reason: 'it is not the root of a unit; move the process it belongs to' };
    const ids = new Map(record.channels.map((channel) => [channel.key, channel]));
    const stranger = facts.channels.find((channel) => !ids.has(channel.key));
    if (stranger !== undefined) return { ...facts, reason: `it is connected to another program of ${this.agent.peers.self.name} (descriptor ${stranger.fd} of ${stranger.pid})` };
    const channels = facts.channels.map((channel) => ({ ...channel, id: ids.get(channel.key)?.id ?? channel.id, path: ids.get(channel.key)?.path ?? channel.path }));
    return { ...facts, channels };
  }

  private description(ref: UnitRef__Output, root: NodeProcess, facts: UnitFacts): UnitDescription {
    const { table } = this.agent;
    const body = this.agent.bodies.get(root.pid)?.record;
    const members = facts.members.map((member) => ({
      pid: member.pid, ppid: table.byOuter(member.parentOuter)?.pid ?? 0, comm: member.stat.comm, args: readArgs(member.outer),
      capabilities: this.capabilityName(ref.pid, member),
    }));
    return {
      unit: ref, members, channels: this.channelMessages(facts, body?.channels ?? []),
      files: facts.mappedFiles.map((path) => ({ path, sizeBytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 })),
      rssBytes: facts.members.reduce((sum, member) => sum + member.stat.rssBytes, 0),
      cpuMs: root.stat.cpuTicks * TICK_MS + (body?.cpuMsBefore ?? 0), cpuFeatures: readCpuFeatures(),
      bornMs: body?.bornMs ?? Math.round(Date.now() - readUptimeMs() + root.stat.startTicks * TICK_MS),
      ppid: body?.ppid ?? table.byOuter(root.parentOuter)?.pid ?? 0,
    };
  }

  // A member that is frozen is in the freeze cgroup; what it may do stands in the name of the one it came from.
  private capabilityName(unit: number, member: NodeProcess): string {
    const origin = this.frozen.get(unit)?.origins.get(member.outer);
    const name = origin === undefined ? this.agent.cgroups.nameOf(member.outer) : origin;
    const last = name?.split('/').at(-1) ?? '';
    return decodeSets(last) === undefined ? '' : last;
  }

  // Channels the body has closed stay listed with descriptor -1: bytes of theirs may still be on their way home.
  private channelMessages(facts: UnitFacts, known: readonly { id: number; kind: string; direction: string; path: string }[]): UnitDescription['channels'] {
    const open = facts.channels.map((channel) => ({ ...channel, tty: channel.kind === 'tty' ? readTerminal(this.terminalPath(channel)) : '' }));
    const closed = known.filter((channel) => !open.some((other) => other.id === channel.id));
    return [...open, ...closed.map((channel) => ({ id: channel.id, kind: channel.kind, direction: channel.direction, path: channel.path, fd: -1, pid: 0, key: '', tty: '' }))];
  }

  private terminalPath(channel: ChannelPlan): string {
    return `/proc/${this.agent.table.byPid(channel.pid)?.outer ?? 0}/fd/${channel.fd}`;
  }

  /** Freezes, dumps and sends the unit. On any failure it goes on as before; on success it stays frozen until Thaw or Discard. */
  async dump(ref: UnitRef__Output, target: number, incarnation: number): Promise<Result<UnitDescription>> {
    const root = this.agent.table.byPid(ref.pid);
    if (root === undefined) return refuse('not-found', `process ${ref.pid} has ended`);
    const unit = this.prepareFreeze(ref, root);
    this.frozen.set(ref.pid, unit);
    try {
      const dumped = await this.dumpFrozen(unit, root, ref, target, incarnation);
      if (!dumped.ok) await this.thaw(ref.pid);
      return dumped;
    } catch (error) {
      await this.thaw(ref.pid);
      return refuse('failed', `freezing or dumping ${ref.pid} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private prepareFreeze(ref: UnitRef__Output, root: NodeProcess): FrozenUnit {
    const { cgroups, config } = this.agent;
    const directory = join(config.paths.run, 'images', `${ref.pid}.${ref.incarnation}.out`);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const freezeCgroup = root.place === 'guest' ? cgroups.path(`bodies/${ref.pid}.${ref.incarnation}`) : cgroups.make(`freeze/${ref.pid}.${ref.incarnation}`);
    return { pid: ref.pid, incarnation: ref.incarnation, freezeCgroup, directory, members: [], channels: [], origins: new Map(), seen: new Map() };
  }

  private async dumpFrozen(unit: FrozenUnit, root: NodeProcess, ref: UnitRef__Output, target: number, incarnation: number): Promise<Result<UnitDescription>> {
    if (root.place === 'native') this.gather(unit, root);
    await Cgroups.freeze(unit.freezeCgroup);
    this.agent.table.refresh();
    const facts = this.facts(root);
    if (facts.reason !== undefined) return refuse('cannot-move', `${ref.pid} (${root.stat.comm}) cannot move: ${facts.reason}`);
    unit.members = facts.members;
    unit.channels = facts.channels;
    for (const { outer } of facts.members) unit.seen.set(outer, readStatus(outer)?.pendingSignals ?? []);
    const streams = root.place === 'guest' ? await this.agent.bodies.get(ref.pid)?.detach(DETACH_LIMIT_MS) : undefined;
    const description = this.description(ref, root, facts);
    const refusal = (await this.runDump(unit, root)) ?? (await sendImages(this.agent.peers, target, { pid: ref.pid, incarnation }, unit.directory, streams, description));
    return refusal === undefined ? ok(description) : { ok: false, error: refusal };
  }

  // New children are born into the cgroup of their parent, so the gathering ends when no member is left outside.
  private gather(unit: FrozenUnit, root: NodeProcess): void {
    for (let round = 0; round < FREEZE_ROUNDS; round++) {
      this.agent.table.refresh();
      const missing = this.agent.table.unitOf(root).filter((member) => !Cgroups.members(unit.freezeCgroup).includes(member.outer));
      if (missing.length === 0) return;
      for (const member of missing) {
        const origin = this.agent.cgroups.pathOf(member.outer);
        if (origin === undefined) continue;
        if (!unit.origins.has(member.outer)) unit.origins.set(member.outer, origin);
        Cgroups.tryAdd(unit.freezeCgroup, member.outer); // one that ended meanwhile is missing from the next round's table
      }
    }
    throw new Error('it forks faster than it can be frozen');
  }

  private async runDump(unit: FrozenUnit, root: NodeProcess): Promise<Refusal | undefined> {
    const guest = root.place === 'guest';
    const args = dumpArguments({ pid: guest ? root.pid : root.outer, directory: unit.directory, freezeCgroup: unit.freezeCgroup, channels: unit.channels });
    const status = await runCriu(guest ? this.agent.guest.enter : [], this.agent.config.criu.command, args, DUMP_LIMIT_MS);
    if (status === 0) {
      forgetForeignSessions(unit.directory, unit.members.map((member) => member.pid));
      return undefined;
    }
    return { code: 'failed', sentence: `CRIU could not dump ${unit.pid} (${root.stat.comm}): ${explainFailure(unit.directory, 'dump', status)}` };
  }

  /** Before the commit: the unit goes on here as if nothing had been tried. */
  async thaw(pid: number): Promise<void> {
    const unit = this.frozen.get(pid);
    if (unit === undefined) return;
    for (const outer of Cgroups.members(unit.freezeCgroup)) {
      const origin = unit.origins.get(outer) ?? [...unit.origins.values()][0];
      if (origin !== undefined) Cgroups.add(origin, outer);
    }
    Cgroups.thaw(unit.freezeCgroup);
    this.agent.bodies.get(pid)?.resume();
    this.forget(unit);
    await Promise.resolve();
  }

  /** After the commit, a native unit: each frozen original becomes its deputy. */
  async becomeDeputies(pid: number): Promise<void> {
    const unit = this.frozen.get(pid);
    if (unit === undefined) return;
    await injectDeputies(this.agent, unit);
    unit.members.forEach((member) => this.agent.table.forget(member.outer));
    this.forget(unit);
  }

  /** After the commit, a body: what is left of it here is killed without anybody hearing of it. */
  async discard(pid: number, incarnation: number): Promise<void> {
    const unit = this.frozen.get(pid);
    if (unit === undefined || unit.incarnation !== incarnation) return;
    await Cgroups.kill(unit.freezeCgroup);
    this.agent.bodies.forget(pid, incarnation);
    this.forget(unit);
  }

  isFrozen(pid: number): boolean {
    return this.frozen.has(pid);
  }

  private forget(unit: FrozenUnit): void {
    this.frozen.delete(unit.pid);
    rmSync(unit.directory, { recursive: true, force: true });
    if (unit.origins.size > 0) Cgroups.remove(unit.freezeCgroup);
  }
}
