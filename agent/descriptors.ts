// Sorts the open descriptors of a unit: what CRIU carries by itself, what must be joined to the outside by a channel,
// what cannot move and why. Pure: it is given facts read from /proc and returns a plan.
import type { ProcFd } from './proc';

/** A descriptor of one member. `pid` is the member's cluster PID. */
export interface HeldFd {
  readonly pid: number;
  readonly fd: ProcFd;
}

/** What the outside holds, as far as it matters: texts of descriptor links, peers of Unix sockets, mounts. */
export interface Outside {
  /** Whether every process that could hold the other end of something was looked at; false when some may be out of sight. */
  readonly allSeen: boolean;
  /** Link texts (`pipe:[1]`, `socket:[2]`, `/dev/pts/0`) held by processes outside the unit. */
  readonly links: ReadonlySet<string>;
  /** Unix stream sockets: inode to inode of the peer; 0 when there is none. */
  readonly unixPeers: ReadonlyMap<number, number>;
  /** Inode to a sentence about sockets that cannot move ("a TCP connection 10.0.0.1:80 to 10.0.0.2:5000"). */
  readonly fixedSockets: ReadonlyMap<number, string>;
  /** Mount ids of the namespace in which CRIU will run. */
  readonly mounts: ReadonlySet<number>;
  /** "dev:inode" of regular files that the parent has open too, with the same flags and offset: one open file. */
  readonly sharedFiles: ReadonlySet<string>;
}

export type ChannelKind = 'pipe' | 'sock' | 'tty' | 'file';
export type Direction = 'in' | 'out' | 'io';

/** One thing joined to the outside; `key` is CRIU's name of it (`pipe:[1]`, `unix[2]`, `tty[8803:1a]`, `file[1f:2b]`). */
export interface ChannelPlan {
  readonly id: number;
  readonly kind: ChannelKind;
  readonly direction: Direction;
  readonly fd: number;
  readonly pid: number;
  readonly key: string;
  readonly path: string;
}

export interface DescriptorPlan {
  readonly channels: readonly ChannelPlan[];
  /** Why it cannot move; the first one found, undefined when it can. */
  readonly reason: string | undefined;
}

const O_ACCMODE = 3;
const O_APPEND = 0o2000;
const MODE_TYPE = 0o170000;
const CHARACTER_DEVICE = 0o020000;
const BLOCK_DEVICE = 0o060000;
const FIFO = 0o010000;
const REGULAR = 0o100000;
const CARRIED_ANON = /^anon_inode:(\[eventpoll\]|\[eventfd\]|\[timerfd\]|\[signalfd\]|inotify|\[inotify\]|\[pidfd\])$/;
const HARMLESS_DEVICES = new Set(['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom', '/dev/tty']);
const MAX_CHANNELS = 64; // ids are 0..63 on the wire

interface Found {
  readonly kind: ChannelKind;
  readonly direction: Direction;
  readonly key: string;
  readonly path?: string;
}

type Verdict = { readonly reason: string } | { readonly channel: Found } | 'carried';

const DIRECTIONS: readonly Direction[] = ['in', 'out', 'io']; // by O_RDONLY, O_WRONLY, O_RDWR

function directionOf(fd: ProcFd): Direction {
  return DIRECTIONS[fd.flags & O_ACCMODE] ?? 'io';
}

/** CRIU's name for the open file behind a descriptor of this kind: what dump calls external and restore inherits. */
export function channelKey(kind: ChannelKind, fd: ProcFd): string {
  switch (kind) {
    case 'pipe': return fd.link;
    case 'sock': return `unix[${fd.inode}]`;
    case 'tty': return `tty[${fd.rdev.toString(16)}:${fd.dev.toString(16)}]`;
    case 'file': return `file[${fd.mountId.toString(16)}:${fd.inode.toString(16)}]`;
  }
}

/** Works out the plan for all descriptors of all members, in order of PID and descriptor. */
export function planDescriptors(held: readonly HeldFd[], outside: Outside): DescriptorPlan {
  const channels = new Map<string, ChannelPlan>();
  const unit: Inside = { inodes: new Set(held.map((entry) => entry.fd.inode)), ends: new Set(held.map((entry) => endOf(entry.fd))),
    masters: new Set(held.map((entry) => entry.fd.ttyIndex).filter((index) => index >= 0)) };
  for (const { pid, fd } of held) {
    const verdict = judge(fd, outside, unit);
    if (verdict === 'carried') continue;
    if ('reason' in verdict) return { channels: [], reason: `${verdict.reason} (descriptor ${fd.fd} of ${pid})` };
    const found = verdict.channel;
    const known = channels.get(found.key);
    if (known !== undefined && known.direction !== found.direction && found.kind === 'pipe') {
      return { channels: [], reason: `it holds both ends of a pipe that others use too (descriptor ${fd.fd} of ${pid})` };
    }
    const direction = known !== undefined && known.direction !== found.direction ? 'io' : found.direction;
    channels.set(found.key, known !== undefined ? { ...known, direction }
      : { id: channels.size, kind: found.kind, direction, fd: fd.fd, pid, key: found.key, path: found.path ?? '' });
  }
  if (channels.size > MAX_CHANNELS) return { channels: [], reason: `it shares ${channels.size} open descriptors with other processes, more than ${MAX_CHANNELS}` };
  return { channels: [...channels.values()], reason: undefined };
}

