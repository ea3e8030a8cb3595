// How the lab says no: a refusal of the catalogue travels up as an exception, because starting a lab is a long row of
// steps and whatever fails in it must pass through the same cleaning up. Only main.ts turns one into an exit status.
import type { Refusal, RefusalCode, Result } from '../proto/errors';

/** An expected failure on its way up. `message` is the sentence the user sees. */
export class LabRefusal extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.sentence);
  }
}

/** `throw refusal('busy', ...)`: the sentence is shown to users as it stands. */
export function refusal(code: RefusalCode, sentence: string): LabRefusal {
  return new LabRefusal({ code, sentence });
}

/** The value, or its refusal thrown. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new LabRefusal(result.error);
  return result.value;
}
