// The home's knowledge of its own units that are away: the record that is the commit point, their deputies, who is busy.
import { join } from 'node:path';
import type { Location, Outcome__Output } from '../proto';
import { AwayUnit } from './away-unit';
import type { Journal, Logger } from './log';
import { describeStatus } from './frames';
import type { Peers } from './peers';
import { Records, type HomeRecord } from './records';
import { call } from './rpc';

const END_LIMIT_MS = 5000;
const END_TRIES = 5; // a host that cannot be told by then ends the member when it asks or restarts

export class Homes {
  private readonly records: Records<HomeRecord>;
  private readonly away = new Map<number, AwayUnit>();
  private readonly busy = new Set<number>();

  constructor(stateDirectory: string, private readonly peers: Peers, private readonly journal: Journal, private readonly log: Logger) {
    this.records = new Records(join(stateDirectory, 'homes'));
  }

  /** Finds the deputies of an earlier agent again and joins them to their bodies. */
  async adopt(): Promise<void> {
    for (const record of this.records.readAll()) {
      const unit = this.track(record);
      await unit.connectDeputies();
      if (!unit.empty) unit.resume();
    }
  }

  get(pid: number): AwayUnit | undefined {
    return this.away.get(pid);
  }

  all(): AwayUnit[] {
    return [...this.away.values()];
  }

  /** Where the home says a unit is: the last commit, and whether a move is under way. */
  locate(pid: number): Location {
    const record = this.away.get(pid)?.record;
    return { node: record?.node ?? 0, incarnation: record?.incarnation ?? 0, moving: this.busy.has(pid) };
  }

  /** Takes the unit for one move; false when another move has it. */
  lock(pid: number): boolean {
    if (this.busy.has(pid)) return false;
    this.busy.add(pid);
    return true;
  }

  unlock(pid: number): void {
    this.busy.delete(pid);
  }

  /** THE commit point of a move: when this returns, the unit is where the record says, whoever dies from now on. */
  commit(record: HomeRecord): AwayUnit {
    this.records.write(record.pid, record);
    const unit = this.away.get(record.pid);
    if (unit === undefined) return this.track(record);
    unit.record = record;
    return unit;
  }

  private track(record: HomeRecord): AwayUnit {
    const unit = new AwayUnit(record, this.peers, this.log);
    this.away.set(record.pid, unit);
    unit.on('ended', (pid, status) => {
      this.memberEnded(unit, pid, status).catch((error: unknown) => this.log.error({ pid, error: String(error) }, 'cannot end a member'));
    });
    unit.on('gone', (reason) => this.bodyGone(unit, reason));
    return unit;
  }

  private async memberEnded(unit: AwayUnit, pid: number, status: number | undefined): Promise<void> {
    const how = status === undefined ? 'was killed at home' : `ended with ${describeStatus(status)}`;
    if (pid === unit.record.pid || status === undefined) this.journal.add('note', `${pid} (${unit.record.comm}) on ${this.peers.name(unit.record.node)} ${how}`);
    const members = unit.record.members.filter((member) => member !== pid);
    if (members.length > 0) this.commit({ ...unit.record, members });
    await this.tellHost(unit, pid);
    if (members.length === 0) this.forget(unit);
  }

  private async tellHost(unit: AwayUnit, member: number): Promise<void> {
    for (let left = END_TRIES; left > 0; left--) {
      const { node, pid, incarnation } = unit.record;
      const client = this.peers.client(node);
      const told = await call<Outcome__Output>((options, done) => client.end({ unit: { pid, incarnation }, member }, options, done), END_LIMIT_MS, this.peers.name(node));
      if (told.ok) return;
    }
  }

  // The host has no such body (any more): what stood for it here ends as if it had been killed.
  private bodyGone(unit: AwayUnit, reason: string): void {
    this.journal.add('error', `${unit.record.pid} (${unit.record.comm}) is lost on ${this.peers.name(unit.record.node)}: ${reason}`);
    for (const pid of unit.record.members) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it has ended already
      }
    }
  }

  private forget(unit: AwayUnit): void {
    unit.close();
    this.away.delete(unit.record.pid);
    this.records.remove(unit.record.pid);
  }

  close(): void {
    for (const unit of this.away.values()) unit.close();
  }
}
