// The only file that knows CRIU: its command lines, its log and how to turn a failure into one sentence.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChannelPlan } from './descriptors';

const GHOST_LIMIT = '256M'; // deleted-but-open files travel inside the images up to this size
const DUMP_LOG = 'dump.log';
const RESTORE_LOG = 'restore.log';
const HARMLESS_ERROR = /RLIMIT_NOFILE for self/; // CRIU says this wherever root lacks CAP_SYS_RESOURCE, and goes on
const QUOTED_CHARACTERS = 300; // of CRIU's error line in a sentence; more does not help a person

export interface DumpOptions {
  /** PID of the root as the namespace sees it in which criu runs. */
  readonly pid: number;
  readonly directory: string;
  readonly freezeCgroup: string;
  readonly channels: readonly Pick<ChannelPlan, 'kind' | 'key'>[];
}

export interface RestoreOptions {
  readonly directory: string;
  readonly actionScript: string;
  readonly inherit: readonly { readonly fd: number; readonly kind: string; readonly key: string }[];
}

/** Arguments of `criu dump` for a unit that a frozen cgroup holds; after it the unit is still frozen by that cgroup. */
export function dumpArguments(options: DumpOptions): string[] {
  return [
    'dump', '--tree', String(options.pid), '--images-dir', options.directory, '--log-file', DUMP_LOG, '-v1',
    '--shell-job', '--leave-running', '--freeze-cgroup', options.freezeCgroup, '--manage-cgroups=ignore',
    '--file-locks', '--ghost-limit', GHOST_LIMIT, ...options.channels.flatMap((channel) => ['--external', channel.key]),
  ];
}

/** Arguments of `criu restore`, to be run by the shim: the restored root becomes a child of the shim. */
export function restoreArguments(options: RestoreOptions): string[] {
  return [
    'restore', '--images-dir', options.directory, '--log-file', RESTORE_LOG, '-v1', '--shell-job', '--restore-detached', '--restore-sibling',
    '--manage-cgroups=ignore', '--file-locks', '--action-script', options.actionScript,
    ...options.inherit.flatMap((entry) => ['--inherit-fd', `fd[${entry.fd}]:${inheritKey(entry.kind, entry.key)}`]),
  ];
}

// An external Unix socket is named unix[INO] at dump and socket:[INO] at restore.
function inheritKey(kind: string, key: string): string {
  return kind === 'sock' ? key.replace(/^unix\[/, 'socket:[') : key;
}

/** First error line of a CRIU log, without time stamp and source position; undefined when there is none. */
export function firstError(log: string): string | undefined {
  const line = log.split('\n').find((text) => /Error \(/.test(text) && !HARMLESS_ERROR.test(text));
  return line?.replace(/^\(\d+\.\d+\)\s*/, '').replace(/^\s*\d+:\s*/, '').replace(/Error \([^)]*\):\s*/, '').slice(0, QUOTED_CHARACTERS);
}

/** What CRIU says went wrong, from the log it left in the images directory. */
export function explainFailure(directory: string, step: 'dump' | 'restore', status: number | null): string {
  let log = '';
  try {
    log = readFileSync(join(directory, step === 'dump' ? DUMP_LOG : RESTORE_LOG), 'latin1');
  } catch {
    // criu did not even open its log: the status has to do
  }
  return firstError(log) ?? `criu ${step} ended with status ${status ?? 'unknown'}`;
}

/** Runs criu through `prefix` (empty, or the way into the guest namespace). Resolves with the exit status. */
export function runCriu(prefix: readonly string[], command: string, args: readonly string[], limitMs: number): Promise<number | null> {
  const [program = command, ...rest] = [...prefix, command, ...args];
  return new Promise((resolve) => {
    const child = spawn(program, rest, { stdio: 'ignore', timeout: limitMs, killSignal: 'SIGKILL' });
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}
