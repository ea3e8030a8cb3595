// The only file that knows /proc: reads it and returns plain values. Decides nothing; a vanished process reads as undefined.
import { readFileSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';

/** One line of /proc/PID/stat; times in clock ticks (USER_HZ, always 100 on Linux), sizes as named. */
export interface ProcStat {
  readonly pid: number;
  readonly comm: string;
  readonly state: string;
  readonly ppid: number;
  readonly pgrp: number;
  readonly session: number;
  readonly ttyNr: number;
  readonly tpgid: number;
  readonly flags: number;
  readonly cpuTicks: number;
  readonly nice: number;
  readonly threads: number;
  readonly startTicks: number;
  readonly rssBytes: number;
}

/** What /proc/PID/status adds. `nsPids` runs from the reader's PID namespace to the innermost. */
export interface ProcStatus {
  readonly nsPids: readonly number[];
  readonly tracerPid: number;
  readonly uid: number;
  readonly seccomp: number;
  /** Signals that wait for the process as a whole to unblock or handle them. */
  readonly pendingSignals: readonly number[];
}

/** An open descriptor: link text, device and inode, flags of the open file (octal in fdinfo), offset, mount. */
export interface ProcFd {
  readonly fd: number;
  readonly link: string;
  readonly inode: number;
  readonly rdev: number;
  readonly dev: number;
  readonly mode: number;
  readonly flags: number;
  readonly pos: number;
  readonly mountId: number;
  readonly ttyIndex: number;
}

/** A mapping of a process that has a file behind it, or is shared. */
export interface ProcMap {
  readonly perms: string;
  readonly dev: string;
  readonly inode: number;
  readonly path: string;
}

export const TICK_MS = 10;
const PAGE_BYTES = 4096;

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // the process ended while it was being read: as if it had not been there
  }
}

/** Every PID of the reader's namespace. */
export function listPids(): number[] {
  return readdirSync('/proc').map(Number).filter((pid) => pid > 0);
}

/** Parses one line of a stat file; the name may contain spaces and parentheses, so it is cut at the last one. */
export function parseStat(text: string): ProcStat {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const field = text.slice(close + 2).trim().split(' ');
  const number = (index: number): number => Number(field[index - 3]); // proc(5) counts fields from 1; the third is first here
  return {
    pid: Number(text.slice(0, open)), comm: text.slice(open + 1, close), state: field[0] ?? '?',
    ppid: number(4), pgrp: number(5), session: number(6), ttyNr: number(7), tpgid: number(8), flags: number(9),
    cpuTicks: number(14) + number(15), nice: number(19), threads: number(20), startTicks: number(22), rssBytes: number(24) * PAGE_BYTES,
  };
}

export function readStat(pid: number): ProcStat | undefined {
  return attempt(() => parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1')));
}

/** Nanoseconds on a CPU and waiting for one, so far, summed over the threads (sched-stats.rst). Undefined where the kernel does not count. */
export function readRunTimes(stat: ProcStat): { cpuNs: number; waitNs: number } | undefined {
  const tasks = stat.threads > 1 ? listTasks(stat.pid).map((tid) => `${stat.pid}/task/${tid}`) : [String(stat.pid)];
  const times = tasks.map((task) => attempt(() => readFileSync(`/proc/${task}/schedstat`, 'latin1').split(' ').map(Number)));
  const sum = (index: number): number => times.reduce((total, columns) => total + (columns?.[index] ?? 0), 0);
  return times[0] === undefined ? undefined : { cpuNs: sum(0), waitNs: sum(1) };
}

export function listTasks(pid: number): number[] {
  return attempt(() => readdirSync(`/proc/${pid}/task`).map(Number)) ?? [];
}

export function readStatus(pid: number): ProcStatus | undefined {
  return attempt(() => {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1] ?? '';
    return {
      nsPids: field('NSpid').split(/\s+/).map(Number), tracerPid: Number(field('TracerPid')), uid: Number(field('Uid').split(/\s+/)[0]),
      seccomp: Number(field('Seccomp') || '0'), pendingSignals: signalsOf(field('ShdPnd')),
    };
  });
}

/** Numbers of the signals in a mask as /proc writes it: hexadecimal, signal 1 is the lowest bit. */
export function signalsOf(mask: string): number[] {
  const bits = BigInt(`0x${mask || '0'}`);
  return Array.from({ length: 64 }, (_unused, index) => index + 1).filter((signal) => ((bits >> BigInt(signal - 1)) & 1n) === 1n);
}

