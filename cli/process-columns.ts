// The columns krgps can show: their names, headers, and how each is read from a process.
// It refuses to choose columns (column-list.ts) or to lay them out (table.ts).
import type { Process__Output as Process } from '../proto';
import { formatCpuTime } from './duration';
import type { TableColumn } from './table';

/** Names behind the numbers in a process; both fall back to the number. */
export interface NameBook {
  nodeName(id: number): string;
  userName(uid: number): string;
}

export interface ProcessColumn extends TableColumn {
  readonly key: string;
  /** Other names ps knows it by. */
  readonly aliases: readonly string[];
  text(process: Process, names: NameBook): string;
  /** What `--sort` compares. */
  sortValue(process: Process, names: NameBook): number | string;
}

type Value = (process: Process, names: NameBook) => number | string;

interface Details {
  readonly text?: (process: Process, names: NameBook) => string;
  readonly aliases?: readonly string[];
  readonly shrinks?: boolean;
  readonly align?: 'left' | 'right';
}

function column(key: string, header: string, sortValue: Value, details: Details = {}): ProcessColumn {
  const { text = (process, names): string => String(sortValue(process, names)), aliases = [], shrinks = false, align = 'left' } =
    details;
  return { key, header, align, shrinks, aliases, text, sortValue };
}

const number = (details: Details = {}): Details => ({ align: 'right', ...details });

const defunct = (process: Process): string => (process.state.startsWith('Z') ? ' <defunct>' : '');

/** The command line as ps shows it: the arguments, or `[name]` of a process that has none (kernel threads, zombies). */
export function commandLine(process: Process): string {
  const words = process.args.join(' ').trimEnd();
  return words === '' ? `[${process.comm}]${defunct(process)}` : words;
}

export const PROCESS_COLUMNS: readonly ProcessColumn[] = [
  column('pid', 'PID', (process) => process.pid, number()),
  column('ppid', 'PPID', (process) => process.ppid, number()),
  column('node', 'NODE', (process) => process.node, 
    { text: (process, names) => names.nodeName(process.node), aliases: ['where'] }),
  column('home', 'HOME', (process) => process.home, { text: (process, names) => names.nodeName(process.home) }),
  column('nmigs', 'NMIGS', (process) => process.nmigs, number()),
  column('cantmove', 'CANTMOVE', (process) => process.cantmove, { text: (process) => process.cantmove || '-', shrinks: true }),
  column('stat', 'STAT', (process) => process.state),
  column('time', 'TIME', (process) => process.cpuMs,
    number({ text: (process) => formatCpuTime(process.cpuMs), aliases: ['cputime'] })),
  column('comm', 'COMMAND', (process) => process.comm,
    { text: (process) => process.comm + defunct(process), aliases: ['ucmd', 'ucomm'], shrinks: true }),
  column('args', 'COMMAND', commandLine, { aliases: ['command', 'cmd'], shrinks: true }),
  column('uid', 'UID', (process) => process.uid, number({ aliases: ['euid'] })),
  column('user', 'USER', (process, names) => names.userName(process.uid), { aliases: ['uname', 'euser'] }),
  column('rss', 'RSS', (process) => process.rssBytes, number({ text: kibibytes, aliases: ['rsz', 'rssize'] })),
  column('lock', 'LOCK', (process) => (process.locked ? 1 : 0), number()),
  column('load', 'LOAD', (process) => process.load, number({ text: (process) => process.load.toFixed(2) })),
  column('etime', 'ELAPSED', (process) => process.ageMs, number({ text: (process) => formatCpuTime(process.ageMs) })),
  column('tty', 'TTY', (process) => process.tty, { text: (process) => process.tty || '?', aliases: ['tt', 'tname'] }),
  column('unit', 'UNIT', (process) => process.unitRoot, number({ text: (process) => String(process.unitRoot || '-') })),
];

function kibibytes(process: Process): string {
  return String(Math.round(process.rssBytes / 1024));
}

/** The column a key or one of its aliases means. */
export function findColumn(key: string): ProcessColumn | undefined {
  return PROCESS_COLUMNS.find((candidate) => candidate.key === key || candidate.aliases.includes(key));
}
