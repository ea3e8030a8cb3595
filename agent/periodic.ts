// Periodic work that never dies: what it throws is logged, the next tick comes all the same, and no two ticks overlap.
import type { Logger } from './log';

/** Does `work` every `intervalMs`, first after a random part of it so that nodes do not fire together. Returns what stops it. */
export function every(intervalMs: number, log: Logger, work: () => void | Promise<void>): () => void {
  let busy = false;
  const tick = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch (error) {
      log.error({ error: String(error) }, 'periodic work failed');
    } finally {
      busy = false;
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const starter = setTimeout(() => {
    timer = setInterval(() => void tick(), intervalMs);
  }, Math.random() * intervalMs);
  return () => {
    clearTimeout(starter);
    clearInterval(timer);
  };
}
