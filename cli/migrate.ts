// migrate: moves a process and waits until it runs there; silent on success, as openMosix's and Kerrighed's were.
// It refuses to know nodes or processes: the agent judges the request and words the refusal.
import { newCommand, parseArguments } from './command-line';
import { withAgent } from './connection';
import { openNameBook } from './name-book';
import { parsePid } from './pid-list';
import { report, type Terminal } from './tool';

/** Moves one process. Exit status 0 when it runs there, 1 when it was refused, 2 for bad arguments. */
export async function migrate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const command = newCommand('migrate', 'Move a process to another node and wait until it runs there.', terminal)
    .argument('<pid>', 'the process; its descendants move with it')
    .argument('<target>', 'a node by id or name, "home", or "balance" for the node the scheduler would choose')
    .option('-v, --verbose', 'say where it runs now and how long that took');
  const done = parseArguments(command, argv, terminal);
  if (done !== undefined) return done;
  const [pidText = '', target = ''] = command.args;
  const pid = parsePid(pidText);
  if (!pid.ok) return report(pid.error, terminal);
  if (target.trim() === '') {
    terminal.complain('no target was named; write a node such as 2, or home, or balance');
    return 2;
  }
  const verbose = command.opts<{ verbose?: boolean }>().verbose === true;
  return move(pid.value, target.trim(), verbose, terminal);
}

async function move(pid: number, target: string, verbose: boolean, terminal: Terminal): Promise<number> {
  return withAgent(async (agent) => {
    const reason = `requested by ${process.pid} (migrate)`;
    const reply = await agent.migrate({ pid, target, reason, automatic: false });
    if (!reply.ok) return report(reply.error, terminal);
    if (!verbose) return 0;
    const nodes = await agent.nodes();
    const name = openNameBook(nodes.ok ? nodes.value.nodes : []).nodeName(reply.value.node);
    const { frozenMs, totalMs } = reply.value;
    terminal.print(`${pid} runs on ${name}, frozen for ${frozenMs.toFixed(1)} ms of ${totalMs.toFixed(1)} ms\n`);
    return 0;
  });
}
