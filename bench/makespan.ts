// Makespan of six busy loops started on n1, with and without migration, in one run: two nodes, one CPU each. Ideal 0.50.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const KRGLAB = join(__dirname, '..', '..', 'bin', 'krglab');
const LOOPS = 6;
const ALONE_SECONDS = 10; // CPU time of one loop; long against the seconds the first moves take, short enough to wait for
const CALIBRATION_ROUNDS = 3000;
const LIMIT_MS = 600_000;

/** One run of all loops: seconds from the first start to the last end, and how many loops ended well. */
export interface MakespanRun {
  readonly seconds: number;
  readonly good: number;
}

function loop(rounds: number): string {
  return `awk 'BEGIN {for(i=0; i<${rounds}; i++) for(j=0; j<10000; j++); print "done", i}'`;
}

async function krglab(args: readonly string[]): Promise<string> {
  return (await run(KRGLAB, ['--name', 'bench', ...args], { timeout: LIMIT_MS, maxBuffer: 16 << 20 })).stdout;
}

// Rounds of the outer loop that take ALONE_SECONDS on this machine.
async function calibrate(): Promise<number> {
  const startMs = performance.now();
  await run('bash', ['-c', loop(CALIBRATION_ROUNDS)]);
  return Math.round((CALIBRATION_ROUNDS * ALONE_SECONDS * 1000) / (performance.now() - startMs));
}

async function measure(balance: 'on' | 'off', rounds: number): Promise<MakespanRun> {
  await krglab(['start', '--nodes', '2', '--cpus', '0,1', '--balance', balance]);
  try {
    const script = ['krgcapset -d +CAN_MIGRATE', `for k in $(seq ${LOOPS}); do ${loop(rounds)} & done; wait`].join('\n');
    const startMs = performance.now();
    const output = await krglab(['exec', 'n1', '--', 'bash', '-c', script]);
    const seconds = (performance.now() - startMs) / 1000;
    return { seconds, good: output.split('\n').filter((line) => line === `done ${rounds}`).length };
  } finally {
    await krglab(['stop']);
  }
}

/** Runs `repeats` pairs and prints a line each and the median ratio. */
export async function benchMakespan(repeats: number): Promise<void> {
  const rounds = await calibrate();
  const ratios: number[] = [];
  process.stdout.write(`makespan of ${LOOPS} loops of ${ALONE_SECONDS} s each on two nodes with one CPU each\n`);
  process.stdout.write('migration off   migration on   ratio   ended well\n');
  for (let repeat = 0; repeat < repeats; repeat++) {
    const off = await measure('off', rounds);
    const on = await measure('on', rounds);
    ratios.push(on.seconds / off.seconds);
    process.stdout.write(`${off.seconds.toFixed(1).padStart(11)} s ${on.seconds.toFixed(1).padStart(12)} s ${(on.seconds / off.seconds).toFixed(3).padStart(7)}   ${off.good + on.good} of ${2 * LOOPS}\n`);
  }
  ratios.sort((left, right) => left - right);
  process.stdout.write(`median ratio ${ratios[Math.floor(ratios.length / 2)]?.toFixed(3) ?? '-'} (ideal 0.500)\n`);
}
