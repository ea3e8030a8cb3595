// Kerrighed's capability names and the four sets every process has: how they are inherited, changed and shown.
// It refuses to know whose sets they are or where they are kept; `capability-cgroup.ts` says how they are written down.
import { ok, refuse, type Refused, type Result } from './errors';

/** Every capability Kerrighed 3.x knew, by the bit it had there: administrators have these numbers in scripts. */
export const CAPABILITY_BITS = {
  CHANGE_KERRIGHED_CAP: 0,
  CAN_MIGRATE: 1,
  DISTANT_FORK: 2,
  FORK_DELAY: 3,
  CHECKPOINTABLE: 4,
  USE_REMOTE_MEMORY: 5,
  USE_INTRA_CLUSTER_KERSTREAMS: 6,
  USE_INTER_CLUSTER_KERSTREAMS: 7,
  USE_WORLD_VISIBLE_KERSTREAMS: 8,
  SEE_LOCAL_PROC_STAT: 9,
  DEBUG: 10,
  SYSCALL_EXIT_HOOK: 11,
} as const;

export type CapabilityName = keyof typeof CAPABILITY_BITS;

/** A set of capabilities: bit n is set when the capability with number n is in it. */
export type CapabilityMask = number;

/** The four sets of a process. `inheritable*` is what its children start with; it never affects the process itself. */
export interface CapabilitySets {
  readonly effective: CapabilityMask;
  readonly permitted: CapabilityMask;
  readonly inheritableEffective: CapabilityMask;
  readonly inheritablePermitted: CapabilityMask;
}

export type SetName = keyof CapabilitySets;

/** One `SET VALUE` pair of a krgcapset command line. */
export interface SetChange {
  readonly which: SetName;
  /** `+A,B` adds, `-A` removes, `A,B` replaces, a number (010 octal, 0x8, 8) replaces. */
  readonly spec: string;
}

const NAMES = Object.keys(CAPABILITY_BITS) as readonly CapabilityName[];
const ALL: CapabilityMask = 2 ** NAMES.length - 1;

/** What krg can honour. The rest are names kept so that old scripts get a clear answer. */
export const SUPPORTED: CapabilityMask = maskOf([
  'CHANGE_KERRIGHED_CAP',
  'CAN_MIGRATE',
  'DISTANT_FORK',
  'CHECKPOINTABLE',
  'USE_REMOTE_MEMORY',
  'SEE_LOCAL_PROC_STAT',
]);

/** The set made of these capabilities. */
export function maskOf(names: readonly CapabilityName[]): CapabilityMask {
  return names.reduce((mask, name) => mask | (1 << CAPABILITY_BITS[name]), 0);
}

/** True when the set holds the capability. */
export function hasCapability(mask: CapabilityMask, name: CapabilityName): boolean {
  return (mask & (1 << CAPABILITY_BITS[name])) !== 0;
}

/** The names in a set, lowest bit first. */
export function namesIn(mask: CapabilityMask): readonly CapabilityName[] {
  return NAMES.filter((name) => hasCapability(mask, name));
}

/** The sets of a process that nobody touched: it may change its sets and, until it does, uses nothing else. */
export function defaultSets(): CapabilitySets {
  const effective = maskOf(['CHANGE_KERRIGHED_CAP']);
  return { effective, permitted: SUPPORTED, inheritableEffective: effective, inheritablePermitted: SUPPORTED };
}

/**
 * The sets of a child at fork, as Kerrighed's `krg_cap_fork`: permitted = inheritable permitted, effective =
 * inheritable effective ∩ inheritable permitted, the inheritable sets unchanged. exec changes nothing.
 */
export function inheritAtFork(sets: CapabilitySets): CapabilitySets {
  return {
    effective: sets.inheritableEffective & sets.inheritablePermitted,
    permitted: sets.inheritablePermitted,
    inheritableEffective: sets.inheritableEffective,
    inheritablePermitted: sets.inheritablePermitted,
  };
}

/** Whether a process with these sets may have them changed at all; Kerrighed answered EPERM when not. */
export function mayChangeSets(sets: CapabilitySets): boolean {
  return hasCapability(sets.effective, 'CHANGE_KERRIGHED_CAP');
}

/** The sets after one change, or why Kerrighed would have refused it. See `applyChanges`. */
export function applyChange(sets: CapabilitySets, which: SetName, spec: string): Result<CapabilitySets> {
  return applyChanges(sets, [{ which, spec }]);
}

/**
 * The sets after all changes of one command line. They are judged together, not one by one, because dropping a
 * capability from `permitted` is legal only when the same command drops it from the sets below.
 */
