// krgps: the processes of the whole cluster, in ps's manner.
// It refuses to work anything out by itself: every figure and reason is the agents'.
import type { Process__Output as Process } from '../proto';
import { ok, type Result } from '../proto/errors';
import type { LocalAgent } from './client';
import { DEFAULT_COLUMNS, parseColumnList, parseSortKeys, sortProcesses, type SortKey } from './column-list';
import { collect, newCommand, parseArguments } from './command-line';
import { withAgent } from './connection';
import { openNameBook } from './name-book';
import { parsePidList } from './pid-list';
import { PROCESS_COLUMNS, type NameBook, type ProcessColumn } from './process-columns';
import { layoutTable } from './table';
import { report, type Terminal } from './tool';

interface Options {
  readonly format: readonly string[];
  readonly pid: readonly string[];
  readonly headers: boolean;
  readonly sort?: string;
  readonly wide?: boolean;
}

interface Wishes {
  readonly columns: readonly ProcessColumn[];
  readonly sort: readonly SortKey[];
  readonly pids: readonly number[];
  readonly headers: boolean;
  readonly wide: boolean;
}

interface Found {
  readonly processes: readonly Process[];
  readonly unreachable: readonly string[];
  readonly names: NameBook;
}

/** Lists the processes. Exit status 0; 1 when `-p` matched nothing or the agent did not answer; 2 for bad arguments. */
export async function krgps(argv: readonly string[], terminal: Terminal): Promise<number> {
  const command = newCommand('krgps', 'List the processes of the whole cluster.', terminal)
    .option('-o, --format <list>', 'columns to show, such as pid,node,args or pid=ID,node=', collect, [])
    .option('-p, --pid <list>', 'only these PIDs', collect, [])
    .option('--no-headers', 'do not print the line with the headers')
    .option('--sort <keys>', 'columns to sort by, - for largest first, such as node,-time')
    .option('-w, --wide', 'do not cut lines at the width of the terminal')
    .option('-e, --every', 'all processes; accepted because fingers know it, it is what krgps does anyway')
    .option('-A', 'the same')
    .addHelpText('after', `\nColumns: ${PROCESS_COLUMNS.map((column) => column.key).join(', ')}`);
  const done = parseArguments(command, argv, terminal);
  if (done !== undefined) return done;
  const wishes = readWishes(command.opts<Options>());
  if (!wishes.ok) return report(wishes.error, terminal);
  const found = await withAgent((agent) => find(agent, wishes.value));
  return found.ok ? show(found.value, wishes.value, terminal) : report(found.error, terminal);
}

function readWishes(options: Options): Result<Wishes> {
  const columns = parseColumnList(options.format.length > 0 ? options.format : [DEFAULT_COLUMNS]);
  if (!columns.ok) return columns;
  const sort = options.sort === undefined ? ok([]) : parseSortKeys(options.sort);
  if (!sort.ok) return sort;
  const pids = options.pid.length > 0 ? parsePidList(options.pid) : ok([]);
  if (!pids.ok) return pids;
  return ok({
    columns: columns.value, sort: sort.value, pids: pids.value, headers: options.headers, wide: options.wide === true,
  });
}

const uses = (wishes: Wishes, ...keys: readonly string[]): boolean =>
  [...wishes.columns, ...wishes.sort.map((key) => key.column)].some((column) => keys.includes(column.key));

async function find(agent: LocalAgent, wishes: Wishes): Promise<Result<Found>> {
  // Reasons cost the agents a look at every descriptor of every process: ask only when they are shown.
  const request = { pids: [...wishes.pids], withReasons: uses(wishes, 'cantmove') };
  const [list, nodes] = await Promise.all([
    agent.listProcesses(request),
    uses(wishes, 'node', 'home') ? agent.nodes() : undefined,
  ]);
  if (!list.ok) return list;
  // Without the list of nodes their ids are shown: a process list is worth more than the names in it.
  const names = openNameBook(nodes?.ok === true ? nodes.value.nodes : []);
  return ok({ ...list.value, names });
}

function show(found: Found, wishes: Wishes, terminal: Terminal): number {
  const { names } = found;
  const processes = sortProcesses(found.processes, wishes.sort, names);
  const rows = processes.map((process) => wishes.columns.map((column) => column.text(process, names)));
  const lines = layoutTable(wishes.columns, rows, {
    headers: wishes.headers,
    ...(terminal.columns === undefined || wishes.wide ? {} : { maxWidth: terminal.columns }),
  });
  if (lines.length > 0) terminal.print(`${lines.join('\n')}\n`);
  for (const name of found.unreachable) terminal.complain(`node ${name} did not answer; its processes are not listed`);
  return wishes.pids.length > 0 && processes.length === 0 ? 1 : 0;
}
