// Starting a shim in the guest namespace and telling it what to restore (docs/native-protocol.md, START).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { UnitDescription__Output } from '../proto';
import type { Agent } from './agent-parts';
import { restoreArguments } from './criu';
import { NativeLink } from './native-link';

const FIRST_DESCRIPTOR = 200; // CRIU's own descriptors are far above or below; one number a channel

export interface ShimPlan {
  readonly pid: number;
  readonly incarnation: number;
  readonly description: UnitDescription__Output;
  readonly directory: string;
  readonly cgroup: string;
}

/** Starts the shim of one incarnation and connects to it. Rejects with what it said when it does not come up. */
export async function startShim(agent: Agent, pid: number, incarnation: number): Promise<NativeLink> {
  const [program = '', ...args] = [...agent.guest.enter, join(agent.nativeDirectory, 'krg-shim'), String(pid), String(incarnation)];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `krg-shim ended with status ${code}`))));
  });
  return NativeLink.open('shim', `${pid}.${incarnation}`);
}

/** The payload of START: NUL-terminated strings. */
export function startPayload(agent: Agent, plan: ShimPlan): Buffer {
  const { description, directory } = plan;
  const hold = join(directory, 'hold');
  const open = description.channels.filter((channel) => channel.fd >= 0);
  const criu = restoreArguments({
    directory, actionScript: `${join(agent.nativeDirectory, 'krg-shim')} --hold ${hold}`,
    inherit: open.map((channel) => ({ fd: FIRST_DESCRIPTOR + channel.id, kind: channel.kind, key: channel.key })),
  });
  const strings = [
    `root=${plan.pid}`, `pids=${description.members.map((member) => member.pid).join(',')}`, `cgroup=${plan.cgroup}`,
    ...open.map((channel) => `chan=${channel.id}:${channel.kind}:${channel.direction}:${FIRST_DESCRIPTOR + channel.id}`),
    ...open.filter((channel) => channel.kind === 'file').map((channel) => `file=${channel.id}:${channel.path}`),
    ...open.filter((channel) => channel.kind === 'tty' && channel.tty !== '').map((channel) => `tty=${channel.id}:${channel.tty}`),
    `log=${join(directory, 'criu.out')}`, `hold=${hold}`, ...[agent.config.criu.command, ...criu].map((element) => `arg=${element}`),
  ];
  return Buffer.from(strings.map((text) => `${text}\0`).join(''));
}
