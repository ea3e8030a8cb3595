// krglab: reads the command line, runs it, and turns what went wrong into one sentence and an exit status.
import { CommanderError, type Command } from 'commander';
import { exitCodeOf } from '../proto/errors';
import { buildProgram } from './commands';
import { Interrupted } from './interruption';
import { LabRefusal } from './refusal';

async function main(): Promise<void> {
  const program = buildProgram((status) => { process.exitCode = status; });
  for (const command of [program, ...program.commands]) quieten(command);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

const silent = (): void => undefined;

// Commander would print by itself and end the process with 1.
function quieten(command: Command): void {
  command.exitOverride().configureOutput({ outputError: silent, writeErr: silent });
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof Interrupted) return complain(error.message, error.exitStatus);
  if (error instanceof LabRefusal) return complain(error.message, exitCodeOf(error.refusal));
  return complain(error instanceof Error ? error.stack ?? error.message : String(error), 1);
}

function reportUsage(error: CommanderError): number {
  if (error.exitCode === 0) return 0; // --help
  if (error.code === 'commander.help') return complain('say what to do: start, exec, status, stop, kill, boot, cut or heal', 2);
  return complain(`${error.message.replace(/^error: |\. Expected .*$/g, '')}; krglab --help shows what there is`, 2);
}

function complain(sentence: string, status: number): number {
  process.stderr.write(`krglab: ${sentence}\n`);
  return status;
}

void main();
