// The receiver's word on a process that is offered to it. Senders decide by news that is a second or more old; without
// this check many of them would choose the same idle node at once. It refuses to judge whether the move can work.
import { ok, refuse, type Result } from '../proto/errors';
import type { SchedulerState } from './state';

/**
 * Whether this node takes in a process now. `limitRunnable` is the `MigrateDecision`'s; undefined for a move that a
 * user asked for, which load does not stop. The refusal's fact `runnable` goes back to the sender, which learns from
 * it. Whoever gets an ok steps the scheduler with `arriving` at once, so that the next one asking sees it.
 */
export function acceptArrival(state: SchedulerState, limitRunnable: number | undefined): Result<undefined> {
  const { config, admission, own } = state;
  if (admission !== 'open') return refuse('busy', `${config.nodeName} is ${admission} and takes no processes`);
  const runnable = own?.upperRunnable ?? 0;
  if (limitRunnable === undefined || runnable <= limitRunnable) return ok(undefined);
  const limit = limitRunnable.toFixed(1);
  return refuse(
    'busy',
    `${config.nodeName} has ${runnable.toFixed(1)} runnable by now, above the ${limit} up to which the move is worth it`,
    { runnable },
  );
}
