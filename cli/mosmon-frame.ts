// Draws one picture of the cluster as lines of text: nodes from left to right, their load, memory or speed as bars.
// It refuses to touch a terminal: the same nodes, view and size always give the same lines.
import type { NodeStatus__Output as NodeStatus } from '../proto';
import { drawBars, type Bar } from './mosmon-bars';
import { figureOf, scaleOf, TITLES } from './mosmon-figure';
import { drawLabels } from './mosmon-labels';
import { KEY_HELP, type View } from './mosmon-view';
import { cut, formatBytes, printable } from './text';

/** Room for the numbers beside the axis, and the axis. */
const AXIS_WIDTH = 8;
/** Wider bars look like walls. */
const MAX_COLUMN_WIDTH = 14;
const LEAST_ROWS = 8;
const LEAST_COLUMNS = 24;
const ROWS_PER_TICK = 3;
const KEYS = 'q quit  h help  l load  m memory  s speed  t totals  d unreachable';

/** The lines of the picture: exactly `rows` of them, none longer than `columns`. */
export function renderFrame(nodes: readonly NodeStatus[], view: View, rows: number, columns: number): string[] {
  const lines = draw(nodes, view, rows, columns).slice(0, rows);
  while (lines.length < rows) lines.push('');
  return lines.map((line) => cut(line, columns).trimEnd());
}

function draw(nodes: readonly NodeStatus[], view: View, rows: number, columns: number): string[] {
  if (rows < LEAST_ROWS || columns < LEAST_COLUMNS) return [`mosmon needs ${LEAST_COLUMNS}x${LEAST_ROWS}`];
  if (view.help) return ['mosmon: the load of the cluster', '', ...KEY_HELP.map(([key, meaning]) => `  ${key.padEnd(12)}${meaning}`)];
  const shown = nodes.filter((node) => view.unreachable || isOnline(node)).sort((one, other) => one.id - other.id);
  const bottom = [...(view.totals ? [totals(nodes)] : []), view.notice === '' ? KEYS : printable(view.notice)];
  const picture = shown.length > 0
    ? drawNodes(shown, view, rows - 1 - bottom.length, columns)
    : blank(rows - 1 - bottom.length, nodes.length > 0 ? 'no node answers; press d to see which' : 'no node is known yet');
  return [TITLES[view.metric], ...picture, ...bottom];
}

function drawNodes(shown: readonly NodeStatus[], view: View, rows: number, columns: number): string[] {
  const room = columns - AXIS_WIDTH;
  const skipped = Math.min(view.skipped, Math.max(0, shown.length - room));
  const visible = shown.slice(skipped, skipped + room);
  const width = Math.max(1, Math.min(MAX_COLUMN_WIDTH, Math.floor(room / visible.length)));
  const labels = drawLabels(visible, view.labels, width).map((line) => ' '.repeat(AXIS_WIDTH) + line);
  // One line for the axis; the rest is for the bars.
  const height = rows - labels.length - 1;
  const bars: Bar[] = visible.map((node) => ({ online: isOnline(node), figure: figureOf(node, view.metric) }));
  const steps = Math.max(1, Math.floor((height - 1) / ROWS_PER_TICK));
  const scale = scaleOf(bars.filter((bar) => bar.online).map((bar) => bar.figure), view.metric, steps);
  const axis = `${'+'.padStart(AXIS_WIDTH)}${'-'.repeat(visible.length * width)}`;
  return [...drawBars(bars, { view, scale, height, width, axisWidth: AXIS_WIDTH }), axis, ...labels];
}

function blank(rows: number, message: string): string[] {
  return Array.from({ length: rows }, (_, row) => (row === Math.floor(rows / 2) ? `  ${message}` : ''));
}

function totals(nodes: readonly NodeStatus[]): string {
  const online = nodes.filter(isOnline);
  const sum = (of: (node: NodeStatus) => number): number => online.reduce((all, node) => all + of(node), 0);
  const silent = nodes.length - online.length;
  const usedBytes = sum((node) => node.memTotalBytes - node.memFreeBytes);
  return [
    `Total: ${online.length} node${online.length === 1 ? '' : 's'}${silent > 0 ? ` (${silent} unreachable)` : ''}`,
    `${sum((node) => node.cpus)} CPUs`,
    `load ${sum((node) => node.load).toFixed(2)}`,
    `memory ${formatBytes(usedBytes)}/${formatBytes(sum((node) => node.memTotalBytes))}`,
    `${sum((node) => node.guests)} guests`,
  ].join(', ');
}

function isOnline(node: NodeStatus): boolean {
  return node.state === 'online';
}
