// Ctrl-C and its relatives as an abort signal, so that what was begun is taken back before the process ends.
// It refuses to end the process.
import { constants } from 'node:os';

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why work was aborted. `exitStatus` is what a shell expects of a process ended by that signal. */
export class Interrupted extends Error {
  readonly exitStatus: number;

  constructor(signal: (typeof INTERRUPTS)[number]) {
    super(`interrupted by ${signal}`);
    this.exitStatus = 128 + constants.signals[signal];
  }
}

/** Runs work that ends early when its signal aborts. A second interrupt does not cut the cleaning up short. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = INTERRUPTS.map((name) => [name, (): void => { controller.abort(new Interrupted(name)); }] as const);
  for (const [name, handler] of handlers) process.on(name, handler);
  try {
    return await work(controller.signal);
  } finally {
    for (const [name, handler] of handlers) process.off(name, handler);
  }
}
