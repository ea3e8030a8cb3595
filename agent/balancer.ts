// Drives the pure scheduler: feeds it samples and gossip, carries out its decisions, keeps the last figures of all nodes.
import type { GossipEntry__Output, GossipMessage, GossipMessage__Output, NodeStatus } from '../proto';
import type { Admission, WireEntry } from '../scheduler/board';
import { DEFAULT_GOSSIP, DEFAULT_POLICY } from '../scheduler/config';
import type { Decision, MigrateDecision, SchedulerEvent } from '../scheduler/events';
import { step } from '../scheduler/scheduler';
import { createScheduler, type SchedulerState } from '../scheduler/state';
import type { Agent } from './agent-parts';
import type { MovableProcesses } from './movable';
import { every } from './periodic';
import { readBootId, readMemory } from './proc';
import { call } from './rpc';
import type { LoadSample, Sampler } from './sampler';

const GOSSIP_INTERVAL_MS = 500; // openMosix's and its descendants' time step
const GOSSIP_LIMIT_MS = 1000;
const SILENT_MS = 5000; // a node unheard of for that long is shown as unreachable
const VERSION = '0.1.0';

type Mover = (decision: MigrateDecision) => Promise<void>;

export class Balancer {
  private state: SchedulerState;
  private readonly statuses = new Map<number, { status: NodeStatus; heardMs: number }>();
  private readonly loops: (() => void)[] = [];
  private readonly bootId = readBootId();
  private loads = new Map<number, number>();

  constructor(private readonly agent: Agent, private readonly sampler: Sampler, private readonly movable: MovableProcesses, private readonly move: Mover) {
    const { self } = agent.peers;
    this.state = createScheduler({ nodeId: self.id, nodeName: self.name, bootEpoch: Date.now(), balance: agent.config.balance.enabled, policy: DEFAULT_POLICY, gossip: DEFAULT_GOSSIP });
  }

  start(): void {
    this.step({ kind: 'members', members: this.agent.peers.others.map((node) => ({ nodeId: node.id, status: 'alive' })) });
    this.loops.push(
      every(this.agent.config.balance.intervalMs, this.agent.log, () => this.sample()),
      every(GOSSIP_INTERVAL_MS, this.agent.log, () => void this.step({ kind: 'gossip-due' })),
    );
    this.sample();
  }

  stop(): void {
    this.loops.forEach((stop) => stop());
  }

  private sample(): void {
    const nowMs = performance.now();
    const load = this.sampler.sample(nowMs);
    const processes = this.movable.samples(load, nowMs);
    this.loads = new Map(processes.map((process) => [process.pid, process.load]));
    this.keepOwnStatus(load);
    const node = { runnable: load.runnable, cpus: load.cpus, speed: this.agent.config.balance.speed, freeMemoryBytes: readMemory().availableBytes };
    this.step({ kind: 'sample', node, processes });
  }

  private keepOwnStatus(load: LoadSample): void {
    const { self } = this.agent.peers;
    const memory = readMemory();
    this.statuses.set(self.id, {
      heardMs: performance.now(),
      status: {
        id: self.id, name: self.name, address: self.address, state: 'online', load: load.runnable, cpus: load.cpus, speed: this.agent.config.balance.speed,
        memTotalBytes: memory.totalBytes, memFreeBytes: memory.availableBytes, guests: this.agent.bodies.all().length, away: this.agent.homes.all().length,
        bootId: this.bootId, balance: this.state.balance, version: VERSION,
      },
    });
  }

  loadOf(pid: number): number {
    return this.loads.get(pid) ?? 0;
  }

  /** One event into the scheduler; its decisions are carried out, those to gossip are returned as well. */
  private step(event: SchedulerEvent): readonly Decision[] {
    const result = step(this.state, event, performance.now(), Math.random);
    this.state = result.state;
    for (const decision of result.decisions) this.carryOut(decision);
    return result.decisions;
  }

