// krgadm: the cluster as its administrator sees it, with the words and exit codes of Kerrighed 3.
// It refuses to hold any of the verbs: it reads the arguments and hands over.
import { Argument, type Command } from 'commander';
import { newCommand, parseArguments } from './command-line';
import { clusterStatus, setBalance } from './krgadm-cluster';
import { showLog, type LogOptions } from './krgadm-log';
import { nodesStatus, type NodesOptions } from './krgadm-nodes';
import type { Terminal } from './tool';

type Verb = () => Promise<number>;

/** Runs one verb. Without arguments it prints the help and succeeds, as it always did. */
export async function krgadm(argv: readonly string[], terminal: Terminal): Promise<number> {
  let chosen: Verb | undefined;
  const command = newCommand('krgadm', 'Look after the cluster.', terminal);
  // The actions only choose, so that reading the arguments stays free of waiting.
  addVerbs(command, terminal, (verb) => {
    chosen = verb;
  });
  const done = parseArguments(command, argv.length === 0 ? ['--help'] : argv, terminal);
  return done ?? (await chosen?.()) ?? 0;
}

function addVerbs(command: Command, terminal: Terminal, choose: (verb: Verb) => void): void {
  command.command('cluster').description('the cluster: status (default), start or stop moving processes by itself')
    .addArgument(new Argument('[verb]', 'what to do').choices(['status', 'start', 'stop']).default('status'))
    .action((verb: string) => choose(() => (verb === 'status' ? clusterStatus(terminal) : setBalance(verb === 'start', terminal))));

  command.command('nodes').description('the nodes: status (default), one line for each such as 1:online')
    .addArgument(new Argument('[verb]', 'what to do').choices(['status']).default('status'))
    .option('-n, --nodes <list>', 'only these nodes, such as 1,3-5,node7')
    .option('-l, --long', 'a table with load, processors, speed, memory and moved processes')
    .action((_verb: string, options: NodesOptions) => choose(() => nodesStatus(options, terminal)));

  command.command('log').description('what the agents of all nodes decided and did')
    .option('-n, --lines <number>', 'only the newest entries')
    .option('-f, --follow', 'go on printing what is added')
    .action((options: LogOptions) => choose(() => showLog(options, terminal)));
}
