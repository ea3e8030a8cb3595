// The demo from beginning to end: the test that ClusterKnoppix users typed to see their machines become one, first with
// balancing off, then on, and what it was worth. Whatever happens, its lab and its folder are gone afterwards.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireRoot, usableCpus } from '../machine';
import { startLab } from '../start';
import { stopLab } from '../stop';
import { runBatch, type Batch } from './batch';
import { openLooker } from './cluster-view';
import { calibrate, LOOPS, readOutput } from './loops';
import { drawComparison, drawFrame, drawLine, drawOutcome, isSound, type Outcome } from './picture';
import type { Screen } from './screen';

export interface DemoOptions {
  /** CPU time of one loop. */
  readonly loopCpuMs: number;
}

interface Stage {
  readonly screen: Screen;
  readonly folder: string;
  readonly rounds: number;
  readonly loopCpuMs: number;
  readonly signal: AbortSignal;
}

/** Runs the demo; true when every loop came through unharmed. */
export async function demonstrate(options: DemoOptions, screen: Screen, signal: AbortSignal): Promise<boolean> {
  requireRoot();
  const folder = mkdtempSync(join(tmpdir(), 'krg-demo-'));
  try {
    screen.print(`Measuring this machine: one loop shall take ${options.loopCpuMs / 1000} s of CPU time.`);
    const rounds = await calibrate(options.loopCpuMs, signal);
    const stage: Stage = { screen, folder, rounds, loopCpuMs: options.loopCpuMs, signal };
    const off = await perform(stage, false);
    const on = await perform(stage, true);
    screen.print('', 'What became of the loops while balancing was on:', ...drawOutcome(on).map(indent));
    if (on.batch.loops.every((loop) => loop.moves === 0)) screen.print('  None was moved: too short to be worth it, or refused.');
    screen.print('', ...drawComparison(off.batch, on.batch));
    return isSound(off) && isSound(on);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// One node for each CPU; two at least, or nothing could move; four at most, or six loops would not fill them.
function chooseNodes(): number {
  return Math.min(4, Math.max(2, usableCpus().length));
}

async function perform(stage: Stage, balance: boolean): Promise<Outcome> {
  const name = `demo${process.pid}`;
  const title = `balancing ${balance ? 'on ' : 'off'}`;
  stage.screen.print('', `${LOOPS} loops started by a shell on n1, ${title.trim()}:`);
  const lab = await startLab(name, { nodes: chooseNodes(), cpus: undefined, balance, agent: true }, stage.signal);
  try {
    const looker = openLooker(lab);
    const folder = join(stage.folder, balance ? 'on' : 'off');
    mkdirSync(folder);
    const show = (batch: Batch, last?: boolean): void => {
      stage.screen.draw(() => drawFrame(title, batch, stage.loopCpuMs), () => drawLine(title, batch, stage.loopCpuMs), last);
    };
    try {
      const batch = await runBatch(lab, looker, { ...stage, folder }, show, stage.signal);
      show(batch, true);
      return { batch, rounds: stage.rounds, outputs: new Map(batch.loops.map(({ number }) => [number, readOutput(folder, number)])) };
    } finally {
      looker.close();
    }
  } finally {
    await stopLab(name);
  }
}

function indent(line: string): string {
  return `  ${line}`;
}
