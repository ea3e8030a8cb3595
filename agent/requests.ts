// What tools and peers may ask of this agent, in its own words: the two gRPC services are thin coats over this.
import {
  homeNode, parseAlias, refuse, type CapabilityReply, type CapabilityRequest__Output, type ListRequest__Output, type LogEntries, type LogRequest__Output,
  type MigrateReply, type MigrateRequest__Output, type NodeList, type Process, type ProcessList, type Refusal, type ProcessList__Output, type CapabilityReply__Output, type LogEntries__Output, type Empty__Output, type MigrateReply__Output } from '../proto';
import type { Agent } from './agent-parts';
import type { Balancer } from './balancer';
import type { CapabilityStore } from './capability-store';
import type { Coordinator } from './coordinator';
import type { Listing } from './listing';
import { call, failure, toMessage } from './rpc';

const LIST_LIMIT_MS = 1000; // a node that does not answer in a second is named instead of waited for
const LOG_LIMIT_MS = 2000;
const MIGRATE_LIMIT_MS = 600_000;

export class Requests {
  constructor(private readonly agent: Agent, private readonly coordinator: Coordinator, private readonly listing: Listing, private readonly balancer: Balancer,
    private readonly capabilities: CapabilityStore) {}

  ownProcesses(request: ListRequest__Output): Process[] {
    return this.listing.list(request);
  }

  /** The processes of all nodes, in order of PID. */
  async clusterProcesses(request: ListRequest__Output): Promise<ProcessList> {
    const { peers } = this.agent;
    const unreachable: string[] = [];
    const lists = await Promise.all(peers.others.map(async (node) => {
      const client = peers.client(node.id);
      const answer = await call<ProcessList__Output>((options, done) => client.listProcesses(request, options, done), LIST_LIMIT_MS, node.name);
      if (!answer.ok) unreachable.push(node.name);
      return answer.ok ? answer.value.processes : [];
    }));
    const processes = [...this.ownProcesses(request), ...lists.flat()].sort((left, right) => (left.pid ?? 0) - (right.pid ?? 0));
    return { processes, unreachable };
  }

  /** Moves a process, through its home. */
  async migrate(request: MigrateRequest__Output): Promise<MigrateReply> {
    const obstacle = await this.obstacle(request.pid);
    if (obstacle !== undefined) return { refusal: toMessage(obstacle) };
    const home = homeNode(request.pid) ?? 0;
    if (home === this.agent.peers.self.id) return this.migrateOwn(request);
    const client = this.agent.peers.client(home);
    const answer = await call<MigrateReply__Output>((options, done) => client.migrate(request, options, done), MIGRATE_LIMIT_MS, this.agent.peers.name(home));
    return answer.ok ? { ...answer.value } : { refusal: toMessage(answer.error) };
  }

  private async migrateOwn(request: MigrateRequest__Output): Promise<MigrateReply> {
    try {
      const moved = await this.coordinator.migrate(request);
      return moved.ok ? { ...moved.value } : { refusal: toMessage(moved.error) };
    } catch (error) {
      return { refusal: toMessage(failure(`moving ${request.pid} failed`, error)) };
    }
  }

  // What can be said of a PID before its home is asked: that there is no such process, or that it is no unit of its own.
  private async obstacle(pid: number): Promise<Refusal | undefined> {
    const home = homeNode(pid);
    if (home === undefined || parseAlias(pid) !== undefined) return { code: 'cannot-move', sentence: `${pid} cannot move: it was started before krg, so its PID is not unique in the cluster` };
    if (!this.agent.peers.nodes.some((node) => node.id === home)) return { code: 'not-found', sentence: `there is no process ${pid}: its home would be node ${home}, which is not in this cluster` };
    const found = (await this.clusterProcesses({ pids: [pid], withReasons: false })).processes?.[0];
    const root = found?.unitRoot ?? 0;
    if (root === 0 || root === pid) return undefined;
    return { code: 'cannot-move', sentence: `${pid} belongs to the unit of ${root} and moves with it; move ${root}` };
  }

  nodes(): NodeList {
    return { nodes: this.balancer.nodes() };
  }

  ownLog(request: LogRequest__Output): LogEntries {
    return { entries: this.agent.journal.last(request.last) };
  }

  /** The journals of all nodes that answer, merged by time. */
  async clusterLog(request: LogRequest__Output): Promise<LogEntries> {
    const { peers } = this.agent;
    const lists = await Promise.all(peers.others.map(async (node) => {
      const client = peers.client(node.id);
      const answer = await call<LogEntries__Output>((options, done) => client.log(request, options, done), LOG_LIMIT_MS, node.name);
      return answer.ok ? answer.value.entries : [];
    }));
    const entries = [...(this.ownLog(request).entries ?? []), ...lists.flat()];
    return { entries: entries.sort((left, right) => Number(left.timeMs ?? 0) - Number(right.timeMs ?? 0)) };
  }

  setOwnBalance(on: boolean): void {
    this.balancer.setBalance(on);
  }

  async setClusterBalance(on: boolean): Promise<string[]> {
    const { peers } = this.agent;
    this.setOwnBalance(on);
    const answers = await Promise.all(peers.others.map(async (node) => {
      const client = peers.client(node.id);
      return (await call<Empty__Output>((options, done) => client.setBalance({ on }, options, done), LOG_LIMIT_MS, node.name)).ok ? [] : [node.name];
    }));
    return answers.flat();
  }

  /** Shows or changes the sets of a process, on the node where it runs. */
  async changeCapabilities(request: CapabilityRequest__Output): Promise<CapabilityReply> {
    const own = this.ownCapabilities(request);
    if (own !== undefined) return own;
    const found = (await this.clusterProcesses({ pids: [request.pid], withReasons: false })).processes?.[0];
    if (found?.node === undefined) return { refusal: toMessage(refuse('not-found', `there is no process ${request.pid}`).error) };
    const client = this.agent.peers.client(found.node);
    const answer = await call<CapabilityReply__Output>((options, done) => client.capabilities(request, options, done), LOG_LIMIT_MS, this.agent.peers.name(found.node));
    return answer.ok ? { ...answer.value } : { refusal: toMessage(answer.error) };
  }

  /** The same for a process that runs here; undefined when none of that PID does. */
  ownCapabilities(request: CapabilityRequest__Output): CapabilityReply | undefined {
    this.agent.table.refresh();
    const alias = parseAlias(request.pid);
    const process = alias?.node === this.agent.peers.self.id ? this.agent.table.byOuter(alias.pid) : this.agent.table.byPid(request.pid);
    if (process === undefined) return undefined;
    const done = this.capabilities.change(process, request.changes);
    return done.ok ? { sets: done.value } : { refusal: toMessage(done.error) };
  }
}
