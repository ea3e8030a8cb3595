// One simulated machine: tasks that share its CPUs, and the measurements an agent would take of them.
// It refuses to schedule: the real scheduler's state sits beside it and is stepped by the simulator.
import type { NodeSample, ProcessSample } from '../../scheduler/samples';

export interface NodeSpec {
  readonly id: number;
  readonly cpus?: number;
  readonly speed?: number;
  readonly memoryBytes?: number;
}

export interface TaskSpec {
  /** CPU seconds on an idle CPU of speed 1; Infinity for a task that never ends. */
  readonly workSeconds: number;
  readonly rssBytes?: number;
  readonly movable?: boolean;
}

export interface Task {
  readonly pid: number;
  readonly movable: boolean;
  readonly rssBytes: number;
  remainingSeconds: number;
  usedSeconds: number;
  arrivedAtMs: number;
  lastMovedAtMs: number | undefined;
  frozen: boolean;
  moves: number;
}

const GIB = 2 ** 30;

export class VirtualNode {
  readonly id: number;
  readonly cpus: number;
  readonly speed: number;
  readonly tasks = new Map<number, Task>();
  /** Load that belongs to nobody: what daemons and kernel threads add to the count. Set by tests. */
  backgroundRunnable = 0;
  private readonly memoryBytes: number;
  private runnableSeconds = 0;
  private sampledSeconds = 0;

  constructor({ id, cpus = 1, speed = 1, memoryBytes = 64 * GIB }: NodeSpec) {
    this.id = id;
    this.cpus = cpus;
    this.speed = speed;
    this.memoryBytes = memoryBytes;
  }

  /** Lets `seconds` pass; returns the tasks that ended. */
  advance(seconds: number): Task[] {
    const running = [...this.tasks.values()].filter((task) => !task.frozen);
    const share = Math.min(1, this.cpus / Math.max(1, running.length));
    const ended: Task[] = [];
    for (const task of running) {
      task.usedSeconds += share * seconds;
      task.remainingSeconds -= share * seconds * this.speed;
      if (task.remainingSeconds <= 1e-9) ended.push(task);
    }
    for (const task of ended) this.tasks.delete(task.pid);
    this.runnableSeconds += (running.length + this.backgroundRunnable) * seconds;
    this.sampledSeconds += seconds;
    return ended;
  }

  /** What the agent would report since the last sample. Reading it starts the next sample. */
  takeSample(): { node: NodeSample; processes: ProcessSample[] } {
    const seconds = Math.max(this.sampledSeconds, 1e-9);
    const runnable = this.runnableSeconds / seconds;
    const tasks = [...this.tasks.values()];
    const processes = tasks.filter((task) => !task.frozen).map((task) => this.processSample(task, seconds));
    const freeMemoryBytes = this.memoryBytes - tasks.reduce((sum, task) => sum + task.rssBytes, 0);
    for (const task of tasks) task.usedSeconds = 0;
    this.runnableSeconds = 0;
    this.sampledSeconds = 0;
    return { node: { runnable, cpus: this.cpus, speed: this.speed, freeMemoryBytes }, processes };
  }

  private processSample(task: Task, seconds: number): ProcessSample {
    return {
      pid: task.pid,
      name: 'awk',
      load: task.usedSeconds / seconds,
      movable: task.movable,
      cantMove: task.movable ? undefined : 'holds a device open',
      rssBytes: task.rssBytes,
      arrivedAtMs: task.arrivedAtMs,
      lastMovedAtMs: task.lastMovedAtMs,
    };
  }
}
