// Where the demo's pictures go: redrawn in place on a terminal, a line now and then elsewhere.
// It refuses to know what they show.
export interface Screen {
  /** Shows a new state of the same picture; most calls draw nothing, so call it often. The `last` one always draws. */
  readonly draw: (frame: () => string[], line: () => string, last?: boolean) => void;
  /** Lines that stay. */
  readonly print: (...lines: string[]) => void;
}

const REDRAW_MS = 1000;
const LINE_MS = 2000;

/** A screen on a stream. Frames are cut at its width: a line that wraps would spoil the redrawing. */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  let drawn = 0;
  let nextMs = 0;
  const due = (intervalMs: number): boolean => {
    if (performance.now() < nextMs) return false;
    nextMs = performance.now() + intervalMs;
    return true;
  };
  return {
    draw: (frame, line, last = false) => {
      if (!due(stream.isTTY ? REDRAW_MS : LINE_MS) && !last) return;
      const lines = stream.isTTY ? frame().map((text) => text.slice(0, stream.columns - 1)) : [line()];
      stream.write(`${drawn > 0 ? `\x1b[${drawn}A\x1b[J` : ''}${lines.join('\n')}\n`);
      drawn = stream.isTTY ? lines.length : 0;
    },
    print: (...lines) => {
      drawn = 0;
      nextMs = 0;
      stream.write(lines.map((text) => `${text}\n`).join(''));
    },
  };
}
