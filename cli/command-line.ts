// Builds commander commands that speak like the rest of krg: one sentence, exit status 2, no stack trace.
// It refuses to know any option.
import { Command, CommanderError } from 'commander';
import type { Terminal } from './tool';
import { toolVersion } from './version';

/** A commander command that prints through the terminal and never ends the process by itself. */
export function newCommand(name: string, description: string, terminal: Terminal): Command {
  return new Command(name)
    .description(description)
    .version(toolVersion(), '--version', 'print the version and exit')
    .helpOption('-h, --help', 'print this help and exit')
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      // The error comes back as an exception, which becomes one sentence below.
      writeErr: () => undefined,
      getOutHelpWidth: () => terminal.columns ?? 80,
    });
}

/** Reads the arguments into the command. A number is the exit status of a tool that has nothing more to do. */
export function parseArguments(command: Command, argv: readonly string[], terminal: Terminal): number | undefined {
  try {
    command.parse([...argv], { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are errors to commander, with status 0.
    if (error.exitCode === 0) return 0;
    terminal.complain(`${sentenceOf(error)}; see ${command.name()} --help`);
    return 2;
  }
}

/** For options that may be given several times: collects their values. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function sentenceOf(error: CommanderError): string {
  if (error.code === 'commander.help') return 'a word is missing';
  return error.message.replace(/^error: /, '').replace(/\n/g, ' ').replace(/\.$/, '');
}
