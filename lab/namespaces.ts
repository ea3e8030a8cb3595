// The only file that knows the command lines of unshare, nsenter, taskset and ip: starting the first process of a set of
// namespaces, and the network between them. It refuses to decide who starts when and to remember anything.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { tailOf } from './files';
import { refusal, type LabRefusal } from './refusal';
import { waitFor } from './waiting';

const NODE_NAMESPACES = ['--pid', '--mount', '--uts', '--net', '--ipc', '--cgroup'];
/** Network only; the PID namespace is for the first process, whose end ends it all. */
const HUB_NAMESPACES = ['--pid', '--net'];

/** Joins the cgroup before unshare makes it the root of what the node sees. */
const JOIN = 'echo 0 >"$1/cgroup.procs" && shift && exec "$@"';
/** Tells our own number for the first process, which would call itself 1, and becomes the command. */
const TELL_PID = 'read -r pid _ </proc/self/stat && echo "$pid" >&3 && exec "$@" </dev/null';

const BRIDGE = 'br0';
/** Locally administered, and no node's: the bridge delivers to nobody, as a cable that was cut does. */
const NOWHERE = '02:00:00:00:00:fe';

const LAUNCH_TIMEOUT_MS = 15_000;

export interface Launch {
  /** Named in sentences. */
  readonly name: string;
  readonly cgroup: string;
  readonly log: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** A first process that has been started and not yet been let go of. */
export interface Launched {
  /** Its PID as we see it; refuses with the end of its log when it ends before telling. */
  readonly pid: (signal?: AbortSignal) => Promise<number>;
  /** Says that its network is there. */
  readonly release: () => void;
  /** Waits until krg-init says it is ready, then lets go: from here on it lives without us. */
  readonly ready: (signal?: AbortSignal) => Promise<void>;
}

/** Starts `command`, which begins with node.sh, as the first process of a node pinned to `cpus`. */
export function launchNode(launch: Launch, cpus: readonly number[]): Launched {
  return start(launch, ['taskset', '--cpu-list', cpus.join(','), 'unshare', '--fork', ...NODE_NAMESPACES, ...launch.command]);
}

/** Starts `command` as the holder of the lab's network. */
export function launchHub(launch: Launch): Launched {
  return start(launch, ['unshare', '--fork', ...HUB_NAMESPACES, 'sh', '-c', TELL_PID, 'sh', ...launch.command]);
}

/** The refusal that tells why a first process did not come up. */
export function failedStart(name: string, log: string): LabRefusal {
  return refusal('failed', `${name} did not start; the end of its log:${tailOf(log, 10)}`);
}

/** Makes the bridge, once. */
export function makeBridge(hubPid: number): void {
  ip(hubPid, [`link add ${BRIDGE} type bridge`, `link set ${BRIDGE} up`]);
}

/** Gives a node its eth0, joined to the bridge, and its address. `id` makes its hardware address, the same every boot. */
export function connect(hubPid: number, node: { id: number; name: string; address: string }, initPid: number): void {
  const mac = `02:6b:72:67:00:${node.id.toString(16).padStart(2, '0')}`;
  // After a power loss the kernel may still be taking the old one down.
  tryIp(hubPid, [`link del ${node.name}`]);
  ip(hubPid, [
    `link add ${node.name} type veth peer name eth0 address ${mac} netns ${initPid}`,
    `link set ${node.name} master ${BRIDGE} up`,
  ]);
  ip(initPid, ['link set lo up', `addr add ${node.address}/24 brd + dev eth0`, 'link set eth0 up']);
}

/**
 * From now on what the node sends to `address` is lost without a word. Answers to ARP do not go through the neighbour
 * table, so that the other direction goes on working.
 */
export function lose(initPid: number, address: string): void {
  ip(initPid, [`neigh replace ${address} lladdr ${NOWHERE} nud permanent dev eth0`]);
}

/** Undoes `lose`. */
export function deliver(initPid: number, address: string): void {
  tryIp(initPid, [`neigh del ${address} dev eth0`]);
}

function start(launch: Launch, command: readonly string[]): Launched {
  const log = openSync(launch.log, 'a', 0o600);
  const child = spawn('sh', ['-c', JOIN, 'sh', launch.cgroup, ...command], {
    cwd: '/', env: launch.env, detached: true, stdio: ['pipe', log, log, 'pipe'],
  });
  closeSync(log);
  return follow(launch, child);
}

function follow(launch: Launch, child: ChildProcess): Launched {
  let told = '';
  let ended = false;
  const words = child.stdio[3] as Readable;
  words.on('data', (bytes: Buffer) => { told += bytes.toString('latin1'); });
  child.on('error', () => { ended = true; });
  child.on('exit', () => { ended = true; });
  child.stdin?.on('error', () => { ended = true; }); // EPIPE: nobody will read "go"

  const hear = async (pattern: RegExp, signal?: AbortSignal): Promise<string> => {
    const heard = await waitFor(() => pattern.exec(told) ?? ended, { timeoutMs: LAUNCH_TIMEOUT_MS, signal });
    if (heard !== undefined && heard !== true) return heard[1] ?? '';
    throw failedStart(launch.name, launch.log);
  };
  return {
    pid: async (signal) => Number(await hear(/^(\d+)\n/, signal)),
    release: () => { child.stdin?.end('\n'); },
    ready: async (signal) => {
      await hear(/\n(R)/, signal);
      words.destroy();
      child.unref();
    },
  };
}

// Runs ip's batch language in the network namespace of a process.
function tryIp(pid: number, commands: readonly string[]): { ok: boolean; error: string } {
  const run = spawnSync('nsenter', [`--net=/proc/${pid}/ns/net`, 'ip', '-batch', '-'], {
    input: `${commands.join('\n')}\n`, encoding: 'utf8',
  });
  return { ok: run.status === 0, error: run.error?.message ?? run.stderr.trim() };
}

function ip(pid: number, commands: readonly string[]): void {
  const run = tryIp(pid, commands);
  if (!run.ok) throw refusal('failed', `the lab's network refused "${commands.join('; ')}": ${run.error}`);
}
