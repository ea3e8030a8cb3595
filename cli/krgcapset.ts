// krgcapset: shows and changes what a process and its children may do, with Kerrighed's options, texts and prompts.
// It refuses to judge a change: the agent does, and its sentence is shown.
import { createInterface } from 'node:readline';
import {
  applyChanges, hasCapability, SUPPORTED, type CapabilitySets, type SetChange, type SetName,
} from '../proto/capabilities';
import { formatNames, formatShow } from '../proto/capability-show';
import { ok, refuse, type Result } from '../proto/errors';
import { parseCapsetArguments, type CapsetRequest } from './capset-arguments';
import { checkNames, unknownNameText } from './capset-names';
import type { LocalAgent } from './client';
import { withAgent } from './connection';
import { report, type Terminal } from './tool';
import { toolVersion } from './version';

/** Asks the person for a line; undefined when nobody is there to answer. */
export type Asker = () => Promise<string | undefined>;

const WIRE_NAMES: Readonly<Record<SetName, string>> = {
  effective: 'effective',
  permitted: 'permitted',
  inheritableEffective: 'inheritable_effective',
  inheritablePermitted: 'inheritable_permitted',
};

/** Shows or changes sets. Exit status 0; 1 when refused or a name was unknown; 2 for bad arguments. */
export async function krgcapset(argv: readonly string[], terminal: Terminal, ask: Asker = askOnStdin): Promise<number> {
  const parsed = parseCapsetArguments(argv);
  if (!parsed.ok) return report(parsed.error, terminal);
  const request = parsed.value;
  if (request.version) {
    terminal.print(`krgcapset ${toolVersion()}\n`);
    return 0;
  }
  if (request.help || argv.length === 0) {
    terminal.print(usage());
    return 0;
  }
  const pid = request.pid ?? process.ppid;
  return withAgent((agent) => (request.show ? show(agent, pid, terminal) : change(agent, pid, request, terminal, ask)));
}

async function show(agent: LocalAgent, pid: number, terminal: Terminal): Promise<number> {
  const sets = await readSets(agent, pid);
  if (!sets.ok) return report(sets.error, terminal);
  terminal.print(formatShow(sets.value));
  return 0;
}

async function readSets(agent: LocalAgent, pid: number): Promise<Result<CapabilitySets>> {
  const reply = await agent.capabilities({ pid, changes: [] });
  if (!reply.ok) return reply;
  return reply.value.sets === null ? refuse('failed', 'the agent answered without any sets') : ok(reply.value.sets);
}

async function change(
  agent: LocalAgent, pid: number, request: CapsetRequest, terminal: Terminal, ask: Asker,
): Promise<number> {
  const { changes, unknown } = checkNames(request.changes);
  for (const name of unknown) terminal.warn(unknownNameText(name));
  const status = unknown.length > 0 ? 1 : 0;
  if (changes.length === 0) return status;
  if (!request.force && (await losesChangeCap(agent, pid, changes))) {
    terminal.print('Are you sure you want to loose the capability to change your capabilities (y/N)\n');
    const answer = await ask();
    if (answer === undefined) {
      terminal.complain('nobody answered, nothing was changed; use --force where nobody can be asked');
      return 1;
    }
    if (!/^\s*y/i.test(answer)) return status;
  }
  const wire = changes.map(({ which, spec }) => ({ set: WIRE_NAMES[which], spec }));
  const reply = await agent.capabilities({ pid, changes: wire });
  return reply.ok ? status : report(reply.error, terminal);
}

// Kerrighed asked whenever the right was missing afterwards; asking who never had it would be odd.
async function losesChangeCap(agent: LocalAgent, pid: number, changes: readonly SetChange[]): Promise<boolean> {
  if (!changes.some(({ which }) => which === 'effective' || which === 'permitted')) return false;
  const before = await readSets(agent, pid);
  if (!before.ok) return false;
  const after = applyChanges(before.value, changes);
  // What would be refused is for the agent to refuse.
  return after.ok && mayChange(before.value) && !mayChange(after.value);
}

function mayChange(sets: CapabilitySets): boolean {
  return hasCapability(sets.effective, 'CHANGE_KERRIGHED_CAP') && hasCapability(sets.permitted, 'CHANGE_KERRIGHED_CAP');
}

function askOnStdin(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin });
  return new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  }).finally(() => lines.close());
}

function usage(): string {
  return `Usage: krgcapset [-h|--help] [-v|--version]
  or:  krgcapset [-k|--pid <pid>] -s|--show
  or:  krgcapset [-f|--force] [-k|--pid <pid>] {SET {[+|-]CAPABILITY LIST | OCTAL VALUE}...}
  -h, --help                   display this help and exit
  -v, --version                display version informations and exit
  -k, --pid <pid>              act on the process having pid <pid>
                               (default: the parent of krgcapset)
  -s, --show                   show the capabilities of the process
  -f, --force                  do not ask before giving up CHANGE_KERRIGHED_CAP

Change capabilities of the calling (or designated) process.

 SET is one of:
  -e, --effective              set up effective capabilities
  -p, --permitted              set up permitted capabilities
  -d, --inheritable-effective  set up inheritable effective capabilities
  -i, --inheritable-permitted  set up inheritable permitted capabilities

CAPABILITY LIST is a comma-separated list of capabilities amongst:
${formatNames(SUPPORTED)}`;
}
