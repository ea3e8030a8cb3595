// The lab's cgroups: one for the lab, one below it for each node, whose processes may make more below theirs.
// It refuses to touch any other, and to limit or freeze anything.
import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing, readText } from './files';
import { waitFor } from './waiting';

/** A process with gigabytes takes the kernel a while to take apart. */
const EMPTY_TIMEOUT_MS = 15_000;

export function makeCgroup(folder: string): void {
  mkdirSync(folder, { recursive: true });
}

/** SIGKILL to everything in the cgroup and below it, frozen or not. */
export function killCgroup(folder: string): void {
  try {
    writeFileSync(join(folder, 'cgroup.kill'), '1');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Waits until nothing runs in the cgroup, then removes it with all below. False when it does not empty in time. */
export async function removeCgroup(folder: string): Promise<boolean> {
  const gone = await waitFor(() => !isPopulated(folder) && removeTree(folder), { timeoutMs: EMPTY_TIMEOUT_MS });
  return gone === true;
}

function isPopulated(folder: string): boolean {
  return /^populated 1$/m.test(readText(join(folder, 'cgroup.events')) ?? '');
}

// Children first. False when something was born into it meanwhile.
function removeTree(folder: string): boolean {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (!below.map((entry) => removeTree(join(folder, entry.name))).every(Boolean)) return false;
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (isMissing(error)) return true;
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
    throw error;
  }
}
