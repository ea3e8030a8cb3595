// The work of the demo: ordinary busy loops in awk, as one would type them into a shell, made to last a chosen time.
// It refuses to know about nodes and about krg.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { refusal } from '../refusal';

export const LOOPS = 6;

/** Long enough that starting awk does not count, short enough that nobody waits. */
const CALIBRATION_CPU_MS = 800;

const run = promisify(execFile);

/** The test program that was passed around among ClusterKnoppix users, with `rounds` for its upper limit. */
export function loopProgram(rounds: number): string {
  return `BEGIN {for(i=0; i<${rounds}; i++) for(j=0; j<10000; j++); print "done", i}`;
}

/** How many rounds take about `cpuMs` of CPU time on this machine. */
export async function calibrate(cpuMs: number, signal: AbortSignal): Promise<number> {
  for (let rounds = 50; rounds < 2 ** 30; rounds *= 3) {
    const usedMs = await measure(rounds, signal);
    if (usedMs >= CALIBRATION_CPU_MS) return Math.max(1, Math.round((rounds * cpuMs) / usedMs));
  }
  throw refusal('failed', 'awk needs no time at all for an empty loop, so that there is nothing to share out');
}

/**
 * The shell script that starts the loops and waits for each. It says "pid K PID" when it has started one and
 * "status K N" when the shell's own wait has told it N. Output goes to out.K in the working directory.
 */
export function launchScript(rounds: number): string {
  const numbers = Array.from({ length: LOOPS }, (_, index) => index + 1);
  return [
    'krgcapset -d +CAN_MIGRATE || exit',
    ...numbers.map((k) => `awk '${loopProgram(rounds)}' > out.${k} & pid${k}=$!; echo pid ${k} $!`),
    ...numbers.map((k) => `wait $pid${k}; echo status ${k} $?`),
  ].join('\n');
}

/** What a loop that ran to its end undisturbed has written, and nothing else. */
export function expectedOutput(rounds: number): string {
  return `done ${rounds}\n`;
}

export function readOutput(folder: string, loop: number): string {
  return readFileSync(join(folder, `out.${loop}`), 'utf8');
}

// CPU time and not the clock: whoever else is busy on this machine must not make the loops shorter.
async function measure(rounds: number, signal: AbortSignal): Promise<number> {
  const { stdout } = await run('sh', ['-c', `awk '${loopProgram(rounds)}' >/dev/null; times`], { signal });
  const [minutes, seconds] = /^\S+ \S+\n(\d+)m([\d.]+)s/m.exec(stdout)?.slice(1) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
