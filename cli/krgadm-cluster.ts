// krgadm cluster: is it up, and may processes move by themselves. The texts are Kerrighed's, to the letter.
// It refuses to start or stop agents: that is the service manager's business.
import { withAgent } from './connection';
import { countOnline } from './node-table';
import { report, type Terminal } from './tool';

/** Prints `status: up on N nodes`, `status: down` (no agent here: exit status 0) or `status: error` (1). */
export async function clusterStatus(terminal: Terminal): Promise<number> {
  const reply = await withAgent((agent) => agent.nodes());
  if (reply.ok) {
    terminal.print(`status: up on ${countOnline(reply.value.nodes)} nodes\n`);
    return 0;
  }
  if (reply.error.code === 'unreachable') {
    terminal.print('status: down\n');
    return 0;
  }
  terminal.print('status: error\n');
  return report(reply.error, terminal);
}

/** Switches automatic migration on or off on every node. Exit status 1 when some node could not be told. */
export async function setBalance(on: boolean, terminal: Terminal): Promise<number> {
  terminal.print(on ? 'Starting cluster... ' : 'Stopping cluster... ');
  const reply = await withAgent((agent) => agent.balance(on));
  if (!reply.ok) {
    terminal.print(reply.error.code === 'unreachable' ? 'fail (cluster not running)\n' : 'fail\n');
    return report(reply.error, terminal);
  }
  terminal.print('done\n');
  for (const name of reply.value.unreachable) {
    terminal.complain(`node ${name} did not answer; it goes on as before, so repeat this when it is back`);
  }
  return reply.value.unreachable.length > 0 ? 1 : 0;
}
