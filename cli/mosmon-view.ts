// What mosmon shows and how keys change it. It refuses to draw, and to know how a key arrives.

export type Metric = 'load' | 'memory' | 'speed';

/** Node labels: names or numbers as they fit, numbers side by side, or numbers from top to bottom. */
export type LabelStyle = 'auto' | 'wide' | 'vertical';

export interface View {
  readonly metric: Metric;
  readonly labels: LabelStyle;
  readonly totals: boolean;
  readonly unreachable: boolean;
  readonly help: boolean;
  /** How many nodes are scrolled off to the left. */
  readonly skipped: number;
  /** The terminal understands UTF-8: bars end in eighths of a line instead of whole ones. */
  readonly smooth: boolean;
  /** Shown at the bottom in place of the keys: what went wrong when the agent was asked last. */
  readonly notice: string;
}

export const FIRST_VIEW: View = {
  metric: 'load', labels: 'auto', totals: false, unreachable: false, help: false, skipped: 0, smooth: false, notice: '',
};

export const KEY_HELP: ReadonlyArray<readonly [keys: string, meaning: string]> = [
  ['l', 'load: runnable threads per standard processor'],
  ['m', 'memory: used (solid) of all there is (+)'],
  ['s', 'speed: 1.00 is the standard node, x4 four CPUs'],
  ['t', 'a line with totals, on or off'],
  ['d', 'nodes that do not answer, shown or hidden'],
  ['a', 'nodes by name or number, as it fits'],
  ['w', 'nodes by number, side by side'],
  ['v', 'nodes by number, from top to bottom'],
  ['left right', 'scroll when there are many nodes'],
  ['h', 'this help, on or off'],
  ['q', 'quit'],
];

const CHANGES: Readonly<Record<string, (view: View) => Partial<View>>> = {
  l: () => ({ metric: 'load' }),
  m: () => ({ metric: 'memory' }),
  s: () => ({ metric: 'speed' }),
  t: (view) => ({ totals: !view.totals }),
  d: (view) => ({ unreachable: !view.unreachable }),
  a: () => ({ labels: 'auto' }),
  w: () => ({ labels: 'wide' }),
  v: () => ({ labels: 'vertical' }),
  h: (view) => ({ help: !view.help }),
  left: (view) => ({ skipped: Math.max(0, view.skipped - 1) }),
  right: (view) => ({ skipped: view.skipped + 1 }),
};

/** The view after a key; unknown keys change nothing, and any key but `h` closes the help. */
export function press(view: View, key: string): View | 'quit' {
  if (key === 'q' || key === 'Q') return 'quit';
  const change = Object.hasOwn(CHANGES, key) ? CHANGES[key] : undefined;
  return { ...view, help: key === 'h' ? view.help : false, ...change?.(view) };
}

const SEQUENCES: Readonly<Record<string, string>> = { '\x1b[D': 'left', '\x1bOD': 'left', '\x1b[C': 'right', '\x1bOC': 'right' };

/** The keys in what a terminal sent: letters as they are, `left`, `right`, `interrupt`; other sequences are nameless. */
export function readKeys(input: string): string[] {
  const parts = input.match(/\x1b(?:\[[\d;]*[@-~]|O[A-Z])|[\s\S]/g) ?? [];
  return parts.map((part) => (part === '\x03' ? 'interrupt' : (SEQUENCES[part] ?? part)));
}
