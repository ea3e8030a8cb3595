// What krgadm says about nodes: Kerrighed's `1:online` lines, and a table with everything the agents know.
// It refuses to ask anybody or to print.
import type { NodeStatus__Output as NodeStatus } from '../proto';
import { layoutTable, type TableColumn } from './table';
import { formatBytes } from './text';

const right = (header: string): TableColumn => ({ header, align: 'right' });
const left = (header: string): TableColumn => ({ header, align: 'left' });

const COLUMNS: readonly TableColumn[] = [
  right('ID'), left('NAME'), left('ADDRESS'), left('STATE'), right('LOAD'), right('CPUS'), right('SPEED'), right('MEM'),
  right('GUESTS'), right('AWAY'),
];

/** One line per node, `id:state`, as `krgadm nodes status` of Kerrighed 3. */
export function shortStatus(nodes: readonly NodeStatus[]): string[] {
  return byId(nodes).map((node) => `${node.id}:${node.state}`);
}

/** The table of `krgadm nodes status --long`. MEM is used/total; what is not known of a silent node is `-`. */
export function longStatus(nodes: readonly NodeStatus[]): string[] {
  return layoutTable(COLUMNS, byId(nodes).map(cells));
}

/** How many nodes take part. */
export function countOnline(nodes: readonly NodeStatus[]): number {
  return nodes.filter((node) => node.state === 'online').length;
}

function byId(nodes: readonly NodeStatus[]): NodeStatus[] {
  return [...nodes].sort((one, other) => one.id - other.id);
}

function cells(node: NodeStatus): string[] {
  const figures = [
    node.load.toFixed(2), String(node.cpus), node.speed.toFixed(2), memory(node), String(node.guests), String(node.away),
  ];
  // The last figures of a node that does not answer would pass for its present ones.
  const shown = node.state === 'online' ? figures : figures.map(() => '-');
  return [String(node.id), node.name, node.address, node.state, ...shown];
}

function memory(node: NodeStatus): string {
  const usedBytes = Math.max(0, node.memTotalBytes - node.memFreeBytes);
  return `${formatBytes(usedBytes)}/${formatBytes(node.memTotalBytes)}`;
}
