// mosmon: the load of every node as bars, openMosix's picture of the cluster.
// It refuses to measure: the figures are what the agents gossip.
import { newCommand, parseArguments } from './command-line';
import { withAgent } from './connection';
import { renderFrame } from './mosmon-frame';
import { Session } from './mosmon-session';
import { FIRST_VIEW, KEY_HELP, type Metric, type View } from './mosmon-view';
import { report, type Terminal } from './tool';

interface Options {
  readonly once?: boolean;
  readonly interval: string;
  readonly load?: boolean;
  readonly memory?: boolean;
  readonly speed?: boolean;
  readonly totals?: boolean;
  readonly dead?: boolean;
  readonly wide?: boolean;
  readonly vertical?: boolean;
}

const PLAIN_ROWS = 24;
const PLAIN_COLUMNS = 80;

/** Shows the cluster until `q`, or once. Exit status 1 when the agent cannot be reached, 2 for bad arguments. */
export async function mosmon(argv: readonly string[], terminal: Terminal): Promise<number> {
  const command = newCommand('mosmon', 'Watch load, memory and speed of all nodes.', terminal)
    .option('--once', 'print one picture as plain text and exit')
    .option('-i, --interval <seconds>', 'seconds between two looks', '1')
    .option('-l, --load', 'begin with the load (the default)')
    .option('-m, --memory', 'begin with the memory')
    .option('-s, --speed', 'begin with the speed')
    .option('-t, --totals', 'begin with the line of totals')
    .option('-d, --dead', 'begin with unreachable nodes shown')
    .option('-w, --wide', 'label nodes by number, side by side')
    .option('-v, --vertical', 'label nodes by number, from top to bottom')
    .addHelpText('after', `\nKeys:\n${KEY_HELP.map(([key, meaning]) => `  ${key.padEnd(12)}${meaning}`).join('\n')}`);
  const done = parseArguments(command, argv, terminal);
  if (done !== undefined) return done;
  const options = command.opts<Options>();
  const intervalMs = Number(options.interval) * 1000;
  if (!(intervalMs >= 100 && intervalMs <= 3_600_000)) {
    terminal.complain(`${JSON.stringify(options.interval)} is not an interval; write seconds from 0.1 to 3600`);
    return 2;
  }
  if (options.once !== true && terminal.columns === undefined) {
    terminal.complain('stdout is not a terminal; use mosmon --once for one picture as plain text');
    return 2;
  }
  return watch(firstView(options), intervalMs, options.once === true, terminal);
}

async function watch(view: View, intervalMs: number, once: boolean, terminal: Terminal): Promise<number> {
  return withAgent(async (agent) => {
    const reply = await agent.nodes();
    if (!reply.ok) return report(reply.error, terminal);
    if (!once) return new Session(agent, reply.value.nodes, view, intervalMs).run();
    const { rows = PLAIN_ROWS, columns = PLAIN_COLUMNS } = terminal;
    const plain = { ...view, smooth: false };
    terminal.print(`${renderFrame(reply.value.nodes, plain, rows, columns).join('\n')}\n`);
    return 0;
  });
}

function firstView(options: Options): View {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return {
    ...FIRST_VIEW,
    metric: firstMetric(options),
    labels: options.vertical === true ? 'vertical' : options.wide === true ? 'wide' : 'auto',
    totals: options.totals === true,
    unreachable: options.dead === true,
    // The first one that is set decides, as in setlocale(3).
    smooth: /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ''),
  };
}

function firstMetric(options: Options): Metric {
  if (options.memory === true) return 'memory';
  return options.speed === true ? 'speed' : 'load';
}
