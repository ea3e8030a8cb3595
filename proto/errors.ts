// The error catalogue: every expected failure of krg is one of these, as a value with one sentence for a person.
// It refuses to hold stack traces or anything thrown: a broken invariant throws, an expected failure is returned.

/**
 * What kind of "no" this is. A closed list, because tools turn it into exit codes and peers into RPC status codes.
 *
 * - `bad-input`: the request itself is malformed; trying again unchanged is pointless
 * - `not-found`: the process, node or checkpoint named does not exist
 * - `not-permitted`: the caller's uid or the process's capabilities do not allow it
 * - `cannot-move`: the process uses something that cannot be moved
 * - `no-room`: the target has not the memory, PIDs or slots for it
 * - `unreachable`: the other node did not answer in time
 * - `busy`: something else is going on with this process or node; trying later may succeed
 * - `failed`: it was tried and did not work
 */
export const REFUSAL_CODES = [
  'bad-input',
  'not-found',
  'not-permitted',
  'cannot-move',
  'no-room',
  'unreachable',
  'busy',
  'failed',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Figures and names behind the sentence, for logs and tests; a person needs only the sentence. */
export type RefusalFacts = Readonly<Record<string, string | number>>;

/** An expected failure: what kind, one sentence that says what was tried and why it was refused, and its facts. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly sentence: string;
  readonly facts?: RefusalFacts;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused {
  readonly ok: false;
  readonly error: Refusal;
}

/** Either the value or the refusal; look at `ok` before touching either. */
export type Result<T> = Ok<T> | Refused;

/** Success with a value. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** A refusal. The sentence is shown to users as it stands. */
export function refuse(code: RefusalCode, sentence: string, facts?: RefusalFacts): Refused {
  const error: Refusal = facts === undefined ? { code, sentence } : { code, sentence, facts };
  return { ok: false, error };
}

/** True for a string of the catalogue; a code read from a peer of another version may not be one. */
export function isRefusalCode(code: string): code is RefusalCode {
  return REFUSAL_CODES.some((known) => known === code);
}

/** The exit status of a tool that was refused: 2 when the user typed something wrong, 1 for every other reason. */
export function exitCodeOf(refusal: Refusal): 1 | 2 {
  return refusal.code === 'bad-input' ? 2 : 1;
}
