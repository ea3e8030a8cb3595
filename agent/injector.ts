// Turns the frozen originals of a unit into its deputies: runs krg-inject for each member. The source copy ends here.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agent } from './agent-parts';
import type { ChannelPlan } from './descriptors';
import type { NodeProcess } from './process-table';
import { readArgs } from './proc';
import type { FrozenUnit } from './source';

const run = promisify(execFile);
const INJECT_LIMIT_MS = 10_000;

/** KRG_CHANNELS of one member: the channels whose home descriptor it keeps. */
export function channelsVariable(channels: readonly ChannelPlan[], pid: number): string {
  return channels.filter((channel) => channel.pid === pid).map((channel) => `${channel.id}:${channel.kind}:${channel.direction}:${channel.fd}`).join(',');
}

/** Arguments of krg-inject for one member; its command line stays what ps shows. */
export function injectArguments(member: Pick<NodeProcess, 'pid' | 'outer' | 'stat'>, args: readonly string[], procs: string, deputy: string,
  channels: readonly ChannelPlan[], seen: readonly number[]): string[] {
  const environment = [`KRG_DEPUTY=${member.pid}`, `KRG_CHANNELS=${channelsVariable(channels, member.pid)}`, `KRG_COMM=${member.stat.comm}`, `KRG_SEEN=${seen.join(',')}`];
  return ['--pid', String(member.outer), '--procs', procs, '--exec', deputy, ...environment.flatMap((entry) => ['--env', entry]),
    '--', ...(args.length > 0 ? args : [member.stat.comm])];
}

/** Every member becomes a deputy, children before parents. One that cannot stays frozen and is reported: it never runs again. */
export async function injectDeputies(agent: Agent, unit: FrozenUnit): Promise<void> {
  for (const member of [...unit.members].reverse()) {
    const procs = join(unit.origins.get(member.outer) ?? agent.cgroups.path(''), 'cgroup.procs');
    const args = injectArguments(member, readArgs(member.outer), procs, join(agent.nativeDirectory, 'krg-deputy'), unit.channels, unit.seen.get(member.outer) ?? []);
    try {
      await run(join(agent.nativeDirectory, 'krg-inject'), args, { timeout: INJECT_LIMIT_MS });
    } catch (error) {
      agent.journal.add('error', `${member.pid} (${member.stat.comm}) could not become a deputy and stays frozen: ${String(error)}`);
    }
  }
}
