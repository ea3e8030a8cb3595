// Reads a krgcapset command line, whose values begin with + or -: `-d -CAN_MIGRATE` is one option and its value.
// It refuses to judge capabilities; it knows options, as getopt_long did for Kerrighed's tool.
import type { SetChange, SetName } from '../proto/capabilities';
import { ok, refuse, type Refused, type Result } from '../proto/errors';
import { parsePid } from './pid-list';

export interface CapsetRequest {
  readonly help: boolean;
  readonly version: boolean;
  readonly show: boolean;
  readonly force: boolean;
  /** Undefined: the parent of krgcapset. */
  readonly pid: number | undefined;
  readonly changes: readonly SetChange[];
}

type Flag = 'help' | 'version' | 'show' | 'force';

interface Option {
  readonly short: string;
  readonly long: string;
  readonly means: { flag: Flag } | { set: SetName } | 'pid';
}

const OPTIONS: readonly Option[] = [
  { short: 'h', long: 'help', means: { flag: 'help' } },
  { short: 'v', long: 'version', means: { flag: 'version' } },
  { short: 's', long: 'show', means: { flag: 'show' } },
  { short: 'f', long: 'force', means: { flag: 'force' } },
  { short: 'k', long: 'pid', means: 'pid' },
  { short: 'p', long: 'permitted', means: { set: 'permitted' } },
  { short: 'e', long: 'effective', means: { set: 'effective' } },
  { short: 'i', long: 'inheritable-permitted', means: { set: 'inheritablePermitted' } },
  { short: 'd', long: 'inheritable-effective', means: { set: 'inheritableEffective' } },
];

interface Given {
  readonly option: Option;
  readonly value: string | undefined;
}

const takesValue = (option: Option): boolean => option.means === 'pid' || 'set' in option.means;
const nameOf = (option: Option): string => `-${option.short} (--${option.long})`;

/** The request in a command line, or what is wrong with it. */
export function parseCapsetArguments(argv: readonly string[]): Result<CapsetRequest> {
  const words = [...argv];
  const given: Given[] = [];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const found = word.startsWith('--') ? readLong(word, words) : readShort(word, words);
    if (!found.ok) return found;
    given.push(...found.value);
  }
  return interpret(given);
}

function readLong(word: string, rest: string[]): Result<readonly Given[]> {
  const [name = '', ...parts] = word.slice(2).split('=');
  const attached = parts.length > 0 ? parts.join('=') : undefined;
  // getopt_long takes any beginning that fits one option only.
  const fits = OPTIONS.filter((option) => name !== '' && option.long.startsWith(name));
  const option = fits.find((candidate) => candidate.long === name) ?? fits[0];
  if (option === undefined) return unknown(word);
  if (fits.length > 1 && option.long !== name) {
    return refuse('bad-input', `${word} may mean ${fits.map((fit) => `--${fit.long}`).join(' or ')}; write it out`);
  }
  if (takesValue(option)) return withValue(option, attached ?? rest.shift());
  return attached === undefined ? ok([{ option, value: undefined }]) : refuse('bad-input', `--${option.long} takes no value`);
}

// `-sf`, `-k123`, `-d -CAN_MIGRATE` and `-d-CAN_MIGRATE` are all right.
function readShort(word: string, rest: string[]): Result<readonly Given[]> {
  if (!word.startsWith('-') || word === '-') return unknown(word);
  const given: Given[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const option = OPTIONS.find((candidate) => candidate.short === word[at]);
    if (option === undefined) return unknown(word);
    if (takesValue(option)) {
      const attached = word.slice(at + 1);
      const last = withValue(option, attached === '' ? rest.shift() : attached);
      return last.ok ? ok([...given, ...last.value]) : last;
    }
    given.push({ option, value: undefined });
  }
  return ok(given);
}

function withValue(option: Option, value: string | undefined): Result<readonly Given[]> {
  if (value !== undefined && value !== '') return ok([{ option, value }]);
  const example = option.means === 'pid' ? '-k 65601' : `-${option.short} +CAN_MIGRATE`;
  return refuse('bad-input', `${nameOf(option)} needs a value, such as ${example}`);
}

function unknown(word: string): Refused {
  return refuse('bad-input', `${JSON.stringify(word)} is no option of krgcapset; see krgcapset --help`);
}

function interpret(given: readonly Given[]): Result<CapsetRequest> {
  const flags = new Set<Flag>();
  const changes: SetChange[] = [];
  let pid: number | undefined;
  for (const { option, value = '' } of given) {
    if (option.means === 'pid') {
      const parsed = parsePid(value);
      if (!parsed.ok) return parsed;
      pid = parsed.value;
    } else if ('flag' in option.means) flags.add(option.means.flag);
    else changes.push({ which: option.means.set, spec: value });
  }
  const has = (flag: Flag): boolean => flags.has(flag);
  const request = { help: has('help'), version: has('version'), show: has('show'), force: has('force'), pid, changes };
  return (given.length > 0 ? contradiction(request) : undefined) ?? ok(request);
}

function contradiction({ help, version, show, changes }: CapsetRequest): Refused | undefined {
  if (show && changes.length > 0) {
    return refuse('bad-input', '--show only looks: change the sets first, then show them with a second command');
  }
  if (help || version || show || changes.length > 0) return undefined;
  return refuse('bad-input', 'nothing to do: name a set to change, such as -d +CAN_MIGRATE, or --show');
}
