// How a run looks: pure text from what was seen, and the table at the end. It refuses to print and to know the terminal.
import type { Batch, LoopRecord } from './batch';
import { expectedOutput, LOOPS } from './loops';

export interface Outcome {
  readonly batch: Batch;
  /** What each loop has written, by its number. */
  readonly outputs: ReadonlyMap<number, string>;
  readonly rounds: number;
}

const PROGRESS_WIDTH = 40;
/** The agent, starting up and looking take some of it by themselves. */
const UNFAIR_SHARE = 0.2;
// With six PIDs behind it a line fits into 80 columns.
const BAR_PER_LOAD = 4;
const BAR_WIDTH = LOOPS * BAR_PER_LOAD + BAR_PER_LOAD;

/** The share of all work that is done, 0..1, by CPU time used; a loop that has ended has done its share. */
export function progressOf(batch: Batch, loopCpuMs: number): number {
  const done = batch.loops.map((loop) => (loop.status === undefined ? Math.min(0.99, loop.cpuMs / loopCpuMs) : 1));
  return done.reduce((sum, share) => sum + share, 0) / LOOPS;
}

/** The picture that is redrawn once a second: progress, and a bar of load and the PIDs for each node. */
export function drawFrame(title: string, batch: Batch, loopCpuMs: number): string[] {
  const progress = progressOf(batch, loopCpuMs);
  const bar = '#'.repeat(Math.round(progress * PROGRESS_WIDTH)).padEnd(PROGRESS_WIDTH, '.');
  const nodes = batch.view?.nodes ?? [];
  return [
    `${title}  ${seconds(batch.elapsedMs).padStart(5)} s  [${bar}] ${percent(progress)}`,
    ...nodes.map(({ name, load }) => {
      const length = Math.min(BAR_WIDTH, Math.round(load * BAR_PER_LOAD));
      return `  ${name} |${'='.repeat(length).padEnd(BAR_WIDTH)}| ${load.toFixed(1).padStart(4)}  ${pidsOn(batch, name).join(' ')}`;
    }),
  ];
}

/** The same in one line, for output that is no terminal. */
export function drawLine(title: string, batch: Batch, loopCpuMs: number): string {
  const nodes = (batch.view?.nodes ?? []).map(({ name, load }) => `${name} ${load.toFixed(1)}: ${pidsOn(batch, name).join(' ') || '-'}`);
  return [`${title} ${seconds(batch.elapsedMs)} s`, percent(progressOf(batch, loopCpuMs)).trim(), ...nodes].join(' | ');
}

/** True when every loop ended with 0 and wrote what it should, and not a byte more. */
export function isSound(outcome: Outcome): boolean {
  return outcome.batch.loops.every((loop) => loop.status === 0 && hasSoundOutput(outcome, loop));
}

/** The table at the end: where each loop has been, what its shell was told, what it wrote. */
export function drawOutcome(outcome: Outcome): string[] {
  const rows = outcome.batch.loops.map((loop) => [
    String(loop.pid), loop.visited.join(' > ') || '-', String(loop.moves), String(loop.status ?? '-'),
    hasSoundOutput(outcome, loop) ? `done ${outcome.rounds}: as it should be` : `WRONG: ${JSON.stringify(outcome.outputs.get(loop.number))}`,
  ]);
  return alignColumns([['PID', 'NODES VISITED', 'MOVES', 'EXIT STATUS', 'OUTPUT'], ...rows]);
}

/** The last lines: both makespans and what balancing was worth. */
export function drawComparison(off: Batch, on: Batch): string[] {
  return [
    `all six done, balancing off: ${seconds(off.elapsedMs)} s`,
    `all six done, balancing on:  ${seconds(on.elapsedMs)} s`,
    `${(off.elapsedMs / on.elapsedMs).toFixed(2)} times as fast`,
    ...(lostShare(off) > UNFAIR_SHARE ? [`(other programs had ${percent(lostShare(off)).trim()} of the CPU of n1 in the first run: not a fair comparison)`] : []),
  ];
}

// With balancing off the loops have one CPU among them; what they did not get of it, others got.
function lostShare(off: Batch): number {
  return 1 - off.loops.reduce((sum, loop) => sum + loop.cpuMs, 0) / off.elapsedMs;
}

function pidsOn(batch: Batch, node: string): number[] {
  return (batch.view?.loops ?? []).filter((loop) => loop.node === node).map((loop) => loop.pid).sort((a, b) => a - b);
}

function hasSoundOutput({ outputs, rounds }: Outcome, loop: LoopRecord): boolean {
  return outputs.get(loop.number) === expectedOutput(rounds);
}

function alignColumns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`.padStart(5);
}
