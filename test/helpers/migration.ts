// What every migration test asks of a lab: where is it, move it there, which PID is it. All through the real tools.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from './lab';

/** One line of krgps for a process: `node nmigs state`. Empty when there is no such process. */
export async function where(lab: Lab, pid: number, from = 'n1'): Promise<string> {
  const shown = await lab.exec(from, ['krgps', '--no-headers', '-o', 'node', '-p', String(pid)]);
  return shown.stdout.trim();
}

/** Moves a process and fails the test with the tool's own sentence if it does not move. */
export async function move(lab: Lab, pid: number, target: string, from = 'n1'): Promise<void> {
  const done = await lab.exec(from, ['migrate', String(pid), target]);
  if (done.code !== 0) throw new Error(`migrate ${pid} ${target}: exit ${done.code}: ${done.stderr}`);
}

/** Asks again until the answer satisfies; fails with the last answer after `limitMs`. */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, limitMs = 20_000): Promise<T> {
  const untilMs = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > untilMs) throw new Error(`not within ${limitMs} ms; the last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** PID of the one process in the cluster whose name is `comm`, waiting for it to appear. */
export async function pidOf(lab: Lab, comm: string, from = 'n1'): Promise<number> {
  const list = async (): Promise<number[]> => {
    const shown = await lab.exec(from, ['krgps', '--no-headers', '-o', 'pid,comm']);
    return shown.stdout.split('\n').map((line) => line.trim().split(/\s+/)).filter((columns) => columns[1] === comm).map((columns) => Number(columns[0]));
  };
  const found = await eventually(list, (pids) => pids.length === 1);
  return found[0] ?? 0;
}

/** A directory of the test's own, shared by all nodes, and its removal. A guardian removes it when the test is killed. */
export function scratchDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'krg-test-'));
  const guardian = spawn('sh', ['-c', 'cat >/dev/null; rm -rf -- "$1"', 'sh', path], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guardian.unref();
  (guardian.stdin as unknown as { unref: () => void }).unref();
  return { path, remove: () => void guardian.stdin.end() };
}

/** Compiles one of test/victims/*.c and returns the path of the program. */
export function compileVictim(name: string, directory: string): string {
  const program = join(directory, name);
  execFileSync('gcc', ['-O1', '-Wall', '-Wextra', '-Werror', '-pthread', '-o', program, join(__dirname, '..', 'victims', `${name}.c`)]);
  return program;
}
