// One run of the loops: a shell on the first node starts them and waits, while we watch where they are.
// It refuses to draw, and to judge what came out.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { enterArguments } from '../exec';
import { treeFile } from '../layout';
import { refusal } from '../refusal';
import type { Lab } from '../state';
import type { ClusterView, Looker } from './cluster-view';
import { launchScript, LOOPS } from './loops';

export interface LoopRecord {
  /** 1.. as in out.1 */
  readonly number: number;
  readonly pid: number;
  /** Names of nodes in the order it was seen on them. */
  readonly visited: string[];
  moves: number;
  cpuMs: number;
  /** What the launching shell's wait said; undefined while it waits. */
  status: number | undefined;
}

export interface Batch {
  readonly loops: LoopRecord[];
  view: ClusterView | undefined;
  /** From the first loop's start to the last one's end, or to now. */
  elapsedMs: number;
}

/** Often enough to see every stop of a loop that is moved twice in a second. */
const LOOK_INTERVAL_MS = 250;
/** Something is wrong when even one after the other they would have been done three times over. */
const PATIENCE = 3;

/** Runs the loops of `rounds` rounds in a folder that the node sees too; `show` is called after each look. */
export async function runBatch(
  lab: Lab, looker: Looker, work: { rounds: number; folder: string; loopCpuMs: number }, show: (batch: Batch) => void, signal: AbortSignal,
): Promise<Batch> {
  const batch: Batch = { loops: [], view: undefined, elapsedMs: 0 };
  const shell = startShell(lab, work.rounds, work.folder);
  const teller = tellLines(shell, batch);
  try {
    while (!teller.ended()) {
      batch.elapsedMs = (teller.finishedMs ?? performance.now()) - teller.startedMs;
      if (batch.elapsedMs > PATIENCE * LOOPS * work.loopCpuMs + 30_000) throw refusal('failed', 'the loops do not come to an end');
      await observe(batch, looker);
      show(batch);
      await sleep(LOOK_INTERVAL_MS, undefined, { signal });
    }
  } finally {
    shell.kill('SIGKILL'); // what it started ends with the lab
  }
  if (batch.loops.length < LOOPS || batch.loops.some((loop) => loop.status === undefined)) {
    throw refusal('failed', `the shell on the first node did not start and await all loops: ${teller.complaint()}`);
  }
  batch.elapsedMs = (teller.finishedMs ?? performance.now()) - teller.startedMs;
  return batch;
}

function startShell(lab: Lab, rounds: number, folder: string): ChildProcess {
  const name = lab.nodes[0]?.name ?? '';
  const entering = enterArguments(lab, name, ['sh', '-c', launchScript(rounds)], folder);
  return spawn(treeFile('native/build/krg-enter'), entering, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

interface Teller {
  /** When the shell had started its first loop, on performance.now's clock. */
  startedMs: number;
  finishedMs: number | undefined;
  readonly ended: () => boolean;
  readonly complaint: () => string;
}

// Takes down what the shell says, the moment it says it.
function tellLines(shell: ChildProcess, batch: Batch): Teller {
  let rest = '';
  let complaint = '';
  let ended = false;
  const teller: Teller = { startedMs: performance.now(), finishedMs: undefined, ended: () => ended, complaint: () => complaint.trim() };
  shell.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (batch.loops.length === 0) teller.startedMs = performance.now();
    for (const line of lines) takeLine(batch, line);
    if (batch.loops.length === LOOPS && batch.loops.every((loop) => loop.status !== undefined)) teller.finishedMs ??= performance.now();
  });
  shell.stderr?.setEncoding('utf8').on('data', (text: string) => { complaint += text; });
  shell.on('error', (error) => { complaint += error.message; ended = true; });
  shell.on('close', () => { ended = true; });
  return teller;
}

function takeLine(batch: Batch, line: string): void {
  const [word, number, value] = line.split(' ');
  if (word === 'pid') {
    batch.loops.push({ number: Number(number), pid: Number(value), visited: [], moves: 0, cpuMs: 0, status: undefined });
  } else if (word === 'status') {
    const loop = batch.loops.find((each) => each.number === Number(number));
    if (loop !== undefined) loop.status = Number(value);
  }
}

async function observe(batch: Batch, looker: Looker): Promise<void> {
  const view = await looker.look(batch.loops.map((loop) => loop.pid));
  if (view === undefined) return;
  batch.view = view;
  for (const seen of view.loops) {
    const loop = batch.loops.find((each) => each.pid === seen.pid);
    if (loop === undefined) continue;
    if (loop.visited.at(-1) !== seen.node) loop.visited.push(seen.node);
    loop.moves = Math.max(loop.moves, seen.moves);
    loop.cpuMs = Math.max(loop.cpuMs, seen.cpuMs);
  }
}