export function applyChanges(sets: CapabilitySets, changes: readonly SetChange[]): Result<CapabilitySets> {
  if (!mayChangeSets(sets)) return refuse('not-permitted', 'this process has given up CHANGE_KERRIGHED_CAP');
  let wanted = sets;
  for (const { which, spec } of changes) {
    const mask = parseSpec(spec, wanted[which]);
    if (!mask.ok) return mask;
    wanted = { ...wanted, [which]: mask.value };
  }
  return judge(sets, wanted) ?? ok(wanted);
}

// Kerrighed's order: EINVAL for sets that do not nest, ENOSYS for what nobody supports, and permitted never grows.
// Where Kerrighed silently cut the request down to what was permitted, we refuse: a silent half is a trap.
function judge(before: CapabilitySets, wanted: CapabilitySets): Refused | undefined {
  return (
    refuseUnsupported(before, wanted) ??
    refuseGain(before.permitted, wanted.permitted) ??
    refuseOutside(wanted, 'effective', 'permitted') ??
    refuseOutside(wanted, 'inheritablePermitted', 'permitted') ??
    refuseOutside(wanted, 'inheritableEffective', 'inheritablePermitted')
  );
}

// Named before the nesting rules: an unsupported capability is never permitted, and "not supported" explains more.
function refuseUnsupported(before: CapabilitySets, wanted: CapabilitySets): Refused | undefined {
  const added = (Object.keys(wanted) as SetName[]).reduce((mask, which) => mask | (wanted[which] & ~before[which]), 0);
  const unsupported = added & ~SUPPORTED;
  if (unsupported === 0) return undefined;
  return refuse('failed', `krg does not support ${list(unsupported)}; it supports ${list(SUPPORTED)}`);
}

function refuseGain(before: CapabilityMask, wanted: CapabilityMask): Refused | undefined {
  const gained = wanted & ~before;
  if (gained === 0) return undefined;
  return refuse(
    'not-permitted',
    `${list(gained)} was dropped from the permitted set, and what is dropped cannot come back`,
  );
}

const SET_WORDS: Readonly<Record<SetName, string>> = {
  effective: 'effective',
  permitted: 'permitted',
  inheritableEffective: 'inheritable effective',
  inheritablePermitted: 'inheritable permitted',
};

function refuseOutside(sets: CapabilitySets, inner: SetName, outer: SetName): Refused | undefined {
  const outside = sets[inner] & ~sets[outer];
  if (outside === 0) return undefined;
  return refuse(
    'failed',
    `${list(outside)} would be in the ${SET_WORDS[inner]} set but not in the ${SET_WORDS[outer]} set`,
  );
}

function parseSpec(spec: string, current: CapabilityMask): Result<CapabilityMask> {
  if (/^\d/.test(spec)) return parseNumber(spec);
  const sign = spec[0] === '+' || spec[0] === '-' ? spec[0] : '';
  const named = parseNames(spec.slice(sign.length));
  if (!named.ok) return named;
  if (sign === '+') return ok(current | named.value);
  return ok(sign === '-' ? current & ~named.value : named.value);
}

// The bases of C's strtol with base 0, which krgcapset used.
function parseNumber(text: string): Result<CapabilityMask> {
  const form = /^(?:0x(?<hex>[\da-f]{1,8})|0(?<octal>[0-7]{0,10})|(?<decimal>[1-9]\d{0,9}))$/i.exec(text)?.groups;
  if (form === undefined) {
    const written = JSON.stringify(text);
    return refuse('bad-input', `${written} is not a number; write 07 (octal), 0x7 or 7, or capability names`);
  }
  const { hex, octal, decimal } = form;
  const digits = hex ?? octal ?? decimal ?? '';
  const value = digits === '' ? 0 : Number.parseInt(digits, hex !== undefined ? 16 : octal !== undefined ? 8 : 10);
  if (value <= ALL) return ok(value);
  return refuse('bad-input', `${text} has bits that are no capability; the highest value is 0${ALL.toString(8)}`);
}

function parseNames(text: string): Result<CapabilityMask> {
  let mask = 0;
  for (const token of text.split(',')) {
    const name = NAMES.find((known) => known === token);
    if (name === undefined) {
      const authorized = `Authorized capability names are: ${list(SUPPORTED)}`;
      return refuse('bad-input', `Unrecognized capability: ${token}. ${authorized}`);
    }
    mask |= maskOf([name]);
  }
  return ok(mask);
}

function list(mask: CapabilityMask): string {
  return namesIn(mask).join(', ');
}