/** What the unit itself holds: inodes, pipe ends ("pipe:[1] in"), terminals by the number of their master. */
interface Inside {
  readonly inodes: ReadonlySet<number>;
  readonly ends: ReadonlySet<string>;
  readonly masters: ReadonlySet<number>;
}

function endOf(fd: ProcFd): string {
  return `${fd.link} ${directionOf(fd)}`;
}

function judge(fd: ProcFd, outside: Outside, unit: Inside): Verdict {
  if (fd.link.startsWith('pipe:[')) return judgePipe(fd, outside, unit);
  if (fd.link.startsWith('socket:[')) return judgeSocket(fd, outside, unit.inodes);
  if (fd.link.startsWith('anon_inode:')) return judgeAnonymous(fd);
  const type = fd.mode & MODE_TYPE;
  if (type === CHARACTER_DEVICE || type === BLOCK_DEVICE) return judgeDevice(fd, unit.masters);
  if (type === FIFO) return { reason: `it has the named pipe ${fd.link} open` };
  return judgeFile(fd, outside, type === REGULAR);
}

// A pipe of the unit's own is CRIU's. One with a single end here leads outside, even if nobody can be seen at its other end.
function judgePipe(fd: ProcFd, outside: Outside, unit: Inside): Verdict {
  const own = outside.allSeen || (unit.ends.has(`${fd.link} in`) && unit.ends.has(`${fd.link} out`));
  if (own && !outside.links.has(fd.link)) return 'carried';
  const direction = directionOf(fd);
  if (direction === 'io') return { reason: `it has the pipe ${fd.link} open for reading and writing at once` };
  return { channel: { kind: 'pipe', direction, key: channelKey('pipe', fd) } };
}

function judgeSocket(fd: ProcFd, outside: Outside, inside: ReadonlySet<number>): Verdict {
  const fixed = outside.fixedSockets.get(fd.inode);
  if (fixed !== undefined) return { reason: `it has ${fixed} open` };
  const peer = outside.unixPeers.get(fd.inode);
  if (peer === undefined) return { reason: 'it has a socket open that is not connected, or of a kind that cannot be moved' };
  if (peer !== 0 && inside.has(peer) && !outside.links.has(fd.link)) return 'carried';
  if (peer === 0 && !outside.links.has(fd.link)) return 'carried';
  return { channel: { kind: 'sock', direction: 'io', key: channelKey('sock', fd) } };
}

function judgeAnonymous(fd: ProcFd): Verdict {
  if (CARRIED_ANON.test(fd.link)) return 'carried';
  if (fd.link === 'anon_inode:[io_uring]') return { reason: 'it uses io_uring, which cannot be checkpointed' };
  return { reason: `it has ${fd.link} open, which cannot be checkpointed` };
}

function judgeDevice(fd: ProcFd, masters: ReadonlySet<number>): Verdict {
  if (HARMLESS_DEVICES.has(fd.link)) return 'carried';
  if (/^\/dev\/(pts\/)?ptmx$/.test(fd.link)) return 'carried';
  const slave = /^\/dev\/pts\/(\d+)$/.exec(fd.link);
  if (slave !== null && masters.has(Number(slave[1]))) return 'carried'; // both sides of the terminal are inside
  if (slave !== null || /^\/dev\/(tty|console)\w*$/.test(fd.link)) {
    return { channel: { kind: 'tty', direction: 'io', key: channelKey('tty', fd) } };
  }
  return { reason: `it has the device ${fd.link} open` };
}

function judgeFile(fd: ProcFd, outside: Outside, regular: boolean): Verdict {
  if (fd.mountId >= 0 && !outside.mounts.has(fd.mountId)) return { reason: `its file ${fd.link} was opened in another mount namespace` };
  const shared = regular && outside.sharedFiles.has(`${fd.dev}:${fd.inode}`) && (fd.flags & O_APPEND) === 0 && !fd.link.endsWith(' (deleted)');
  if (!shared) return 'carried';
  return { channel: { kind: 'file', direction: directionOf(fd), key: channelKey('file', fd), path: fd.link } };
}
