// Gathers from /proc, without touching the unit, everything that decides whether and how it can move, and says why not.
// This is the only preflight on the source; it is run before the freeze and once more after it.
import { homeNode } from '../proto/pid';
import { channelKey, planDescriptors, type ChannelPlan, type HeldFd, type Outside } from './descriptors';
import { fixedSockets, unixPeers } from './sockets';
import { hasHome, type NodeProcess, type ProcessTable } from './process-table';
import { readFdLinks, readFds, readMaps, readMountIds, readProcLink, readStat, readStatus, type ProcFd, type ProcMap } from './proc';

const KERNEL_THREAD = 0x00200000; // PF_KTHREAD
const NAMESPACES = ['mnt', 'net', 'uts', 'ipc', 'user'] as const;
const O_ACCMODE = 3;

export interface UnitFacts {
  readonly members: readonly NodeProcess[];
  readonly channels: readonly ChannelPlan[];
  readonly mappedFiles: readonly string[];
  /** Why it cannot move; undefined when it can. */
  readonly reason: string | undefined;
}

/** Who holds which descriptor, of all processes at one moment; made once for a whole listing. */
export class FdIndex {
  private readonly holders = new Map<string, Set<number>>();
  private peers: Map<number, number> | undefined;
  private fixed: Map<number, string> | undefined;

