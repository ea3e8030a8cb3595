// The labels under the bars of mosmon: names, numbers, or numbers written downwards.
// It refuses to know what the bars show.
import type { LabelStyle } from './mosmon-view';
import { printable, widthOf } from './text';

interface Labelled {
  readonly id: number;
  readonly name: string;
}

/** The lines with the labels of these nodes, each node `width` columns wide. */
export function drawLabels(nodes: readonly Labelled[], style: LabelStyle, width: number): string[] {
  const names = nodes.map((node) => printable(node.name));
  const numbers = nodes.map((node) => String(node.id));
  if (style === 'auto' && names.every((name) => name !== '' && widthOf(name) < width)) return [sideBySide(names, width)];
  const fits = numbers.every((number) => number.length < width);
  if (style === 'vertical' || (style === 'auto' && !fits)) return downwards(numbers, width);
  return [fits ? sideBySide(numbers, width) : sparse(numbers, width)];
}

/** The text in the middle of its column; what is too long for it is left out rather than run into the next. */
export function centre(text: string, width: number): string {
  const length = widthOf(text);
  if (length > width) return ' '.repeat(width);
  const before = Math.floor((width - length) / 2);
  return ' '.repeat(before) + text + ' '.repeat(width - length - before);
}

function sideBySide(labels: readonly string[], width: number): string {
  return labels.map((label) => centre(label, width)).join('');
}

// Every number that finds room after the one before it: with bars of one column each, about every third.
function sparse(numbers: readonly string[], width: number): string {
  let line = '';
  numbers.forEach((number, index) => {
    const start = index * width;
    if (line === '' || line.length < start) line = line.padEnd(start) + number;
  });
  return line;
}

function downwards(numbers: readonly string[], width: number): string[] {
  const digits = Math.max(...numbers.map((number) => number.length));
  const padded = numbers.map((number) => number.padStart(digits));
  return Array.from({ length: digits }, (_, row) => sideBySide(padded.map((number) => number[row] ?? ' '), width));
}
