// The agent's configuration: what the TOML file may say, what each default is and why, and how it is written out again.
// It refuses to read files and to look at the machine: text in, values or one sentence out.
import type * as Toml from 'smol-toml' with { 'resolution-mode': 'import' };
import * as v from 'valibot';
import { ok, refuse, type Refused, type Result } from '../proto/errors';
import { MAX_NODE, MIN_NODE } from '../proto/pid';

// The package ships CommonJS too, but its types say ESM only, so that TypeScript refuses a plain import.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { parse, stringify, TomlError } = require('smol-toml') as typeof Toml;

export const defaults = {
  /** Unassigned by IANA, below the ephemeral range, so that no outgoing connection of the machine takes it. */
  port: 7700,
  /** /run is empty after a boot, as the sockets and "ready" must be. */
  run: '/run/krg',
  /** Journals must survive the agent but not the machine: after a boot no process they speak of exists. */
  state: '/run/krg/state',
  /** Where `npm run setup` puts its private CRIU; distributions' own are mostly too old. */
  criu: '/opt/krg/criu/criu',
  /** What people install krg for. */
  balanceEnabled: true,
  /** A load that lasts a second is worth a move of a tenth of one; asking more often only costs. */
  balanceIntervalMs: 1000,
  /** Speeds are relative: equal machines need no figure. */
  speed: 1,
} as const;

const text = (wanted: string): v.GenericSchema<string> =>
  v.pipe(v.string(wanted), v.regex(/^[^\s\0]+$/, wanted));
const path = v.pipe(v.string('an absolute path'), v.regex(/^\/[^\0]*$/, 'an absolute path'));
const whole = (low: number, high: number): v.GenericSchema<number> => {
  const wanted = `a whole number from ${low} to ${high}`;
  return v.pipe(v.number(wanted), v.integer(wanted), v.minValue(low, wanted), v.maxValue(high, wanted));
};
const nodeId = whole(MIN_NODE, MAX_NODE);
// No digits only: on a command line a number is always an id.
const nodeName = v.pipe(text('a name without spaces'), v.regex(/[^\d]/, 'a name that is not only digits'));
const address = text('a host name or an IP address');
const port = v.optional(whole(1, 65535), defaults.port);
const speed = v.pipe(v.number('a number above 0'), v.finite('a number above 0'), v.gtValue(0, 'a number above 0'));

const configSchema = v.strictObject({
  node: v.strictObject({ id: nodeId, name: nodeName, address, port }),
  tls: v.strictObject({ ca: path, cert: path, key: path }),
  peers: v.optional(v.array(v.strictObject({ id: nodeId, name: nodeName, address, port }), 'a list, [[peers]]'), []),
  paths: v.optional(
    v.strictObject({ run: v.optional(path, defaults.run), state: v.optional(path, defaults.state) }), {}),
  criu: v.optional(v.strictObject({ command: v.optional(path, defaults.criu) }), {}),
  balance: v.optional(v.strictObject({
    enabled: v.optional(v.boolean('true or false'), defaults.balanceEnabled),
    // Below 50 ms the agent would mostly measure itself; above an hour nothing is balanced.
    intervalMs: v.optional(whole(50, 3_600_000), defaults.balanceIntervalMs),
    speed: v.optional(speed, defaults.speed),
  }), {}),
});

export type Config = v.InferOutput<typeof configSchema>;
/** One line of the static list of all other nodes. */
export type PeerConfig = Config['peers'][number];

/**
 * Reads a configuration. `fileName` only appears in sentences.
 * Refuses with `bad-input` and one sentence naming the file, the key (the line for a syntax error) and what is wanted.
 */
export function parseConfig(toml: string, fileName: string): Result<Config> {
  const table = parseToml(toml, fileName);
  if (!table.ok) return table;
  const checked = v.safeParse(configSchema, table.value, { abortEarly: true });
  if (!checked.success) return refuse('bad-input', `${fileName}: ${sentenceOf(checked.issues[0])}`);
  const clash = clashOf(checked.output);
  return clash === undefined ? ok(checked.output) : refuse('bad-input', `${fileName}: ${clash}`);
}

/** Writes a configuration as TOML that `parseConfig` reads back to the same value. */
export function renderConfig(config: Config): string {
  return `${stringify(config).trimEnd()}\n`;
}

function parseToml(toml: string, fileName: string): Result<unknown> {
  try {
    return ok(parse(toml));
  } catch (error) {
    // Anything else than a syntax error would be a fault of the parser, not of the file.
    if (!(error instanceof TomlError)) throw error;
    return syntaxError(error, fileName);
  }
}

// The message's first line says what is wrong; the rest draws the place, which a sentence cannot.
function syntaxError(error: Toml.TomlError, fileName: string): Refused {
  const reason = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
  return refuse('bad-input', `${fileName}: line ${error.line}, column ${error.column} is not TOML: ${reason}`);
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  const key = (v.getDotPath(issue) ?? '').replace(/\.(\d+)/g, '[$1]');
  if (issue.kind === 'schema' && issue.type === 'strict_object') return strictSentence(issue, key);
  return `${key} is ${show(issue.input)}, wanted ${issue.message}`;
}

// A strict object complains about a missing key, about an unknown one, and about not being a table.
function strictSentence(issue: v.BaseIssue<unknown>, key: string): string {
  if (issue.expected === 'never') return `${key} is no key krg knows`;
  if (issue.input === undefined) return `${key} is missing`;
  return `${key} is ${show(issue.input)}, wanted a table, [${key}]`;
}

function show(input: unknown): string {
  if (input === undefined) return 'missing';
  const shown = typeof input === 'bigint' || input instanceof Date ? String(input) : JSON.stringify(input);
  return shown.length > 60 ? `${shown.slice(0, 60)}...` : shown;
}

// What no single key shows: ids and names must tell all nodes of the cluster apart.
function clashOf(config: Config): string | undefined {
  const seen = [config.node];
  for (const [index, peer] of config.peers.entries()) {
    if (peer.id === config.node.id) return `peers[${index}].id is ${peer.id}, this node's own: list only the other nodes`;
    if (seen.some((other) => other.id === peer.id)) return `peers[${index}].id is ${peer.id}, which another peer has`;
    if (seen.some((other) => other.name === peer.name)) return `peers[${index}].name is ${show(peer.name)}, which another node has`;
    seen.push(peer);
  }
  return undefined;
}