export function readArgs(pid: number): string[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** Target of one of the links exe, cwd, root, ns/pid, ns/net, ns/mnt... of a process. */
export function readProcLink(pid: number | 'self', name: string): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/${name}`));
}

/** Path of a process inside the cgroup v2 hierarchy, as the reader's cgroup namespace sees it. */
export function readCgroupPath(pid: number | 'self'): string | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/cgroup`, 'utf8')) ?? '';
  return /^0::(.*)$/m.exec(text)?.[1];
}

function readFd(pid: number, fd: number): ProcFd | undefined {
  return attempt(() => {
    const path = `/proc/${pid}/fd/${fd}`;
    const info = readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1');
    const value = (name: string, base: number): number => Number.parseInt(new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(info)?.[1] ?? '-1', base);
    const stats = statSync(path);
    return {
      fd, link: readlinkSync(path), inode: stats.ino, rdev: stats.rdev, dev: stats.dev, mode: stats.mode,
      flags: value('flags', 8), pos: value('pos', 10), mountId: value('mnt_id', 10), ttyIndex: value('tty-index', 10),
    };
  });
}

/** All open descriptors of a process; empty when it may not be looked at or is gone. */
export function readFds(pid: number): ProcFd[] {
  const numbers = attempt(() => readdirSync(`/proc/${pid}/fd`).map(Number)) ?? [];
  return numbers.map((fd) => readFd(pid, fd)).filter((fd) => fd !== undefined);
}

/** Only the link texts of a process's descriptors: the cheap question "who else holds this pipe?". */
export function readFdLinks(pid: number): string[] {
  const names = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return names.map((name) => attempt(() => readlinkSync(`/proc/${pid}/fd/${name}`)) ?? '');
}

export function readMaps(pid: number): ProcMap[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/maps`, 'utf8')) ?? '';
  const line = /^\S+ (\S+) \S+ (\S+) (\d+)\s*(.*)$/gm;
  return [...text.matchAll(line)].map((match) => ({ perms: match[1] ?? '', dev: match[2] ?? '', inode: Number(match[3]), path: match[4] ?? '' }));
}

/** Mount ids of the reader's own mount namespace. */
export function readMountIds(pid: number | 'self' = 'self'): Set<number> {
  const text = attempt(() => readFileSync(`/proc/${pid}/mountinfo`, 'utf8')) ?? '';
  return new Set(text.split('\n').filter((line) => line !== '').map((line) => Number.parseInt(line, 10)));
}

/** Mount point of the cgroup v2 hierarchy: /sys/fs/cgroup on most systems, /sys/fs/cgroup/unified on hybrid ones. */
export function findCgroup2Mount(): string | undefined {
  const text = readFileSync('/proc/self/mountinfo', 'utf8');
  const lines = text.split('\n').filter((line) => / - cgroup2 /.test(line));
  return lines.at(-1)?.split(' ')[4]; // the last one mounted there is the one seen
}

export type SocketFamily = 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'raw' | 'raw6' | 'icmp' | 'packet' | 'netlink' | 'unix';

/** The raw lines of a table of /proc/PID/net, without its heading. */
export function readSocketTable(pid: number, family: SocketFamily): string[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/net/${family}`, 'latin1')) ?? '';
  return text.split('\n').slice(1).filter((line) => line !== '');
}

export function readLastPid(): number {
  return Number(readFileSync('/proc/sys/kernel/ns_last_pid', 'latin1'));
}

export function writeLastPid(pid: number): void {
  writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid));
}

export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}

/** Total and available memory of the machine in bytes. */
export function readMemory(): { totalBytes: number; availableBytes: number } {
  const text = readFileSync('/proc/meminfo', 'latin1');
  const bytes = (name: string): number => 1024 * Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { totalBytes: bytes('MemTotal'), availableBytes: bytes('MemAvailable') };
}

/** CPU feature flags of the first CPU: a body needs at least those of the machine it was born on. */
export function readCpuFeatures(): string[] {
  return (/^flags\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'latin1'))?.[1] ?? '').split(' ');
}

/** Milliseconds since boot, the clock that process start times are counted on. */
export function readUptimeMs(): number {
  return 1000 * Number.parseFloat(readFileSync('/proc/uptime', 'latin1'));
}
