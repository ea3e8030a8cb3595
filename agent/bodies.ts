// The bodies this node runs for others (and its own that came home): their records, shims and cgroups.
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Body } from './body';
import { Cgroups } from './cgroups';
import type { Journal, Logger } from './log';
import { NativeLink } from './native-link';
import { Records, type BodyRecord } from './records';

const EMPTY_POLL_MS = 100; // after the last process of a body ended, its cgroup and shim go within this

interface BodiesEvents {
  changed: [];
}

export class Bodies extends EventEmitter<BodiesEvents> {
  private readonly bodies = new Map<number, Body>();
  private readonly records: Records<BodyRecord>;

  constructor(stateDirectory: string, private readonly cgroups: Cgroups, private readonly journal: Journal, private readonly log: Logger) {
    super();
    this.records = new Records(join(stateDirectory, 'bodies'));
  }

  /** Finds the shims of an earlier agent again. One that is gone took its body's streams along: the body is ended. */
  async adopt(onHeld: (record: BodyRecord, shim: NativeLink) => void): Promise<void> {
    for (const record of this.records.readAll()) {
      try {
        const shim = await NativeLink.open('shim', `${record.pid}.${record.incarnation}`, 1);
        if (record.held) onHeld(record, shim);
        else this.add(record, shim);
      } catch {
        this.journal.add('error', `the shim of ${record.pid} (${record.comm}) is gone: ending what is left of it`);
        await this.destroy(record);
      }
    }
  }

  /** The record of a body that is held, so that a restarted agent finds its shim and asks the home. */
  writeHeld(record: BodyRecord): void {
    this.records.write(record.pid, { ...record, held: true });
  }

  removeHeld(pid: number): void {
    this.records.remove(pid);
  }

  /** Takes a body over from the moment it is allowed to run. Its record is on disk when this returns. */
  add(record: BodyRecord, shim: NativeLink): Body {
    this.records.write(record.pid, record);
    const body = new Body(record, shim);
    this.bodies.set(record.pid, body);
    body.on('lost', () => {
      this.log.error({ pid: record.pid }, 'shim is gone');
      this.bodies.delete(record.pid);
      this.destroy(record).catch((error: unknown) => this.log.error({ pid: record.pid, error: String(error) }, 'cannot clean up'));
    });
    this.emit('changed');
    return body;
  }

  get(pid: number): Body | undefined {
    return this.bodies.get(pid);
  }

  all(): Body[] {
    return [...this.bodies.values()];
  }

  /** The body a guest process belongs to, by the name of its cgroup (`bodies/<pid>.<incarnation>/...`). */
  ofCgroup(name: string | undefined): Body | undefined {
    const match = /^bodies\/(\d+)\./.exec(name ?? '');
    return match === null ? undefined : this.bodies.get(Number(match[1]));
  }

  cgroupOf(record: Pick<BodyRecord, 'pid' | 'incarnation'>): string {
    return this.cgroups.path(`bodies/${record.pid}.${record.incarnation}`);
  }

  /** Nothing of that incarnation is left here: shim, record and cgroup go. */
  forget(pid: number, incarnation: number): void {
    const body = this.bodies.get(pid);
    if (body === undefined || body.record.incarnation !== incarnation) return;
    body.leave();
    this.bodies.delete(pid);
    this.records.remove(pid);
    this.removeCgroup(body.record);
    this.emit('changed');
  }

  /** The root's deputy is gone. Children that outlived the root go on; the rest follows when the last one has ended. */
  endWhenEmpty(body: Body): void {
    body.rootEnded = true;
    if (this.bodies.get(body.record.pid) !== body) return;
    if (!this.populated(body.record)) return this.forget(body.record.pid, body.record.incarnation);
    setTimeout(() => this.endWhenEmpty(body), EMPTY_POLL_MS).unref();
  }

  /** Ends a body that nobody stands for any more: every process of it is killed. */
  async end(body: Body, reason: string): Promise<void> {
    this.journal.add('error', `${body.record.pid} (${body.record.comm}) is ended here: ${reason}`);
    this.bodies.delete(body.record.pid);
    await this.destroy(body.record);
    body.leave();
  }

  private async destroy(record: BodyRecord): Promise<void> {
    const path = this.cgroupOf(record);
    if (this.populated(record)) await Cgroups.kill(path);
    this.records.remove(record.pid);
    this.removeCgroup(record);
    this.emit('changed');
  }

  /** Whether any process of the body is left, children that outlived the root included. */
  populated(record: Pick<BodyRecord, 'pid' | 'incarnation'>): boolean {
    const name = `bodies/${record.pid}.${record.incarnation}`;
    return [name, ...this.cgroups.names(name).map((child) => `${name}/${child}`)].some((cgroup) => Cgroups.members(this.cgroups.path(cgroup)).length > 0);
  }

  private removeCgroup(record: Pick<BodyRecord, 'pid' | 'incarnation'>): void {
    const name = `bodies/${record.pid}.${record.incarnation}`;
    for (const child of this.cgroups.names(name)) Cgroups.remove(this.cgroups.path(`${name}/${child}`));
    Cgroups.remove(this.cgroups.path(name));
  }

  close(): void {
    for (const body of this.bodies.values()) body.close();
  }
}
