// Which processes of this node the scheduler may move, and what it must know of each: load, memory, age, obstacles.
import type { ProcessSample } from '../scheduler/samples';
import type { Agent } from './agent-parts';
import type { CapabilityStore } from './capability-store';
import type { NodeProcess } from './process-table';
import { readUptimeMs, TICK_MS } from './proc';
import type { LoadSample } from './sampler';
import type { Source } from './source';
import { FdIndex } from './unit-facts';

const REASON_KEPT_MS = 5000; // obstacles are looked up at most this often; the move itself checks again
const BUSY_CPUS = 0.05; // an idle process is no candidate, so nothing of it needs to be read

interface Reason {
  readonly startTicks: number;
  readonly untilMs: number;
  readonly text: string | undefined;
}

export class MovableProcesses {
  private readonly reasons = new Map<number, Reason>();

  constructor(private readonly agent: Agent, private readonly source: Source, private readonly capabilities: CapabilityStore) {}

  /** One sample a unit that is allowed to move by itself; `nowMs` is the scheduler's clock. */
  samples(load: LoadSample, nowMs: number): ProcessSample[] {
    const roots = this.agent.table.all().filter((process) => this.isRoot(process) && this.capabilities.mayMigrate(process));
    let index: FdIndex | undefined;
    const lookUp = (): FdIndex => (index ??= new FdIndex(this.agent.table));
    const samples = roots.map((root) => this.sample(root, load, nowMs, lookUp));
    this.forgetEnded(new Set(roots.map((root) => root.outer)));
    return samples;
  }

  // A body moves as a whole, so only its root counts; natives each head a unit of their own.
  private isRoot(process: NodeProcess): boolean {
    if (process.place === 'native') return true;
    return process.place === 'guest' && this.agent.bodies.get(process.pid) !== undefined;
  }

  private sample(root: NodeProcess, load: LoadSample, nowMs: number, index: () => FdIndex): ProcessSample {
    const unit = this.agent.table.unitOf(root);
    const cpus = unit.reduce((sum, member) => sum + (load.usage.get(member.outer)?.cpus ?? 0), 0);
    const runnable = unit.reduce((sum, member) => sum + (load.usage.get(member.outer)?.runnable ?? 0), 0);
    const cantMove = runnable >= BUSY_CPUS ? this.reason(root, nowMs, index) : undefined;
    const body = this.agent.bodies.get(root.pid)?.record;
    const ageMs = readUptimeMs() - root.stat.startTicks * TICK_MS;
    return {
      pid: root.pid, name: root.stat.comm, load: cpus, movable: cantMove === undefined, cantMove, rssBytes: unit.reduce((sum, member) => sum + member.stat.rssBytes, 0),
      arrivedAtMs: nowMs - (body === undefined ? ageMs : Date.now() - body.arrivedMs),
      lastMovedAtMs: body === undefined ? undefined : nowMs - (Date.now() - body.arrivedMs),
    };
  }

  private reason(root: NodeProcess, nowMs: number, index: () => FdIndex): string | undefined {
    if (this.capabilities.isLocked(root)) return 'it is locked by its user';
    const known = this.reasons.get(root.outer);
    if (known !== undefined && known.startTicks === root.stat.startTicks && known.untilMs > nowMs) return known.text;
    const text = this.source.facts(root, index()).reason;
    this.reasons.set(root.outer, { startTicks: root.stat.startTicks, untilMs: nowMs + REASON_KEPT_MS, text });
    return text;
  }

  private forgetEnded(present: ReadonlySet<number>): void {
    for (const outer of this.reasons.keys()) if (!present.has(outer)) this.reasons.delete(outer);
  }
}
