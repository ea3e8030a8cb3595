// The node's processes under their cluster PIDs: who is native, who lives in the guest namespace, who is krg's own.
// Reads through proc.ts and remembers what cannot change; decides nothing about them.
import { isClusterPid } from '../proto/pid';
import { listPids, readProcLink, readStat, readStatus, type ProcStat } from './proc';

export type Place = 'native' | 'guest' | 'deputy' | 'krg';

/** A process of this node. `outer` is its PID in the agent's namespace, `pid` the one it has in the cluster. */
export interface NodeProcess {
  readonly pid: number;
  readonly outer: number;
  readonly parentOuter: number;
  readonly place: Place;
  readonly uid: number;
  readonly stat: ProcStat;
}

interface Known {
  readonly startTicks: number;
  readonly pid: number;
  readonly uid: number;
  readonly inGuest: boolean;
  comm: string;
  place: Place;
}

const OWN_PROGRAMS = /\/(krg-(init|shim|deputy|inject|enter))( \(deleted\))?$/;

export class ProcessTable {
  private known = new Map<number, Known>();
  private processes = new Map<number, NodeProcess>();
  private guestNamespace: string | undefined;

  /** Tells the table which PID namespace the bodies live in (link text of ns/pid). */
  setGuestNamespace(namespace: string): void {
    this.guestNamespace = namespace;
    this.known.clear();
  }

  /** Reads all processes anew. About 30 us a process; what cannot change for a (PID, start time) is remembered. */
  refresh(): void {
    const known = new Map<number, Known>();
    const processes = new Map<number, NodeProcess>();
    for (const outer of listPids()) {
      const stat = readStat(outer);
      if (stat === undefined) continue;
      const facts = this.recall(outer, stat);
      if (facts === undefined) continue;
      known.set(outer, facts);
      processes.set(outer, { pid: facts.pid, outer, parentOuter: stat.ppid, place: facts.place, uid: facts.uid, stat });
    }
    this.known = known;
    this.processes = processes;
  }

  private recall(outer: number, stat: ProcStat): Known | undefined {
    const old = this.known.get(outer);
    if (old !== undefined && old.startTicks === stat.startTicks && old.comm === stat.comm && old.place !== 'deputy') return old;
    const status = readStatus(outer);
    if (status === undefined) return undefined;
    const inGuest = this.guestNamespace !== undefined && readProcLink(outer, 'ns/pid') === this.guestNamespace;
    const pid = inGuest ? status.nsPids[1] ?? outer : outer;
    return { startTicks: stat.startTicks, pid, uid: status.uid, inGuest, comm: stat.comm, place: placeOf(outer, inGuest) };
  }

  /** What is remembered of a process is wrong from now on: it was made a deputy, with the same PID, name and start time. */
  forget(outer: number): void {
    this.known.delete(outer);
  }

  all(): NodeProcess[] {
    return [...this.processes.values()];
  }

  byOuter(outer: number): NodeProcess | undefined {
    return this.processes.get(outer);
  }

  /** The process that runs under this cluster PID here (not a deputy); native ones win over stale guests. */
  byPid(pid: number): NodeProcess | undefined {
    const found = this.all().filter((process) => process.pid === pid && (process.place === 'native' || process.place === 'guest'));
    return found.find((process) => process.place === 'guest') ?? found[0];
  }

  /** Whether anything at all, a zombie or a deputy included, bears this PID in the guest namespace. */
  guestPidTaken(pid: number): boolean {
    return [...this.known.values()].some((facts) => facts.inGuest && facts.pid === pid);
  }

  /** A process and all its descendants of the same namespace, parents before children; those that have ended are CRIU's business. */
  unitOf(root: NodeProcess): NodeProcess[] {
    const unit = [root];
    for (const member of unit) {
      unit.push(...this.all().filter((process) => process.parentOuter === member.outer && process.place === root.place && process.stat.state !== 'Z'));
    }
    return unit;
  }

  /** Children of a unit's members that are deputies: processes of the unit that run elsewhere now. */
  deputiesBelow(unit: readonly NodeProcess[]): NodeProcess[] {
    const outers = new Set(unit.map((member) => member.outer));
    return this.all().filter((process) => process.place === 'deputy' && outers.has(process.parentOuter));
  }
}

function placeOf(outer: number, inGuest: boolean): Place {
  const exe = readProcLink(outer, 'exe') ?? '';
  const own = OWN_PROGRAMS.exec(exe)?.[1];
  if (own === 'krg-deputy') return 'deputy';
  if (own !== undefined) return 'krg';
  return inGuest ? 'guest' : 'native';
}

/** True when this PID tells its home, that is when the process can take part in migration at all. */
export function hasHome(process: NodeProcess): boolean {
  return isClusterPid(process.pid);
}
