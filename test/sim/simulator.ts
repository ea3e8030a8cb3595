// A deterministic cluster in one process: virtual nodes that share work by the real scheduler's steps, over a network
// with latency and loss, with moves that cost time. The same seed gives the same run, decision by decision.
import { DEFAULT_GOSSIP, DEFAULT_POLICY, type PolicyConfig } from '../../scheduler/config';
import { acceptArrival } from '../../scheduler/arrivals';
import type { Decision, MigrateDecision, SchedulerEvent } from '../../scheduler/events';
import { step } from '../../scheduler/scheduler';
import { createScheduler, type SchedulerState } from '../../scheduler/state';
import { mulberry32 } from '../helpers/random';
import { VirtualNode, type NodeSpec, type Task, type TaskSpec } from './virtual-node';

export interface SimulatorOptions {
  readonly seed?: number;
  /** Probability that a message between two nodes is lost. */
  readonly lossRate?: number;
  /** How long a task is frozen by a move, in ms. */
  readonly moveMs?: number;
  readonly gossipEveryMs?: number;
  readonly policy?: Partial<PolicyConfig>;
}

export interface Move {
  readonly atMs: number;
  readonly pid: number;
  readonly source: number;
  readonly target: number;
  readonly reason: string;
}

interface Delivery {
  readonly atMs: number;
  readonly deliver: () => void;
}

/** Resolution of the simulation, in ms. */
const TICK_MS = 50;
const SAMPLE_EVERY_MS = 1_000;
const LATENCY_MS = 50;
const UNREACHABLE_AFTER_MS = 1_000;
const MIB = 2 ** 20;

export class Simulator {
  nowMs = 0;
  readonly nodes: ReadonlyMap<number, VirtualNode>;
  readonly moves: Move[] = [];
  /** Moves that the target declined because others had come first. */
  declined = 0;
  /** Every decision but gossip, as `time node decision`: two runs are equal when these are. */
  readonly trace: string[] = [];
  readonly endedAtMs = new Map<number, number>();
  private readonly states = new Map<number, SchedulerState>();
  private readonly phases = new Map<number, number>();
  private readonly silent = new Set<number>();
  private readonly rng: () => number;
  private readonly network: Delivery[] = [];
  private nextPid = 65_602;

  constructor(specs: readonly NodeSpec[], private readonly options: SimulatorOptions = {}) {
    this.rng = mulberry32(options.seed ?? 1);
    this.nodes = new Map(specs.map((spec) => [spec.id, new VirtualNode(spec)]));
    for (const { id } of specs) {
      this.states.set(id, this.newScheduler(id));
      this.phases.set(id, TICK_MS * Math.floor((this.rng() * SAMPLE_EVERY_MS) / TICK_MS));
    }
    const members = specs.map(({ id }) => ({ nodeId: id, status: 'alive' as const }));
    for (const { id } of specs) this.send(id, { kind: 'members', members });
  }

  /** Starts a task on a node; returns its PID. */
  addTask(nodeId: number, { workSeconds, rssBytes = 8 * MIB, movable = true }: TaskSpec): number {
    const pid = this.nextPid++;
    this.node(nodeId).tasks.set(pid, {
      pid, movable, rssBytes, remainingSeconds: workSeconds, usedSeconds: 0, arrivedAtMs: this.nowMs,
      lastMovedAtMs: undefined, frozen: false, moves: 0,
    });
    return pid;
  }

  addTasks(nodeId: number, count: number, spec: TaskSpec): void {
    for (let added = 0; added < count; added += 1) this.addTask(nodeId, spec);
  }

  /** From now on nothing this node says arrives and nothing reaches it, and nobody's failure detector notices. */
  silence(nodeId: number): void {
    this.silent.add(nodeId);
  }

  /** Steps one node's scheduler and acts on its decisions. */
  send(nodeId: number, event: SchedulerEvent): void {
    const next = step(this.state(nodeId), event, this.nowMs, this.rng);
    this.states.set(nodeId, next.state);
    for (const decision of next.decisions) this.act(nodeId, decision);
  }

  runUntil(untilMs: number, eachTick?: () => void): void {
    while (this.nowMs < untilMs) {
      this.tick();
      eachTick?.();
    }
  }

  /** Runs until every task has ended or `limitMs` has passed; returns when the last one ended. */
  runToEnd(limitMs: number): number {
    while (this.nowMs < limitMs && this.tasks().length > 0) this.tick();
    return Math.max(...this.endedAtMs.values());
  }

  /** Tasks on each node, in the order of the node specs. */
  counts(): number[] {
    return [...this.nodes.values()].map((node) => node.tasks.size);
  }

