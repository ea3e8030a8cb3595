// krgadm log: what the agents of all nodes decided and did, once or followed. It refuses to order entries (log-lines.ts).
import { setTimeout as pause } from 'node:timers/promises';
import type { LogEntry__Output as LogEntry } from '../proto';
import type { LocalAgent } from './client';
import { withAgent } from './connection';
import { formatEntry, LogFollower, mergeEntries } from './log-lines';
import { openNameBook } from './name-book';
import type { NameBook } from './process-columns';
import { report, type Terminal } from './tool';

export interface LogOptions {
  readonly lines?: string;
  readonly follow?: boolean;
}

const POLL_MS = 1000;
/** More than any node writes in a second; what is older was printed before. */
const POLLED_ENTRIES = 500;
const MAX_LINES = 1_000_000;

/** Prints the log. With `follow` it ends only when the process is ended; `polls` bounds it for tests. */
export async function showLog(options: LogOptions, terminal: Terminal, polls = Infinity): Promise<number> {
  const lines = options.lines === undefined ? MAX_LINES : Number(options.lines);
  if (!(Number.isInteger(lines) && lines >= 1 && lines <= MAX_LINES)) {
    terminal.complain(`${JSON.stringify(options.lines)} is not a number of lines; write a number from 1 to ${MAX_LINES}`);
    return 2;
  }
  const wanted = options.lines === undefined ? 0 : lines;
  const asked = options.follow === true && wanted > 0 ? Math.max(wanted, POLLED_ENTRIES) : wanted;
  return withAgent(async (agent) => {
    const [log, nodes] = await Promise.all([agent.log({ last: asked }), agent.nodes()]);
    if (!log.ok) return report(log.error, terminal);
    const names = openNameBook(nodes.ok ? nodes.value.nodes : []);
    const newest = mergeEntries(log.value.entries).slice(-lines);
    print(newest, names, terminal);
    if (options.follow !== true) return 0;
    const follower = new LogFollower();
    follower.fresh(log.value.entries);
    await follow(agent, follower, names, terminal, polls);
    return 0;
  });
}

async function follow(
  agent: LocalAgent, follower: LogFollower, names: NameBook, terminal: Terminal, polls: number,
): Promise<void> {
  let silent = false;
  for (let poll = 0; poll < polls; poll += 1) {
    await pause(POLL_MS);
    const log = await agent.log({ last: POLLED_ENTRIES });
    if (log.ok) print(follower.fresh(log.value.entries), names, terminal);
    // Said once: the agent may be restarted at any moment, and the log goes on with the next one.
    else if (!silent) terminal.complain(`${log.error.sentence} (trying again every second)`);
    silent = !log.ok;
  }
}

function print(entries: readonly LogEntry[], names: NameBook, terminal: Terminal): void {
  if (entries.length === 0) return;
  terminal.print(`${entries.map((entry) => formatEntry(entry, names)).join('\n')}\n`);
}
