// Processes of the lab by PID and start time, so that a PID given out again is never taken for the old one.
// It refuses to name processes by their command.
import { readFileSync } from 'node:fs';
import { isMissing } from './files';
import { waitFor } from './waiting';

/** The kernel takes big processes apart slowly. */
const END_TIMEOUT_MS = 15_000;

/** A process that cannot be confused with a later one of the same PID. `startTicks`: since boot, as /proc says it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: number;
}

/** The identity of a running process; undefined when there is none of that PID or it is a zombie. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  if (stat === undefined) return undefined;
  // The command may hold anything, even parentheses; state and start time are fields 3 and 22, counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : { pid, startTicks: Number(fields[19]) };
}

export function isRunning(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startTicks === process.startTicks;
}

/** SIGKILL, when that very process still runs. */
export function killProcess(identity: ProcessIdentity): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until none of them runs; false when that takes too long. The first of a PID namespace ends after all others. */
export async function haveEnded(identities: readonly ProcessIdentity[]): Promise<boolean> {
  return await waitFor(() => !identities.some(isRunning), { timeoutMs: END_TIMEOUT_MS }) === true;
}

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
