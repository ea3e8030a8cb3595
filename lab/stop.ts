// krglab stop: takes back everything a lab has made, however far its start came. It refuses to fail half-way:
// whatever is gone already is as good as removed.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { killCgroup, removeCgroup } from './cgroups';
import { isMissing } from './files';
import { labCgroup, labFolder, nodeLog } from './layout';
import { cgroup2Mount } from './machine';
import { haveEnded, killProcess } from './processes';
import { refusal } from './refusal';
import { findLab, runningInit } from './state';

/** Ends a lab; refuses with `not-found` when there is none, with `failed` when something of it does not end. */
export async function stopLab(name: string): Promise<void> {
  const cgroup = labCgroup(findLab(name)?.cgroup2 ?? cgroup2Mount(), name);
  if (!existsSync(labFolder(name)) && !existsSync(cgroup)) throw refusal('not-found', `no lab called ${name} is running`);
  const parts = readParts(name);
  const inits = parts.flatMap((part) => runningInit(name, part) ?? []);
  inits.forEach(killProcess);
  killCgroup(cgroup);
  const emptied = await removeCgroup(cgroup) && await haveEnded(inits);
  keepLogs(name, parts);
  if (!emptied) throw refusal('failed', `processes of lab ${name} did not end; they are in ${cgroup}`);
  rmSync(labFolder(name), { recursive: true, force: true });
}

// From the folder, not from the plan: a start that was interrupted may not have written one.
function readParts(name: string): string[] {
  try {
    const entries = readdirSync(labFolder(name), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** With KRGLAB_KEEP_LOGS=DIR every node's log goes there as LAB-NODE.log: what a failed test is explained with. */
function keepLogs(name: string, parts: readonly string[]): void {
  const target = process.env['KRGLAB_KEEP_LOGS'];
  if (target === undefined || target === '') return;
  mkdirSync(target, { recursive: true });
  for (const part of parts) {
    const log = nodeLog(name, part);
    if (existsSync(log)) copyFileSync(log, join(target, `${name}-${part}.log`));
  }
}
