// Reads what the user wants to see and in which order: ps's `-o` and `--sort` grammars.
// It refuses to know how a column gets its text.
import type { Process__Output as Process } from '../proto';
import { ok, refuse, type Refused, type Result } from '../proto/errors';
import { findColumn, PROCESS_COLUMNS, type NameBook, type ProcessColumn } from './process-columns';

export interface SortKey {
  readonly column: ProcessColumn;
  readonly descending: boolean;
}

export const DEFAULT_COLUMNS = 'pid,node,home,nmigs,cantmove,stat,time,args';

/**
 * The columns of all `-o` arguments in order. Keys are separated by commas or blanks; `key=HEADER` renames one
 * header, and unlike in POSIX the name ends at the next comma. `key=` leaves the header empty.
 */
export function parseColumnList(lists: readonly string[]): Result<readonly ProcessColumn[]> {
  const columns: ProcessColumn[] = [];
  for (const item of lists.flatMap((list) => list.split(/[,\s]+/))) {
    const [key = '', ...header] = item.split('=');
    const column = findColumn(key);
    if (column === undefined) return unknownKey('column', key);
    columns.push(item.includes('=') ? { ...column, header: header.join('=') } : column);
  }
  return ok(columns);
}

/** The keys of `--sort`: `[+|-]key,...`, the first one weighing most, `-` meaning largest first. */
export function parseSortKeys(text: string): Result<readonly SortKey[]> {
  const keys: SortKey[] = [];
  for (const item of text.split(/[,\s]+/)) {
    const key = item.replace(/^[+-]/, '');
    const column = findColumn(key);
    if (column === undefined) return unknownKey('sort key', key);
    keys.push({ column, descending: item.startsWith('-') });
  }
  return ok(keys);
}

/** The processes in the order of the keys; equal ones by PID, so that the same list prints the same twice. */
export function sortProcesses(processes: readonly Process[], keys: readonly SortKey[], names: NameBook): Process[] {
  return [...processes].sort((left, right) => {
    for (const { column, descending } of keys) {
      const order = compare(column.sortValue(left, names), column.sortValue(right, names));
      if (order !== 0) return descending ? -order : order;
    }
    return left.pid - right.pid;
  });
}

function compare(left: number | string, right: number | string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function unknownKey(what: string, key: string): Refused {
  const known = PROCESS_COLUMNS.map((column) => column.key).join(', ');
  return refuse('bad-input', `${key === '' ? `a ${what} is missing` : `there is no ${what} ${JSON.stringify(key)}`}; use ${known}`);
}
