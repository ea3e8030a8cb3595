// What one node's bar stands for: its height, what is written on it, and the scale that fits all of them.
// It refuses to draw.
import type { NodeStatus__Output as NodeStatus } from '../proto';
import { binaryScale, decimalScale, type Scale } from './mosmon-scale';
import type { Metric } from './mosmon-view';
import { formatBytes } from './text';

export interface Figure {
  /** Height of the solid bar. */
  readonly value: number;
  /** Height up to which `+` goes on above it; the same as `value` where there is nothing to show. */
  readonly limit: number;
  /** What may be written on the bar, the longest text that fits its column being taken. */
  readonly texts: readonly string[];
}

export const TITLES: Readonly<Record<Metric, string>> = {
  load: 'LOAD  runnable threads per standard processor',
  memory: 'MEMORY  used (solid) of all there is (+)',
  speed: 'SPEED  of a processor, 1.00 is the standard node',
};

/** The bar of a node. */
export function figureOf(node: NodeStatus, metric: Metric): Figure {
  if (metric === 'memory') return memoryFigure(node);
  if (metric === 'speed') {
    const speed = node.speed.toFixed(2);
    return { value: node.speed, limit: node.speed, texts: node.cpus > 1 ? [`${speed}x${node.cpus}`, speed] : [speed] };
  }
  // As openMosix: 1.00 is a standard processor kept busy, so that faster and larger nodes show lower.
  const load = node.load / (Math.max(1, node.cpus) * (node.speed > 0 ? node.speed : 1));
  return { value: load, limit: load, texts: [load.toFixed(2), load.toFixed(1)] };
}

function memoryFigure(node: NodeStatus): Figure {
  const usedBytes = Math.max(0, node.memTotalBytes - node.memFreeBytes);
  const used = formatBytes(usedBytes);
  return { value: usedBytes, limit: node.memTotalBytes, texts: [`${used}/${formatBytes(node.memTotalBytes)}`, used] };
}

/** The scale for these bars in so many steps. Idle nodes still get an axis: one processor, one gibibyte. */
export function scaleOf(figures: readonly Figure[], metric: Metric, steps: number): Scale {
  const largest = figures.reduce((most, figure) => Math.max(most, figure.limit), metric === 'memory' ? 2 ** 30 : 1);
  return metric === 'memory' ? binaryScale(largest, steps) : decimalScale(largest, steps);
}

/** A value as it is written beside the axis. */
export function formatTick(value: number, metric: Metric): string {
  return metric === 'memory' ? formatBytes(value) : value.toFixed(2);
}
