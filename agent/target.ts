// The target's part of a move: reserves, receives, restores and holds; lets the body run when its home says so, or makes it
// as if it had never arrived. One that does not know what was decided holds on and asks the home.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { homeNode, type EndRequest__Output, type Outcome, type PrepareRequest__Output, type Refusal, type UnitDescription__Output, type UnitRef__Output, type Location__Output } from '../proto';
import { acceptArrival } from '../scheduler/arrivals';
import type { SchedulerState } from '../scheduler/state';
import type { Agent } from './agent-parts';
import type { Body } from './body';
import { Cgroups } from './cgroups';
import { explainFailure } from './criu';
import { FRAME, type Frame } from './frames';
import type { NativeLink } from './native-link';
import { readCpuFeatures, readMemory } from './proc';
import type { BodyRecord } from './records';
import { channelsAfterRestore, placeMembers } from './restored';
import { call, failure } from './rpc';
import { startPayload, startShim } from './shim';
import { STREAMS_FILE } from './transfer';

const RESERVATION_MS = 600_000; // a home that died after Prepare must not block the PID here for ever
const RESTORE_LIMIT_MS = 120_000;
const GO_LIMIT_MS = 10_000;
const DOUBT_MS = 2000; // how often a held body's home is asked what became of the move
const MEMORY_MARGIN = 1.1; // page tables and the shim, on top of what is resident

interface Pending {
  readonly pid: number;
  readonly incarnation: number;
  readonly directory: string;
  readonly nmigs: number;
  description: UnitDescription__Output;
  timer: NodeJS.Timeout;
  shim?: NativeLink;
  record?: BodyRecord;
}

