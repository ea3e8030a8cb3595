// What the machine under the lab offers: CPUs, cgroup v2, its kernel's kind of PID limit.
// It refuses to change anything.
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { pidMax } from '../proto/pid';
import { refusal } from './refusal';

/** Namespaces, cgroups and affinity of others are root's. */
export function requireRoot(): void {
  if (process.getuid?.() !== 0) throw refusal('not-permitted', 'a lab needs namespaces and cgroups of its own: run krglab as root');
}

/** The CPUs this process may use, ascending. */
export function usableCpus(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return expandCpus(list);
}

/** `0-2,5` as numbers, or refuses with `bad-input`. */
export function expandCpus(list: string): number[] {
  const cpus = list.split(',').flatMap((item) => {
    const [, low, high] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item) ?? [];
    const first = Number(low);
    const last = Number(high ?? low);
    if (low === undefined || last < first) {
      throw refusal('bad-input', `${JSON.stringify(list)} is not a list of CPUs; write something like 0,1 or 0-3`);
    }
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return [...new Set(cpus)];
}

/** Where cgroup v2 is mounted; the whole hierarchy, or beside version 1 of it. */
export function cgroup2Mount(): string {
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [mount, kind] = line.split(' - ');
    if (kind?.startsWith('cgroup2 ') === true) return mount?.split(' ')[4] ?? '';
  }
  throw refusal('failed', 'cgroup v2 is not mounted on this machine: mount it (mount -t cgroup2 none /sys/fs/cgroup/unified)');
}

/** Whether kernel.pid_max belongs to each PID namespace (from Linux 6.14 on) and not to the whole machine. */
export function hasPidMaxPerNamespace(version: string = release()): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 14);
}

/** Whether nodes can give out the PIDs that are theirs; writing the machine's own limit is not the lab's to do. */
export function canNumberProcesses(): boolean {
  return hasPidMaxPerNamespace() || Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')) >= pidMax();
}
