// Text of unknown origin (command lines, names, log lines) made fit for a terminal.
// It refuses to interpret it: what cannot be printed becomes a question mark, as ps does.

// Control characters, halves of pairs, line separators, and the marks that reverse the direction of writing: all of
// them let the author of a command line draw on somebody else's terminal.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text with everything a terminal could obey replaced by `?`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}

/** How many columns a text takes, counting every character as one. */
export function widthOf(text: string): number {
  return [...text].length;
}

/** The first columns of a text. */
export function cut(text: string, columns: number): string {
  return text.length <= columns ? text : [...text].slice(0, Math.max(0, columns)).join('');
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P'] as const;

/** A number of bytes in at most five columns: `512`, `1.5K`, `12M`, `3.1G` (powers of 1024). */
export function formatBytes(sizeBytes: number): string {
  let value = Math.max(0, sizeBytes);
  let unit = 0;
  // 1023.5 would be rounded to 1024.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)}${UNITS[unit] ?? ''}`;
}
