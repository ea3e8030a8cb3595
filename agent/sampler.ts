// Measures the node once a second: runnable threads over the last second, CPU use of each process. From the kernel's own
// count of time spent running and waiting for a CPU, which is exact where a look at process states would be chance.
import { availableParallelism } from 'node:os';
import type { NodeProcess, ProcessTable } from './process-table';
import { readRunTimes } from './proc';

const NS_PER_MS = 1e6;
const MAX_WAIT_PART = 64; // a thread that first gets a CPU after minutes reports all its waiting at once

/** One process over the last period: CPUs used, and threads that ran or wanted to. */
export interface Usage {
  readonly cpus: number;
  readonly runnable: number;
}

export interface LoadSample {
  readonly runnable: number;
  readonly cpus: number;
  readonly usage: ReadonlyMap<number, Usage>;
}

interface Counted {
  readonly startTicks: number;
  readonly cpuNs: number;
  readonly waitNs: number;
}

export class Sampler {
  private last = new Map<number, Counted>();
  private lastMs: number | undefined;

  constructor(private readonly table: ProcessTable) {}

  /** Reads the table anew and says what happened since the last call; the first call only counts. `nowMs` is monotonic. */
  sample(nowMs: number): LoadSample {
    this.table.refresh();
    const periodNs = this.lastMs === undefined ? 0 : (nowMs - this.lastMs) * NS_PER_MS;
    const counted = new Map<number, Counted>();
    const usage = new Map<number, Usage>();
    for (const process of this.table.all()) this.count(process, periodNs, counted, usage);
    this.last = counted;
    this.lastMs = nowMs;
    const runnable = [...usage.values()].reduce((sum, one) => sum + one.runnable, 0);
    return { runnable, cpus: availableParallelism(), usage };
  }

  private count(process: NodeProcess, periodNs: number, counted: Map<number, Counted>, usage: Map<number, Usage>): void {
    if (process.outer === globalThis.process.pid || process.place === 'krg' || process.place === 'deputy') return;
    const times = readRunTimes(process.stat);
    if (times === undefined) return;
    counted.set(process.outer, { startTicks: process.stat.startTicks, ...times });
    const before = this.last.get(process.outer);
    if (before === undefined || before.startTicks !== process.stat.startTicks || periodNs <= 0) return;
    const cpus = Math.max(0, times.cpuNs - before.cpuNs) / periodNs;
    const waiting = Math.min(Math.max(0, times.waitNs - before.waitNs) / periodNs, MAX_WAIT_PART);
    usage.set(process.outer, { cpus, runnable: cpus + waiting });
  }
}
