// Sorts the capability names a user typed into known and unknown ones, because krgcapset goes on without the unknown.
// It refuses to change any set.
import { CAPABILITY_BITS, SUPPORTED, type SetChange } from '../proto/capabilities';
import { formatNames } from '../proto/capability-show';

export interface CheckedChanges {
  /** The changes with only the names that exist; a change without any is left out, never turned into an empty set. */
  readonly changes: readonly SetChange[];
  readonly unknown: readonly string[];
}

/** The changes that can be asked for, and the names that do not exist. Numbers are left to the agent to judge. */
export function checkNames(changes: readonly SetChange[]): CheckedChanges {
  const unknown: string[] = [];
  const kept: SetChange[] = [];
  for (const change of changes) {
    if (/^\d/.test(change.spec)) {
      kept.push(change);
      continue;
    }
    const sign = /^[+-]/.exec(change.spec)?.[0] ?? '';
    const tokens = change.spec.slice(sign.length).split(',');
    const known = tokens.filter((token) => Object.hasOwn(CAPABILITY_BITS, token));
    unknown.push(...tokens.filter((token) => !Object.hasOwn(CAPABILITY_BITS, token)));
    if (known.length > 0) kept.push({ which: change.which, spec: sign + known.join(',') });
  }
  return { changes: kept, unknown };
}

/** What Kerrighed's tool wrote about an unknown name, to the letter. */
export function unknownNameText(name: string): string {
  return `Unrecognized capability: ${name}\nAuthorized capability names are:\n${formatNames(SUPPORTED)}`;
}
