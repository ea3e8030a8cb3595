// The terminal under mosmon: the second screen, rewriting only lines that changed, and everything put back at the end.
// It refuses to know what is drawn.
import { writeSync } from 'node:fs';

const OPEN = '\x1b[?1049h\x1b[?25l\x1b[2J'; // second screen, no cursor, empty
const CLOSE = '\x1b[?25h\x1b[?1049l';
// Terminals that know it show what lies between the two at once; the others ignore it.
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';

/** What to send to a terminal that shows `before` so that it shows `after`; empty when nothing changed. */
export function difference(before: readonly string[], after: readonly string[]): string {
  const parts: string[] = [];
  for (let row = 0; row < Math.max(before.length, after.length); row += 1) {
    const line = after[row] ?? '';
    if (line !== (before[row] ?? '')) parts.push(`\x1b[${row + 1};1H${line}\x1b[K`);
  }
  return parts.length === 0 ? '' : BEGIN_UPDATE + parts.join('') + END_UPDATE;
}

export class Screen {
  private shown: readonly string[] = [];
  private isOpen = false;

  constructor(private readonly stdout: typeof process.stdout, private readonly stdin: typeof process.stdin) {}

  /** Takes the terminal over. `close` must follow, also in a handler of the process's exit. */
  open(): void {
    this.isOpen = true;
    this.stdout.write(OPEN);
    if (this.stdin.isTTY) this.stdin.setRawMode(true);
  }

  /** Shows these lines. */
  draw(lines: readonly string[]): void {
    if (!this.isOpen) return;
    const text = difference(this.shown, lines);
    if (text !== '') this.stdout.write(text);
    this.shown = lines;
  }

  /** Forgets what is shown, because the terminal was resized: the next picture is drawn whole. */
  clear(): void {
    if (!this.isOpen) return;
    this.stdout.write('\x1b[2J');
    this.shown = [];
  }

  /** Gives the terminal back as it was. May be called any number of times and while the process ends. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    try {
      if (this.stdin.isTTY) this.stdin.setRawMode(false);
      // Not through the stream: what a stream holds back is lost when the process ends here.
      writeSync(this.stdout.fd, CLOSE);
    } catch {
      // The terminal is gone: there is nothing left to put back.
    }
  }
}
