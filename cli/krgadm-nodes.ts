// krgadm nodes: which nodes there are and how they are. It refuses to lay the answer out (node-table.ts).
import { parseNodeList } from '../proto/node-list';
import { ok } from '../proto/errors';
import { withAgent } from './connection';
import { longStatus, shortStatus } from './node-table';
import { report, type Terminal } from './tool';

export interface NodesOptions {
  readonly nodes?: string;
  readonly long?: boolean;
}

/** Prints the state of all nodes or of the listed ones. */
export async function nodesStatus(options: NodesOptions, terminal: Terminal): Promise<number> {
  const reply = await withAgent((agent) => agent.nodes());
  if (!reply.ok) return report(reply.error, terminal);
  const all = reply.value.nodes;
  const wanted = options.nodes === undefined ? ok(all) : parseNodeList(options.nodes, all);
  if (!wanted.ok) return report(wanted.error, terminal);
  const lines = options.long === true ? longStatus(wanted.value) : shortStatus(wanted.value);
  if (lines.length > 0) terminal.print(`${lines.join('\n')}\n`);
  return 0;
}
