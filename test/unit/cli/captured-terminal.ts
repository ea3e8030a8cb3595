// A terminal that remembers what was printed. It refuses to be one: `columns` only says what a tool shall believe.
import type { Terminal, Tool } from '../../../cli/tool';

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface CapturedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
}

/** A terminal for a tool of that name. */
export function captureTerminal(name: string, columns?: number, rows?: number): CapturedTerminal {
  let out = '';
  let err = '';
  return {
    print: (text) => {
      out += text;
    },
    complain: (sentence) => {
      err += `${name}: ${sentence}\n`;
    },
    warn: (text) => {
      err += text;
    },
    columns,
    rows,
    out: () => out,
    err: () => err,
  };
}

/** Runs a tool with these arguments and says what became of it. */
export async function runTool(tool: Tool, argv: readonly string[], columns?: number): Promise<Outcome> {
  const terminal = captureTerminal(tool.name, columns);
  const status = await tool(argv, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}