export class Target {
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly agent: Agent) {}

  /** Checks everything that can be checked without the images, and reserves the PIDs. */
  prepare(request: PrepareRequest__Output, view: SchedulerState): Refusal | undefined {
    const description = request.description;
    if (description === null || description.unit === null) return { code: 'bad-input', sentence: 'a request without a unit' };
    const welcome = acceptArrival(view, request.limitRunnable > 0 ? request.limitRunnable : undefined);
    if (!welcome.ok) return welcome.error;
    const refusal = this.refusal(description);
    if (refusal !== undefined) return { code: refusal.code, sentence: `${this.agent.peers.self.name} cannot take ${description.unit.pid}: ${refusal.sentence}` };
    this.drop(description.unit.pid);
    const { pid } = description.unit;
    const directory = join(this.agent.config.paths.run, 'images', `${pid}.${request.incarnation}.in`);
    rmSync(directory, { recursive: true, force: true });
    const timer = setTimeout(() => this.drop(pid), RESERVATION_MS);
    this.pending.set(pid, { pid, incarnation: request.incarnation, directory, nmigs: request.nmigs, description, timer });
    return undefined;
  }

  private refusal(description: UnitDescription__Output): Refusal | undefined {
    this.agent.table.refresh();
    const taken = description.members.find((member) => this.agent.table.guestPidTaken(member.pid));
    if (taken !== undefined) return { code: 'busy', sentence: `its PID ${taken.pid} is taken there` };
    const wrong = description.files.find((file) => statSync(file.path, { throwIfNoEntry: false })?.size !== file.sizeBytes);
    if (wrong !== undefined) return { code: 'cannot-move', sentence: existsSync(wrong.path) ? `its file ${wrong.path} is a different one there` : `its file ${wrong.path} is not there` };
    const features = new Set(readCpuFeatures());
    const missing = description.cpuFeatures.filter((feature) => !features.has(feature));
    if (missing.length > 0) return { code: 'cannot-move', sentence: `its CPU lacks ${missing.slice(0, 5).join(', ')}` };
    const free = readMemory().availableBytes;
    if (description.rssBytes * MEMORY_MARGIN > free) return { code: 'no-room', sentence: `it needs ${mebibytes(description.rssBytes)} of memory and ${mebibytes(free)} are free there` };
    if (!existsSync(this.agent.config.criu.command)) return { code: 'cannot-move', sentence: `CRIU is not installed there (${this.agent.config.criu.command})` };
    return undefined;
  }

  /** Where the images of a unit go; a refusal when it was not announced. */
  accept(pid: number, incarnation: number): string | Refusal {
    const pending = this.pending.get(pid);
    if (pending?.incarnation === incarnation) return pending.directory;
    return { code: 'failed', sentence: `${this.agent.peers.self.name} expects no images of ${pid}` };
  }

  arrived(pid: number, description: UnitDescription__Output): void {
    const pending = this.pending.get(pid);
    if (pending !== undefined) pending.description = description;
  }

  /** Restores from the images that arrived; when this resolves without a refusal the body is complete and held. */
  async restore(ref: UnitRef__Output): Promise<Refusal | undefined> {
    const pending = this.pending.get(ref.pid);
    if (pending?.incarnation !== ref.incarnation) return { code: 'failed', sentence: `no images of ${ref.pid} arrived` };
    try {
      const refusal = await this.hold(pending);
      if (refusal !== undefined) await this.abort(ref);
      return refusal;
    } catch (error) {
      await this.abort(ref);
      return failure(`restoring ${ref.pid} on ${this.agent.peers.self.name} failed`, error);
    }
  }

  private async hold(pending: Pending): Promise<Refusal | undefined> {
    const { pid, incarnation, directory, description } = pending;
    const root = description.members[0];
    const cgroup = this.agent.cgroups.make(`bodies/${pid}.${incarnation}/${root?.capabilities || 'none'}`);
    const shim = await startShim(this.agent, pid, incarnation);
    pending.shim = shim;
    const streams = join(directory, STREAMS_FILE);
    if (existsSync(streams)) shim.sendEncoded(readFileSync(streams));
    const answer = shim.expect([FRAME.held, FRAME.failed], RESTORE_LIMIT_MS);
    shim.send(FRAME.start, startPayload(this.agent, { pid, incarnation, description, directory, cgroup }));
    const frame = await answer;
    if (frame.type === FRAME.failed) return { code: 'failed', sentence: `CRIU could not restore ${pid} (${root?.comm ?? ''}): ${explainRestore(directory, frame)}` };
    placeMembers(this.agent, pending);
    pending.record = this.recordOf(pending);
    this.agent.bodies.writeHeld(pending.record);
    this.watchDoubt(pending);
    return undefined;
  }

  private recordOf(pending: Pending): BodyRecord {
    const { description, pid, incarnation, nmigs } = pending;
    return {
      pid, incarnation, nmigs, comm: description.members[0]?.comm ?? '', home: homeNode(pid) ?? 0, ppid: description.ppid, held: true, cpuMsBefore: description.cpuMs,
      bornMs: description.bornMs, arrivedMs: Date.now(), members: description.members.map((member) => member.pid), channels: channelsAfterRestore(this.agent, pending),
    };
  }

  /** A shim found by a restarted agent that still holds its body. */
  adoptHeld(record: BodyRecord, shim: NativeLink): void {
    const directory = join(this.agent.config.paths.run, 'images', `${record.pid}.${record.incarnation}.in`);
    const pending: Pending = { pid: record.pid, incarnation: record.incarnation, directory, nmigs: record.nmigs, description: EMPTY, timer: setTimeout(() => undefined, 0), shim, record };
    this.pending.set(record.pid, pending);
    this.watchDoubt(pending);
  }

  private watchDoubt(pending: Pending): void {
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => {
      this.resolveDoubt(pending).catch((error: unknown) => this.agent.log.error({ pid: pending.pid, error: String(error) }, 'cannot resolve doubt'));
    }, DOUBT_MS);
  }

  private async resolveDoubt(pending: Pending): Promise<void> {
    if (this.pending.get(pending.pid) !== pending) return;
    const { pid, incarnation } = pending;
    const home = homeNode(pid) ?? 0;
    const client = this.agent.peers.client(home);
    const answer = await call<Location__Output>((options, done) => client.where({ pid, incarnation }, options, done), DOUBT_MS, this.agent.peers.name(home));
    if (this.pending.get(pid) !== pending) return;
    if (!answer.ok || answer.value.moving) return this.watchDoubt(pending);
    if (answer.value.node === this.agent.peers.self.id && answer.value.incarnation === incarnation) await this.go({ pid, incarnation });
    else await this.abort({ pid, incarnation });
  }

  /** After the commit: the body runs. Asked again for one that runs already, it says yes again. */
  async go(ref: UnitRef__Output): Promise<Refusal | undefined> {
    const pending = this.pending.get(ref.pid);
    if (this.agent.bodies.get(ref.pid)?.record.incarnation === ref.incarnation) return undefined;
    if (pending?.incarnation !== ref.incarnation || pending.shim === undefined || pending.record === undefined) return { code: 'not-found', sentence: `${ref.pid} is not held on ${this.agent.peers.self.name}` };
    clearTimeout(pending.timer);
    this.pending.delete(ref.pid);
    this.agent.bodies.add({ ...pending.record, held: false }, pending.shim);
    const running = pending.shim.expect([FRAME.running], GO_LIMIT_MS);
    pending.shim.send(FRAME.go);
    await running;
    rmSync(pending.directory, { recursive: true, force: true });
    return undefined;
  }

  /** Before the commit: whatever arrived is removed, and nothing of it ever ran. */
  async abort(ref: UnitRef__Output): Promise<void> {
    const pending = this.pending.get(ref.pid);
    if (pending?.incarnation !== ref.incarnation) return;
    pending.shim?.send(FRAME.abort);
    const cgroup = this.agent.cgroups.path(`bodies/${ref.pid}.${ref.incarnation}`);
    if (existsSync(cgroup)) await Cgroups.kill(cgroup).catch((error: unknown) => this.agent.log.warn({ pid: ref.pid, error: String(error) }, 'abort'));
    if (pending.record !== undefined) this.agent.bodies.removeHeld(ref.pid);
    for (const name of this.agent.cgroups.names(`bodies/${ref.pid}.${ref.incarnation}`)) Cgroups.remove(join(cgroup, name));
    Cgroups.remove(cgroup);
    this.drop(ref.pid);
  }

  private drop(pid: number): void {
    const pending = this.pending.get(pid);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    pending.shim?.close();
    rmSync(pending.directory, { recursive: true, force: true });
    this.pending.delete(pid);
  }

  /** A deputy is gone: its member ends here too, if it has not already. */
  end(request: EndRequest__Output): Outcome {
    const body = this.signalMember(request, 'SIGKILL');
    if (body !== undefined && request.member === body.record.pid) this.agent.bodies.endWhenEmpty(body);
    return {};
  }

  /** A deputy was stopped: its member stops here too. The SIGCONT that ends it comes through the relay. */
  stop(request: EndRequest__Output): Outcome {
    this.signalMember(request, 'SIGSTOP');
    return {};
  }

  private signalMember({ unit, member }: EndRequest__Output, signal: NodeJS.Signals): Body | undefined {
    const body = unit === null ? undefined : this.agent.bodies.get(unit.pid);
    if (body?.record.incarnation !== unit?.incarnation) return undefined;
    this.agent.table.refresh();
    const found = this.agent.table.byPid(member);
    if (found?.place === 'guest') process.kill(found.outer, signal);
    return body;
  }
}

const EMPTY: UnitDescription__Output = { unit: null, members: [], channels: [], files: [], rssBytes: 0, cpuMs: 0, cpuFeatures: [], bornMs: 0, ppid: 0 };

// CRIU's own error, or what the shim says when CRIU was not even started.
function explainRestore(directory: string, frame: Frame): string {
  const status = frame.payload.readInt32LE(0);
  const said = frame.payload.subarray(4).toString('utf8').replace(/\0.*$/s, '');
  return status < 0 && said !== '' ? said : explainFailure(directory, 'restore', status);
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / (1 << 20))} MiB`;
}