  private carryOut(decision: Decision): void {
    if (decision.kind === 'note') this.agent.journal.add('decision', decision.reason);
    if (decision.kind === 'gossip' && decision.wantsReply) for (const peer of decision.to) void this.tell(peer, decision.entries);
    if (decision.kind !== 'migrate') return;
    this.agent.journal.add('decision', decision.reason);
    this.move(decision).catch((error: unknown) => this.agent.log.error({ error: String(error) }, 'a decided move failed'));
  }

  private async tell(peer: number, entries: readonly WireEntry[]): Promise<void> {
    const client = this.agent.peers.client(peer);
    const answer = await call<GossipMessage__Output>((options, done) => client.gossip(this.message(entries), options, done), GOSSIP_LIMIT_MS, this.agent.peers.name(peer));
    if (answer.ok) this.hear(answer.value, false);
  }

  private message(entries: readonly WireEntry[]): GossipMessage {
    const told = entries.map((entry) => ({
      status: { ...this.statuses.get(entry.nodeId)?.status, ageMs: Math.max(0, Math.round(entry.ageMs)) },
      bootEpoch: entry.bootEpoch, seq: entry.seq, upperRunnable: entry.upperRunnable, admission: entry.admission,
    }));
    return { from: this.agent.peers.self.id, entries: told };
  }

  /** A peer told us; returns what to tell it. */
  answer(message: GossipMessage__Output): GossipMessage {
    const decisions = this.hear(message, true);
    const reply = decisions.find((decision) => decision.kind === 'gossip');
    return this.message(reply?.entries ?? []);
  }

  private hear(message: GossipMessage__Output, wantsReply: boolean): readonly Decision[] {
    const entries = message.entries.flatMap((entry) => toWire(entry));
    const before = this.state.board;
    const decisions = this.step({ kind: 'gossip', from: message.from, entries, wantsReply });
    for (const { status } of message.entries) {
      if (status === null || status.id === this.agent.peers.self.id) continue;
      const fresh = this.state.board.get(status.id)?.seq !== before.get(status.id)?.seq || !this.statuses.has(status.id);
      if (fresh) this.statuses.set(status.id, { status, heardMs: performance.now() - status.ageMs });
    }
    return decisions;
  }

  /** The last figures of every node, with their age; nodes unheard of are unreachable. */
  nodes(): NodeStatus[] {
    const nowMs = performance.now();
    return this.agent.peers.nodes.map((node) => {
      const known = this.statuses.get(node.id);
      if (known === undefined) return { id: node.id, name: node.name, address: node.address, state: 'unreachable' };
      const ageMs = Math.max(0, Math.round(nowMs - known.heardMs));
      return { ...known.status, address: node.address, ageMs, state: ageMs > SILENT_MS ? 'unreachable' : 'online' };
    });
  }

  setBalance(on: boolean): void {
    this.step({ kind: 'balance', on });
    this.agent.journal.add('note', `automatic migration is ${on ? 'on' : 'off'}`);
  }

  moveStarted(pid: number, target: number): void {
    this.step({ kind: 'migration-started', pid, target });
  }

  moveFinished(event: Extract<SchedulerEvent, { kind: 'migration-finished' }>): void {
    this.step(event);
  }

  arriving(pid: number): void {
    this.step({ kind: 'arriving', pid });
  }

  get view(): SchedulerState {
    return this.state;
  }
}

function toWire(entry: GossipEntry__Output): WireEntry[] {
  const { status } = entry;
  if (status === null) return [];
  const admission: Admission = entry.admission === 'closed' || entry.admission === 'draining' ? entry.admission : 'open';
  return [{
    nodeId: status.id, name: status.name, bootEpoch: entry.bootEpoch, seq: entry.seq, cpus: status.cpus, speed: status.speed,
    upperRunnable: entry.upperRunnable, freeMemoryBytes: status.memFreeBytes, admission, ageMs: status.ageMs,
  }];
}