  tasks(): Task[] {
    return [...this.nodes.values()].flatMap((node) => [...node.tasks.values()]);
  }

  node(nodeId: number): VirtualNode {
    const node = this.nodes.get(nodeId);
    if (node === undefined) throw new Error(`no node ${nodeId}`);
    return node;
  }

  private state(nodeId: number): SchedulerState {
    const state = this.states.get(nodeId);
    if (state === undefined) throw new Error(`no node ${nodeId}`);
    return state;
  }

  private newScheduler(nodeId: number): SchedulerState {
    const policy = { ...DEFAULT_POLICY, ...this.options.policy };
    return createScheduler({ nodeId, nodeName: `n${nodeId}`, bootEpoch: 1, balance: true, policy, gossip: DEFAULT_GOSSIP });
  }

  private tick(): void {
    this.nowMs += TICK_MS;
    for (const node of this.nodes.values()) {
      for (const task of node.advance(TICK_MS / 1_000)) this.endedAtMs.set(task.pid, this.nowMs);
    }
    this.deliverDue();
    for (const node of this.nodes.values()) this.runTimers(node);
  }

  // Nodes tick at different phases, as machines do.
  private runTimers(node: VirtualNode): void {
    const elapsedMs = this.nowMs + (this.phases.get(node.id) ?? 0);
    if (elapsedMs % SAMPLE_EVERY_MS === 0) this.send(node.id, { kind: 'sample', ...node.takeSample() });
    if (elapsedMs % (this.options.gossipEveryMs ?? 500) === 0) this.send(node.id, { kind: 'gossip-due' });
  }

  private act(source: number, decision: Decision): void {
    if (decision.kind === 'gossip') {
      const { entries, wantsReply } = decision;
      for (const to of decision.to) this.transmit(source, to, { kind: 'gossip', from: source, entries, wantsReply });
      return;
    }
    this.trace.push(`${this.nowMs} n${source} ${JSON.stringify(decision)}`);
    if (decision.kind === 'migrate') this.startMove(source, decision);
  }

  private transmit(source: number, target: number, event: SchedulerEvent): void {
    if (this.silent.has(source) || this.silent.has(target) || this.rng() < (this.options.lossRate ?? 0)) return;
    this.after(LATENCY_MS, () => this.send(target, event));
  }

  private startMove(source: number, { pid, target, reason, limitRunnable }: MigrateDecision): void {
    this.moves.push({ atMs: this.nowMs, pid, source, target, reason });
    const task = this.node(source).tasks.get(pid);
    const answer = { kind: 'migration-finished', pid, target } as const;
    if (task === undefined) {
      return this.after(LATENCY_MS, () => this.send(source, { ...answer, ok: false, code: 'not-found' }));
    }
    if (this.silent.has(target)) {
      return this.after(UNREACHABLE_AFTER_MS, () => this.send(source, { ...answer, ok: false, code: 'unreachable' }));
    }
    this.after(LATENCY_MS, () => this.prepareMove(task, source, target, limitRunnable));
  }

  private prepareMove(task: Task, source: number, target: number, limitRunnable: number): void {
    const accepted = acceptArrival(this.state(target), limitRunnable);
    if (accepted.ok) {
      this.send(target, { kind: 'arriving', pid: task.pid });
      task.frozen = true;
      return this.after(this.options.moveMs ?? 300, () => this.finishMove(task, source, target));
    }
    this.declined += 1;
    const { code, facts } = accepted.error;
    const targetRunnable = facts === undefined ? undefined : Number(facts['runnable']);
    const answer = { kind: 'migration-finished', pid: task.pid, target, ok: false, code, targetRunnable } as const;
    this.after(LATENCY_MS, () => this.send(source, answer));
  }

  private finishMove(task: Task, source: number, target: number): void {
    this.node(source).tasks.delete(task.pid);
    Object.assign(task, { frozen: false, arrivedAtMs: this.nowMs, lastMovedAtMs: this.nowMs, usedSeconds: 0, moves: task.moves + 1 });
    this.node(target).tasks.set(task.pid, task);
    this.send(source, { kind: 'migration-finished', pid: task.pid, target, ok: true });
  }

  private after(delayMs: number, deliver: () => void): void {
    this.network.push({ atMs: this.nowMs + delayMs, deliver });
  }

  // Due deliveries in the order in which they were sent; what they send is due later.
  private deliverDue(): void {
    const due = this.network.filter(({ atMs }) => atMs <= this.nowMs);
    const later = this.network.filter(({ atMs }) => atMs > this.nowMs);
    this.network.splice(0, this.network.length, ...later);
    for (const { deliver } of due) deliver();
  }
}
