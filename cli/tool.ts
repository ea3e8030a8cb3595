// The frame every command runs in: streams, exit status, and no stack trace whatever happens.
// It refuses to know any command or to talk to the agent.
import { exitCodeOf, type Refusal } from '../proto/errors';

/** What a command may do to the person in front of it. `columns` and `rows` are undefined when stdout is no terminal. */
export interface Terminal {
  /** Writes to stdout, as it stands. */
  print(text: string): void;
  /** Writes one sentence to stderr, after the name of the tool. */
  complain(sentence: string): void;
  /** Writes to stderr, as it stands. */
  warn(text: string): void;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
}

/** A command: its arguments without node and the script's name; resolves to the exit status. */
export type Tool = (argv: readonly string[], terminal: Terminal) => Promise<number>;

/** Says why something was refused; returns the exit status that goes with it (2 bad input, 1 any other reason). */
export function report(refusal: Refusal, terminal: Terminal): number {
  terminal.complain(refusal.sentence);
  return exitCodeOf(refusal);
}

/** Runs a command as this whole process. */
export function run(name: string, tool: Tool): void {
  // Nobody reads what we have to say: there is no better place to say so.
  process.stderr.on('error', () => undefined);
  const terminal = processTerminal(name);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `krgps | head -1` is no failure of krgps.
    if (error.code === 'EPIPE') process.exit(0);
    terminal.complain(`cannot write to stdout: ${error.message}`);
    process.exit(1);
  });
  const giveUp = (error: unknown): void => {
    terminal.complain(`this is a bug in ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  };
  process.on('uncaughtException', giveUp);
  tool(process.argv.slice(2), terminal).then((status) => {
    process.exitCode = status;
  }, giveUp);
}

function processTerminal(name: string): Terminal {
  const { stdout, stderr } = process;
  return {
    print: (text) => void stdout.write(text),
    complain: (sentence) => void stderr.write(`${name}: ${sentence}\n`),
    warn: (text) => void stderr.write(text),
    columns: stdout.isTTY ? stdout.columns : undefined,
    rows: stdout.isTTY ? stdout.rows : undefined,
  };
}
