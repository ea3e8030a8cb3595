// The demo's command line: `npm run demo`, or with `-- --seconds S` for loops of another length.
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../../proto/errors';
import { Interrupted, interruptible } from '../interruption';
import { LabRefusal, refusal } from '../refusal';
import { demonstrate } from './demonstration';
import { openScreen } from './screen';

/** Off, six of them take 48 s on one CPU: long enough to watch, short enough to be watched to the end. */
const LOOP_SECONDS = 8;

async function main(): Promise<void> {
  try {
    const loopCpuMs = readSeconds() * 1000;
    const sound = await interruptible((signal) => demonstrate({ loopCpuMs }, openScreen(process.stdout), signal));
    if (!sound) throw refusal('failed', 'a loop was harmed: see the table');
  } catch (error) {
    process.exitCode = report(error);
  }
}

function readSeconds(): number {
  const text = readOption() ?? String(LOOP_SECONDS);
  const seconds = Number(text);
  if (seconds >= 0.1 && seconds <= 600) return seconds;
  throw refusal('bad-input', `--seconds ${text}: wanted a number from 0.1 to 600`);
}

function readOption(): string | undefined {
  try {
    return parseArgs({ options: { seconds: { type: 'string' } } }).values.seconds;
  } catch {
    throw refusal('bad-input', 'the demo takes --seconds S, the CPU time of one loop, and nothing else');
  }
}

function report(error: unknown): number {
  // What was interrupted in the middle reports it in its own words, with ours as the cause.
  const cause = error instanceof Error && error.cause instanceof Interrupted ? error.cause : error;
  const sentence = cause instanceof LabRefusal || cause instanceof Interrupted ? cause.message : String(cause);
  process.stderr.write(`demo: ${sentence}\n`);
  if (cause instanceof Interrupted) return cause.exitStatus;
  return cause instanceof LabRefusal ? exitCodeOf(cause.refusal) : 1;
}

void main();
