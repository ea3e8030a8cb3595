// krglab's command line: which subcommands exist, what they take, what they print. Refuses to do the work itself.
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { execInNode } from './exec';
import { interruptible } from './interruption';
import { checkLabName, treeFile } from './layout';
import { canNumberProcesses, requireRoot } from './machine';
import { cutNodes, healAll, healNodes } from './network';
import { killNode } from './node';
import { refusal } from './refusal';
import type * as StartModule from './start';
import { findNode, openInit, openLab, type Lab } from './state';
import { describeLab } from './status';
import { stopLab } from './stop';

const DEFAULT_LAB = 'lab';

interface NameOption { readonly name?: string }
interface StartFlags extends NameOption {
  readonly nodes: string;
  readonly cpus?: string;
  readonly balance: string;
  readonly agent: boolean;
}

/** The whole of krglab; `setStatus` gets the exit status of commands that have one of their own. */
export function buildProgram(setStatus: (status: number) => void): Command {
  const program = withName(new Command('krglab'))
    .description('Virtual nodes on one machine: try a cluster, break it, throw it away.')
    .version(readVersion(), '--version', 'print the version and exit')
    .showSuggestionAfterError(false);
  addLife(program);
  addNodes(program, setStatus);
  addNetwork(program);
  return program;
}

function addLife(program: Command): void {
  withName(program.command('start').description('start the nodes; returns when they see each other'))
    .option('--nodes <n>', 'how many', '3')
    .option('--cpus <list>', 'the CPUs they get, one each, in turn (default: all)')
    .option('--balance <on|off>', 'move processes automatically', 'on')
    .option('--no-agent', 'namespaces only, without krgd')
    .action(async (flags: StartFlags) => { await start(labName(program, flags), flags); });
  withName(program.command('status').description('show the nodes'))
    .action((flags: NameOption) => { say(describeLab(open(program, flags))); });
  withName(program.command('stop').description('end all nodes and remove every trace'))
    .action(async (flags: NameOption) => { await stopLab(labName(program, flags)); });
}

function addNodes(program: Command, setStatus: (status: number) => void): void {
  withName(program.command('exec').description('run a command in a node'))
    .usage('[--name LAB] NODE -- COMMAND [ARGUMENT...]')
    .argument('<node>').argument('[command...]')
    .action(async (node: string, command: string[], flags: NameOption) => {
      if (command.length === 0) throw refusal('bad-input', 'what to run is missing; write exec NODE -- COMMAND');
      setStatus(await execInNode(open(program, flags), node, command));
    });
  withName(program.command('kill').description('power loss: everything in the node is gone at once')).argument('<node>')
    .action(async (name: string, flags: NameOption) => {
      const lab = open(program, flags);
      const node = findNode(lab, name);
      openInit(lab, node);
      await killNode(lab, node);
    });
  withName(program.command('boot').description('start a node that is down, empty as after a reboot')).argument('<node>')
    .action(async (name: string, flags: NameOption) => {
      const lab = open(program, flags);
      const { restartNode } = await loadStart();
      await interruptible((signal) => restartNode(lab, findNode(lab, name), signal));
    });
}

function addNetwork(program: Command): void {
  withName(program.command('cut').description('lose all packets between two nodes')).argument('<node>').argument('<node>')
    .option('--one-way', 'only those from the first to the second')
    .action((from: string, to: string, flags: NameOption & { oneWay?: boolean }) => {
      cutNodes(open(program, flags), from, to, flags.oneWay === true);
    });
  withName(program.command('heal').description('end a cut, or all')).argument('[node]').argument('[node]')
    .action((from: string | undefined, to: string | undefined, flags: NameOption) => {
      const lab = open(program, flags);
      if (from === undefined) healAll(lab);
      else if (to === undefined) throw refusal('bad-input', `heal takes two nodes or none; the other end of ${from} is missing`);
      else healNodes(lab, from, to);
    });
}

async function start(name: string, flags: StartFlags): Promise<void> {
  const options = {
    nodes: /^\d+$/.test(flags.nodes) ? Number(flags.nodes) : badFlag('--nodes', flags.nodes, 'a number'),
    cpus: flags.cpus,
    balance: flags.balance === 'on' || (flags.balance !== 'off' && badFlag('--balance', flags.balance, 'on or off')),
    agent: flags.agent,
  };
  const { startLab } = await loadStart();
  const lab = await interruptible((signal) => startLab(name, options, signal));
  if (!canNumberProcesses()) {
    process.stderr.write('krglab: kernel.pid_max belongs to the whole machine before Linux 6.14 and is too low for PIDs that '
      + 'tell their node; "sysctl kernel.pid_max=4194304" raises it\n');
  }
  say(describeLab(lab));
}

// Certificates take longer to load than all of krglab exec takes to run.
async function loadStart(): Promise<typeof StartModule> {
  return import('./start.js');
}

function badFlag(flag: string, value: string, wanted: string): never {
  throw refusal('bad-input', `${flag} ${value}: wanted ${wanted}`);
}

// Before or after the subcommand; the later one counts.
function withName(command: Command): Command {
  return command.option('--name <lab>', `which lab (default: ${DEFAULT_LAB})`);
}

function labName(program: Command, flags: NameOption): string {
  const name = checkLabName(flags.name ?? program.opts<NameOption>().name ?? DEFAULT_LAB);
  requireRoot();
  return name;
}

function open(program: Command, flags: NameOption): Lab {
  return openLab(labName(program, flags));
}

function readVersion(): string {
  return (JSON.parse(readFileSync(treeFile('package.json'), 'utf8')) as { version: string }).version;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
