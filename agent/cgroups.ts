// The only file that knows cgroups (v2): makes, fills, freezes, kills and removes the agent's own ones below <mount>/krg.
import { mkdirSync, readFileSync, readdirSync, rmdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCgroup2Mount, readCgroupPath } from './proc';

const FREEZE_LIMIT_MS = 5000; // a task in uninterruptible sleep can hold a freeze up; longer than this and the move is given up

/** The cgroups of one agent. Names are relative to the agent's root `krg`; paths are absolute directories. */
export class Cgroups {
  private readonly mount: string;

  /** Throws when the machine has no cgroup v2: nothing of krg works then. */
  constructor() {
    const mount = findCgroup2Mount();
    if (mount === undefined) throw new Error('cgroup v2 is not mounted; mount it with: mount -t cgroup2 none /sys/fs/cgroup');
    this.mount = mount;
  }

  path(name: string): string {
    return join(this.mount, 'krg', name);
  }

  make(name: string): string {
    const path = this.path(name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Directory of the cgroup a process is in now, or undefined when the process is gone. */
  pathOf(pid: number): string | undefined {
    const path = readCgroupPath(pid);
    return path === undefined ? undefined : join(this.mount, path);
  }

  /** Name below `krg` of the cgroup a process is in, or undefined when it is in somebody else's. */
  nameOf(pid: number): string | undefined {
    const path = readCgroupPath(pid);
    return path?.startsWith('/krg/') ? path.slice('/krg/'.length) : undefined;
  }

  names(parent: string): string[] {
    try {
      return readdirSync(this.path(parent), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    } catch {
      return []; // never made yet
    }
  }

  static add(path: string, pid: number): void {
    writeFileSync(join(path, 'cgroup.procs'), String(pid));
  }

  /** The same for a process that may have ended meanwhile; false when it has. */
  static tryAdd(path: string, pid: number): boolean {
    try {
      Cgroups.add(path, pid);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
      throw error;
    }
  }

  static members(path: string): number[] {
    try {
      return readFileSync(join(path, 'cgroup.procs'), 'latin1').split('\n').filter((line) => line !== '').map(Number);
    } catch {
      return []; // removed meanwhile
    }
  }

  /** Freezes all members and resolves when the kernel says that they are; rejects after 5 s. */
  static async freeze(path: string): Promise<void> {
    const frozen = waitForEvent(path, 'frozen 1', FREEZE_LIMIT_MS);
    writeFileSync(join(path, 'cgroup.freeze'), '1');
    await frozen;
  }

  static thaw(path: string): void {
    writeFileSync(join(path, 'cgroup.freeze'), '0');
  }

  /** SIGKILLs every member, frozen or not, and resolves when none is left. */
  static async kill(path: string): Promise<void> {
    const empty = waitForEvent(path, 'populated 0', FREEZE_LIMIT_MS);
    writeFileSync(join(path, 'cgroup.kill'), '1');
    await empty;
  }

  /** Removes an empty cgroup; one that is not empty or already gone stays as it is. */
  static remove(path: string): boolean {
    try {
      rmdirSync(path);
      return true;
    } catch {
      return false; // still populated: the collector tries again later
    }
  }
}

/** Resolves when cgroup.events contains the line; the kernel reports changes of that file to inotify. */
function waitForEvent(path: string, line: string, limitMs: number): Promise<void> {
  const file = join(path, 'cgroup.events');
  const isSo = (): boolean => readFileSync(file, 'latin1').split('\n').includes(line);
  return new Promise((resolve, reject) => {
    const finish = (error?: Error): void => {
      watcher.close();
      clearTimeout(timer);
      clearInterval(poll);
      if (error === undefined) resolve();
      else reject(error);
    };
    const check = (): void => {
      try {
        if (isSo()) finish();
      } catch (error) {
        finish(error as Error); // the cgroup vanished
      }
    };
    const watcher = watch(file, check);
    const timer = setTimeout(() => finish(new Error(`cgroup ${path} did not reach "${line}" within ${limitMs} ms`)), limitMs);
    const poll = setInterval(check, 20); // an event between the write and the watch's start would be lost otherwise
    setImmediate(check);
  });
}
