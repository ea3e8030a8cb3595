// The agent's log on stderr, for the person at 3 a.m., and the journal of events that `krgadm log` shows.
import { pino, destination, type Logger } from 'pino';

export type { Logger };

export interface JournalEntry {
  readonly timeMs: number;
  readonly node: number;
  readonly kind: 'decision' | 'migration' | 'refused' | 'node' | 'note' | 'error';
  readonly text: string;
}

const KEPT_ENTRIES = 2000; // about a day of a busy node; the journal is a window, the log on stderr is the archive

/** Creates the agent's logger; level from KRG_LOG (default info). Synchronous, so that the last line before a crash is there. */
export function createLogger(nodeName: string): Logger {
  return pino({ level: process.env.KRG_LOG ?? 'info', base: { node: nodeName } }, destination({ fd: 2, sync: true }));
}

/** Keeps the newest events of this node in memory and writes each to the log as well. */
export class Journal {
  private readonly entries: JournalEntry[] = [];

  constructor(private readonly node: number, private readonly log: Logger) {}

  add(kind: JournalEntry['kind'], text: string): void {
    this.entries.push({ timeMs: Date.now(), node: this.node, kind, text });
    if (this.entries.length > KEPT_ENTRIES) this.entries.shift();
    this.log.info({ kind }, text);
  }

  /** The newest `count` entries in order of time; 0 = all that are kept. */
  last(count: number): JournalEntry[] {
    return count > 0 ? this.entries.slice(-count) : [...this.entries];
  }
}
