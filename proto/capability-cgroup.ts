// How the capability sets of a process are written down: as the name of the cgroup it is in. The kernel puts children
// into their parent's cgroup at fork, so inheritance needs no daemon and misses no process, however short-lived.
// It refuses to touch a cgroup: it turns sets into names and names into sets.
import { inheritAtFork, type CapabilitySets } from './capabilities';

/** What the name of a capability cgroup says. */
export interface CapabilityRecord {
  /** The process whose sets these are. Every other member of the cgroup is a descendant of it. */
  readonly ownerPid: number;
  readonly sets: CapabilitySets;
  /** A locked process stays where it is, whatever its sets say. */
  readonly locked: boolean;
  /** Tells two cgroups of one owner apart: the old one lives on while it has members. */
  readonly serial: number;
}

const SETS = ['e', 'p', 'd', 'i'].map((letter) => `${letter}(?<${letter}>[0-7]{1,10})`).join('\\.');
const NAME = new RegExp(`^${SETS}\\.l(?<l>[01])@(?<owner>[1-9]\\d{0,9})\\.(?<serial>\\d{1,10})$`);

/**
 * The directory name for a process's sets. The letters are krgcapset's options: e effective, p permitted,
 * d inheritable effective, i inheritable permitted; l is the lock.
 */
export function encodeSets(ownerPid: number, sets: CapabilitySets, locked: boolean, serial: number): string {
  const { effective, permitted, inheritableEffective, inheritablePermitted } = sets;
  const own = `e${octal(effective)}.p${octal(permitted)}`;
  const inheritable = `d${octal(inheritableEffective)}.i${octal(inheritablePermitted)}`;
  return `${own}.${inheritable}.l${locked ? 1 : 0}@${ownerPid}.${serial}`;
}

/** What a directory name says, or undefined when it is not a name `encodeSets` writes. */
export function decodeSets(name: string): CapabilityRecord | undefined {
  const groups = NAME.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const mask = (letter: string): number => Number.parseInt(groups[letter] ?? '', 8);
  const sets: CapabilitySets = {
    effective: mask('e'),
    permitted: mask('p'),
    inheritableEffective: mask('d'),
    inheritablePermitted: mask('i'),
  };
  return { ownerPid: Number(groups['owner']), sets, locked: groups['l'] === '1', serial: Number(groups['serial']) };
}

/**
 * The sets of one member of the cgroup, or undefined when the name is no capability cgroup's. The owner has them as
 * written; anyone else was forked from it, directly or not, and has what a child inherits: inheriting again changes
 * nothing, so the depth does not matter.
 */
export function effectiveSetsFor(name: string, pid: number): CapabilitySets | undefined {
  const record = decodeSets(name);
  if (record === undefined) return undefined;
  return pid === record.ownerPid ? record.sets : inheritAtFork(record.sets);
}

function octal(mask: number): string {
  return mask.toString(8);
}