  constructor(table: ProcessTable) {
    for (const process of table.all()) {
      for (const link of readFdLinks(process.outer)) {
        if (!/^(pipe|socket):\[/.test(link)) continue;
        const set = this.holders.get(link) ?? new Set<number>();
        this.holders.set(link, set.add(process.outer));
      }
    }
  }

  heldOutside(links: Iterable<string>, unit: ReadonlySet<number>): Set<string> {
    return new Set([...links].filter((link) => [...(this.holders.get(link) ?? [])].some((outer) => !unit.has(outer))));
  }

  /** Both tables are read at most once, and only when a unit has sockets at all. */
  unixPeers(): Map<number, number> {
    return (this.peers ??= unixPeers());
  }

  fixedSockets(pid: number): Map<number, string> {
    return (this.fixed ??= fixedSockets(pid));
  }
}

/**
 * Facts of the unit below `root`. `knownKeys` names the channels that a body has already. `reference` is a process whose namespaces the unit must share: the agent or the guest init.
 */
export function gatherFacts(root: NodeProcess, table: ProcessTable, reference: number | 'self', index: FdIndex, knownKeys: ReadonlySet<string>): UnitFacts {
  const members = table.unitOf(root);
  const early = membersReason(members, table, reference);
  if (early !== undefined) return { members, channels: [], mappedFiles: [], reason: early };
  const held = members.flatMap((member) => readFds(member.outer).map((fd): HeldFd => ({ pid: member.pid, fd })));
  const plan = planDescriptors(held, outsideOf(root, members, held, index, reference, knownKeys));
  const maps = members.map((member) => ({ member, maps: readMaps(member.outer) }));
  const reason = plan.reason ?? mapsReason(maps, table);
  return { members, channels: plan.channels, mappedFiles: mappedFiles(maps.flatMap((entry) => entry.maps)), reason };
}

function outsideOf(root: NodeProcess, members: readonly NodeProcess[], held: readonly HeldFd[], index: FdIndex, reference: number | 'self', knownKeys: ReadonlySet<string>): Outside {
  const outers = new Set(members.map((member) => member.outer));
  const hasSockets = held.some((entry) => entry.fd.link.startsWith('socket:['));
  return {
    allSeen: root.place === 'guest', // the agent may itself live in a namespace of a larger machine, the guests are all its own
    links: index.heldOutside(held.map((entry) => entry.fd.link), outers),
    unixPeers: hasSockets ? index.unixPeers() : new Map(),
    fixedSockets: hasSockets ? index.fixedSockets(root.outer) : new Map(),
    mounts: readMountIds(reference),
    sharedFiles: root.place === 'guest' ? filesOfChannels(held, knownKeys) : filesSharedWithParent(root, held),
  };
}

// An inherited descriptor and the parent's own refer to one open file with one offset. The kernel tells only through kcmp;
// the same file with the same flags and offset in the parent is taken as that.
function filesSharedWithParent(root: NodeProcess, held: readonly HeldFd[]): Set<string> {
  if (!held.some((entry) => entry.fd.fd <= 2 && entry.fd.link.startsWith('/'))) return new Set();
  const identity = (fd: ProcFd): string => `${fd.dev}:${fd.inode}:${fd.flags & O_ACCMODE}:${fd.pos}`;
  const parents = new Set(readFds(root.parentOuter).map(identity));
  return new Set(held.filter((entry) => parents.has(identity(entry.fd))).map((entry) => `${entry.fd.dev}:${entry.fd.inode}`));
}

// A body's parent is its shim; which files it shares with home was found out there.
function filesOfChannels(held: readonly HeldFd[], knownKeys: ReadonlySet<string>): Set<string> {
  return new Set(held.filter((entry) => knownKeys.has(channelKey('file', entry.fd))).map((entry) => `${entry.fd.dev}:${entry.fd.inode}`));
}

function membersReason(members: readonly NodeProcess[], table: ProcessTable, reference: number | 'self'): string | undefined {
  for (const member of members) {
    const reason = memberReason(member, reference, table);
    if (reason !== undefined && member !== members[0] && hasEnded(member)) continue; // what was read of it means nothing
    if (reason !== undefined) return member === members[0] ? reason : `its child ${member.pid} (${member.stat.comm}) cannot: ${reason}`;
  }
  const remote = table.deputiesBelow(members)[0];
  return remote === undefined ? undefined : `its child ${remote.pid} runs on another node; bring that home first`;
}

// Since the table was read; every link of such a process reads as missing.
function hasEnded(member: NodeProcess): boolean {
  const stat = readStat(member.outer);
  return stat === undefined || stat.state === 'Z' || stat.startTicks !== member.stat.startTicks;
}

function memberReason(member: NodeProcess, reference: number | 'self', table: ProcessTable): string | undefined {
  if ((member.stat.flags & KERNEL_THREAD) !== 0) return 'it is a kernel thread';
  if (!hasHome(member)) return 'it was started before krg, so its PID is not unique in the cluster';
  if (member.outer === process.pid) return 'it is the agent itself';
  if (member.stat.state === 'Z') return 'it has ended and waits for its parent';
  return statusReason(member, table) ?? placeReason(member, reference);
}

function statusReason(member: NodeProcess, table: ProcessTable): string | undefined {
  const status = readStatus(member.outer);
  if (status === undefined) return 'it has just ended';
  const tracer = table.byOuter(status.tracerPid);
  if (status.tracerPid !== 0) return `it is being traced by ${tracer?.pid ?? status.tracerPid} (${tracer?.stat.comm ?? 'a tracer outside'})`;
  return status.seccomp !== 0 ? 'it runs under a seccomp filter' : undefined;
}

function placeReason(member: NodeProcess, reference: number | 'self'): string | undefined {
  if (readProcLink(member.outer, 'root') !== '/') return 'it runs in a changed root directory';
  const foreign = NAMESPACES.find((name) => readProcLink(member.outer, `ns/${name}`) !== readProcLink(reference, `ns/${name}`));
  return foreign === undefined ? undefined : `it runs in a ${foreign} namespace of its own`;
}

type MemberMaps = { readonly member: NodeProcess; readonly maps: readonly ProcMap[] };

function mapsReason(entries: readonly MemberMaps[], table: ProcessTable): string | undefined {
  const shared = new Map<string, ProcMap>();
  for (const { maps } of entries) {
    for (const map of maps) {
      if (map.path.startsWith('anon_inode:[io_uring]')) return 'it uses io_uring, which cannot be checkpointed';
      if (/^\/dev\/(?!zero|shm\/)/.test(map.path)) return `it maps the device ${map.path}`;
      if (map.perms[3] === 's' && map.inode !== 0) shared.set(`${map.dev}:${map.inode}`, map);
    }
  }
  return shared.size === 0 ? undefined : sharedMemoryReason(shared, new Set(entries.map((entry) => entry.member.outer)), table);
}

function sharedMemoryReason(shared: ReadonlyMap<string, ProcMap>, unit: ReadonlySet<number>, table: ProcessTable): string | undefined {
  for (const other of table.all()) {
    if (unit.has(other.outer)) continue;
    const common = readMaps(other.outer).find((map) => map.perms[3] === 's' && map.perms[1] === 'w' && shared.has(`${map.dev}:${map.inode}`));
    if (common !== undefined) return `it shares memory (${common.path || 'anonymous'}) with ${other.pid} (${other.stat.comm})`;
  }
  return undefined;
}

function mappedFiles(maps: readonly ProcMap[]): string[] {
  return [...new Set(maps.map((map) => map.path).filter((path) => path.startsWith('/') && !path.endsWith(' (deleted)') && !/^\/(SYSV|memfd:|dev\/)/.test(path)))];
}

/** Members whose home is another node than the root's: they were born where the unit runs now. */
export function bornElsewhere(members: readonly NodeProcess[]): NodeProcess[] {
  const home = members[0] === undefined ? undefined : homeNode(members[0].pid);
  return members.filter((member) => homeNode(member.pid) !== home);
}
