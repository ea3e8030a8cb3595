// Looks after what no message can tell: bodies whose home is gone or has given them up, and deputies that were stopped.
import type { Location__Output, Outcome__Output } from '../proto';
import type { Agent } from './agent-parts';
import type { Body } from './body';
import { readStat } from './proc';
import { call } from './rpc';

const ASK_AFTER_MS = 2000; // a home that restarts its agent joins again within this
const HOME_LOST_MS = 60_000; // a body whose home is unreachable for so long is ended: nobody waits for it any more
const ASK_LIMIT_MS = 1000;

export class Orphans {
  private readonly stopped = new Set<number>();

  constructor(private readonly agent: Agent) {}

  /** One look at everything; called periodically, never twice at once by its caller. */
  async check(nowMs: number): Promise<void> {
    for (const body of this.agent.bodies.all()) await this.checkBody(body, nowMs);
  }

  private async checkBody(body: Body, nowMs: number): Promise<void> {
    const aloneMs = body.detachedSinceMs === undefined ? 0 : nowMs - body.detachedSinceMs;
    if (body.rootEnded || aloneMs < ASK_AFTER_MS) return;
    const { pid, incarnation, home } = body.record;
    const { peers, bodies } = this.agent;
    const client = peers.client(home);
    const answer = await call<Location__Output>((options, done) => client.where({ pid, incarnation }, options, done), ASK_LIMIT_MS, peers.name(home));
    if (bodies.get(pid) !== body || body.detachedSinceMs === undefined) return; // it was joined or has gone meanwhile
    if (!answer.ok) {
      if (aloneMs > HOME_LOST_MS) await bodies.end(body, `its home ${peers.name(home)} has been unreachable for ${HOME_LOST_MS / 1000} s`);
      return;
    }
    const { node, incarnation: current, moving } = answer.value;
    if (!moving && (node !== peers.self.id || current !== incarnation)) await bodies.end(body, `its home ${peers.name(home)} does not know it any more`);
  }

  /** Deputies that SIGSTOP has stopped cannot say so: their bodies are stopped through the host. About 30 us a deputy. */
  async mirrorStops(): Promise<void> {
    for (const unit of this.agent.homes.all()) {
      for (const member of unit.record.members) {
        const isStopped = readStat(member)?.state === 'T';
        if (isStopped && !this.stopped.has(member)) await this.stop(unit.record, member);
        if (isStopped) this.stopped.add(member);
        else this.stopped.delete(member);
      }
    }
  }

  private async stop(record: { pid: number; incarnation: number; node: number }, member: number): Promise<void> {
    const { peers } = this.agent;
    const client = peers.client(record.node);
    const unit = { pid: record.pid, incarnation: record.incarnation };
    await call<Outcome__Output>((options, done) => client.stop({ unit, member }, options, done), ASK_LIMIT_MS, peers.name(record.node));
  }
}
