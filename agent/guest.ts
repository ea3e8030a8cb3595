// The guest namespace: one PID and mount namespace per node in which all bodies live, under krg-init. Starts it once,
// finds it again after the agent was restarted, and says how to run a program inside. The only file that knows namespaces.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guestRange, pidMax } from '../proto/pid';
import { readProcLink, readStat } from './proc';

const START_TRIES = 250; // x 20 ms = 5 s: the first start of unshare on a loaded machine takes up to a second

export interface GuestNamespace {
  /** PID of its init as the agent sees it. */
  readonly initPid: number;
  /** Link text of ns/pid, by which members are recognised. */
  readonly pidNamespace: string;
  /** What to put in front of a command line so that it runs inside. */
  readonly enter: readonly string[];
}

/** Finds the running guest namespace or starts one. Rejects with what went wrong when it does not come up. */
export async function openGuestNamespace(runDirectory: string, nativeDirectory: string, node: number): Promise<GuestNamespace> {
  const pidFile = join(runDirectory, 'guest.pid');
  const running = describe(readPid(pidFile));
  if (running !== undefined) return running;
  rmSync(pidFile, { force: true });
  startInit(pidFile, join(nativeDirectory, 'krg-init'), node);
  for (let left = START_TRIES; left > 0; left--) {
    const started = describe(readPid(pidFile));
    if (started !== undefined) return started;
    await delay(20);
  }
  throw new Error('the guest namespace did not start: krg-init wrote no PID file');
}

function startInit(pidFile: string, init: string, node: number): void {
  const range = guestRange(node);
  const unshare = ['--pid', '--mount', '--propagation', 'slave', '--fork', '--'];
  const options = ['--mount-proc', '--pid-max', String(pidMax()), '--pids', `${range.low}:${range.high}`, '--pid-file', pidFile];
  // Detached and without our streams: it must outlive this agent.
  spawn('unshare', [...unshare, init, ...options], { detached: true, stdio: 'ignore', cwd: '/' }).unref();
}

function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'latin1'));
  } catch {
    return 0; // not written yet
  }
}

function describe(initPid: number): GuestNamespace | undefined {
  if (!(initPid > 0) || readStat(initPid)?.state === 'Z') return undefined;
  if (!/\/krg-init/.test(readProcLink(initPid, 'exe') ?? '')) return undefined; // the number was given to somebody else
  const pidNamespace = readProcLink(initPid, 'ns/pid');
  if (pidNamespace === undefined || pidNamespace === readProcLink('self', 'ns/pid')) return undefined;
  return { initPid, pidNamespace, enter: ['nsenter', '--target', String(initPid), '--pid', '--mount', '--'] };
}
