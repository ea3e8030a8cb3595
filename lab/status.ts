// krglab status, and what start prints: a table of the nodes and a line for each cut. It refuses to print by itself.
import { readText } from './files';
import { readCuts, runningInit, type Lab, type LabNode } from './state';

const HEADINGS = ['NODE', 'ADDRESS', 'CPUS', 'PID', 'STATE', 'SEES'];

/** The lab as lines for a person. PID is the node's first process as the machine sees it. */
export function describeLab(lab: Lab): string {
  const rows = [HEADINGS, ...lab.nodes.map((node) => rowOf(lab, node))];
  const cuts = readCuts(lab.name).map((cut) => `cut: what ${cut.from} sends to ${cut.to} is lost`);
  return [...alignColumns(rows), ...cuts].join('\n');
}

/** The names of the nodes a node's agent sees; undefined while it does not serve. */
export function seenBy(lab: Lab, node: LabNode): string[] | undefined {
  const init = runningInit(lab.name, node.name);
  if (init === undefined) return undefined;
  return readText(`/proc/${init.pid}/root/run/krg/ready`)?.split('\n').filter((line) => line !== '');
}

function rowOf(lab: Lab, node: LabNode): string[] {
  const init = runningInit(lab.name, node.name);
  const sees = lab.agent ? (seenBy(lab, node)?.join(' ') ?? 'no agent') : '-';
  const state = init === undefined ? ['-', 'down', '-'] : [String(init.pid), 'up', sees];
  return [node.name, node.address, node.cpus.join(','), ...state];
}

function alignColumns(rows: readonly string[][]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
