// Lays out a table: columns as wide as what is in them, the last one as long as its text.
// It refuses to know what the columns mean or to print anything.
import { cut, printable, widthOf } from './text';

export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** May be cut when the table does not fit and the last column would have no room. */
  readonly shrinks?: boolean;
}

export interface TableOptions {
  /** Print the line with the headers; a line of empty headers is never printed. */
  readonly headers?: boolean;
  /** Cut every line at that many columns. */
  readonly maxWidth?: number;
}

/** What the last column keeps, if it needs it, before columns that shrink have to. */
const LAST_COLUMN_WIDTH = 24;
const SHRUNK_WIDTH = 10;

/** The lines of the table, without newlines. A row has one cell for each column. */
export function layoutTable(
  columns: readonly TableColumn[], rows: ReadonlyArray<readonly string[]>, options: TableOptions = {},
): string[] {
  const cells = rows.map((row) => row.map(printable));
  const headers = columns.map((column) => column.header);
  const showHeaders = options.headers !== false && headers.some((header) => header !== '');
  const wanted = columns.map((_, index) => widest([...(showHeaders ? [headers] : []), ...cells], index));
  const widths = options.maxWidth === undefined ? wanted : shrink(columns, wanted, options.maxWidth);
  const lines = [...(showHeaders ? [headers] : []), ...cells].map((row) => layoutLine(columns, widths, row));
  return options.maxWidth === undefined ? lines : lines.map((line) => cut(line, options.maxWidth ?? Infinity));
}

function widest(rows: ReadonlyArray<readonly string[]>, index: number): number {
  return rows.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), 0);
}

function layoutLine(columns: readonly TableColumn[], widths: readonly number[], row: readonly string[]): string {
  const cells = columns.map((column, index) => {
    const width = widths[index] ?? 0;
    const isLast = index === columns.length - 1;
    const text = isLast ? (row[index] ?? '') : cut(row[index] ?? '', width);
    const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
    if (column.align === 'right') return padding + text;
    return isLast ? text : text + padding;
  });
  return cells.join(' ').trimEnd();
}

// A reason why a process cannot move is a sentence, and would push its command off the screen.
function shrink(columns: readonly TableColumn[], wanted: readonly number[], maxWidth: number): number[] {
  const widths = [...wanted];
  const last = Math.min(widths[widths.length - 1] ?? 0, LAST_COLUMN_WIDTH);
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width + 1, 0);
  let missing = others + last - maxWidth;
  columns.slice(0, -1).forEach((column, index) => {
    const width = widths[index] ?? 0;
    const least = Math.max(SHRUNK_WIDTH, widthOf(column.header));
    if (column.shrinks !== true || missing <= 0 || width <= least) return;
    widths[index] = Math.max(least, width - missing);
    missing -= width - (widths[index] ?? 0);
  });
  return widths;
}
