// Keeps the kernel's PID cursor inside this node's native range, so that every new process gets a PID that tells its home.
import type { PidRange } from '../proto';
import type { Logger } from './log';
import { readLastPid, writeLastPid } from './proc';

const CHECK_INTERVAL_MS = 1000;
const SLACK = 8192; // forks a machine can make between two looks: measured far below 8192 a second

/** Where the cursor should be set to, or undefined when it may stay. Outside the range, or too near its end: to the start. */
export function correctedCursor(cursor: number, range: PidRange): number | undefined {
  return cursor < range.low || cursor > range.high - SLACK ? range.low : undefined;
}

/** Sets the cursor now and looks after it for as long as the agent runs. */
export function keepPidCursor(range: PidRange, log: Logger): NodeJS.Timeout {
  const keep = (): void => {
    try {
      const wanted = correctedCursor(readLastPid(), range);
      if (wanted !== undefined) writeLastPid(wanted);
    } catch (error) {
      log.error({ error: String(error) }, 'cannot keep the PID cursor; new processes may not be able to move');
    }
  };
  keep();
  return setInterval(keep, CHECK_INTERVAL_MS);
}
