// The processes of this node as messages for krgps: under cluster PIDs, deputies left out, reasons on demand.
import { alias, homeNode, isClusterPid, type ListRequest__Output, type Process } from '../proto';
import type { Agent } from './agent-parts';
import type { Body } from './body';
import type { CapabilityStore } from './capability-store';
import type { NodeProcess } from './process-table';
import { readArgs, readUptimeMs, TICK_MS } from './proc';
import type { Source } from './source';
import { FdIndex } from './unit-facts';

/** The letter of the state with ps' additions: nice, session leader, threads, foreground. */
export function stateLetters({ stat }: NodeProcess): string {
  const nice = stat.nice < 0 ? '<' : stat.nice > 0 ? 'N' : '';
  const leader = stat.session === stat.pid ? 's' : '';
  const threads = stat.threads > 1 ? 'l' : '';
  const foreground = stat.tpgid === stat.pgrp && stat.ttyNr !== 0 ? '+' : '';
  return `${stat.state}${nice}${leader}${threads}${foreground}`;
}

/** Kernel's device number to the name that ps prints: pts/3, tty1, or ? for none. */
export function terminalName(ttyNr: number): string {
  const major = (ttyNr >> 8) & 0xfff;
  const minor = (ttyNr & 0xff) | ((ttyNr >> 12) & 0xfff00);
  if (ttyNr === 0) return '?';
  if (major >= 136 && major <= 143) return `pts/${minor + (major - 136) * 256}`;
  return major === 4 && minor < 64 ? `tty${minor}` : `${major}:${minor}`;
}

export class Listing {
  constructor(private readonly agent: Agent, private readonly source: Source, private readonly capabilities: CapabilityStore,
    private readonly loadOf: (pid: number) => number) {}

  /** All processes of this node, or those asked for. With reasons it also reads every descriptor: about 50 us a process. */
  list(request: ListRequest__Output): Process[] {
    this.agent.table.refresh();
    const wanted = new Set(request.pids);
    const shown = this.agent.table.all().filter((process) => process.place === 'native' || process.place === 'guest');
    const asked = wanted.size === 0 ? shown : shown.filter((process) => wanted.has(this.shownPid(process)));
    const index = request.withReasons && asked.length > 0 ? new FdIndex(this.agent.table) : undefined;
    return asked.map((process) => this.describe(process, index));
  }

  private shownPid(process: NodeProcess): number {
    return isClusterPid(process.pid) ? process.pid : alias(this.agent.peers.self.id, process.outer);
  }

  private describe(process: NodeProcess, index: FdIndex | undefined): Process {
    const body = this.agent.bodies.ofCgroup(this.agent.cgroups.nameOf(process.outer));
    const isRoot = body?.record.pid === process.pid;
    const self = this.agent.peers.self.id;
    const { stat } = process;
    return {
      pid: this.shownPid(process), ppid: this.parentPid(process, body), node: self, home: homeNode(process.pid) ?? self,
      nmigs: body?.record.members.includes(process.pid) === true ? body.record.nmigs : 0, state: stateLetters(process),
      cpuMs: stat.cpuTicks * TICK_MS + (isRoot ? body.record.cpuMsBefore : 0), comm: stat.comm, args: readArgs(process.outer), uid: process.uid,
      rssBytes: stat.rssBytes, load: this.loadOf(process.pid), mayMigrate: this.capabilities.mayMigrate(process), locked: this.capabilities.isLocked(process),
      ageMs: isRoot ? Date.now() - body.record.bornMs : readUptimeMs() - stat.startTicks * TICK_MS, unitRoot: body?.record.pid ?? 0,
      tty: terminalName(stat.ttyNr), cantmove: index === undefined ? '' : this.reason(process, index),
    };
  }

  // A moved root's parent is the one it has at home, not its shim.
  private parentPid(process: NodeProcess, body: Body | undefined): number {
    if (body?.record.pid === process.pid) return body.record.ppid;
    const parent = this.agent.table.byOuter(process.parentOuter);
    return parent === undefined || parent.place === 'krg' ? 0 : this.shownPid(parent);
  }

  reason(process: NodeProcess, index: FdIndex): string {
    if (this.capabilities.isLocked(process)) return 'it is locked by its user (krgrun --lock)';
    return this.source.facts(process, index).reason ?? '';
  }
}
