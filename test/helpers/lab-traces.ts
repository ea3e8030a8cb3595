// What a lab could leave behind on the machine: processes, cgroups, folders, links. It refuses to remove any of it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that bears a lab's name, a line each; empty when nothing is left. */
export function tracesOf(lab: string): string[] {
  const folder = join('/run', `krglab-${lab}`);
  const processes = processesOf(lab).map((line) => `process ${line}`);
  const cgroups = existsSync(cgroupOf(lab)) ? [`cgroup ${cgroupOf(lab)}`] : [];
  return [...processes, ...cgroups, ...(existsSync(folder) ? [`folder ${folder}`] : [])];
}

/** The cgroups of a lab, as paths below its own. */
export function cgroupsOf(lab: string): string[] {
  const below = (path: string): string[] => readdirSync(join(cgroupOf(lab), path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).flatMap((entry) => [join(path, entry.name), ...below(join(path, entry.name))]);
  return below('');
}

/** The network links of the machine itself. */
export function hostLinks(): string[] {
  return spawnSync('ip', ['-brief', 'link'], { encoding: 'utf8' }).stdout.split('\n').map((line) => line.split(/\s/)[0] ?? '').sort();
}

function cgroupOf(lab: string): string {
  const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))?.[1] ?? '/sys/fs/cgroup';
  return join(mount, `krglab-${lab}`);
}

// By cgroup and by command line: the one shows what the node ran, the other what waits for it outside. Without
// a command line it is a zombie or about to be one: it holds nothing any more.
function processesOf(lab: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    const commandLine = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
    const inside = read(`/proc/${pid}/cgroup`).includes(`/krglab-${lab}/`);
    return commandLine !== '' && inside || commandLine.includes(`/krglab-${lab}/`) ? [`${pid} ${commandLine}`] : [];
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended since
  }
}
