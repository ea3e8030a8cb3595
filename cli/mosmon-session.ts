// A running mosmon: asks the agent again and again, listens to keys, resizes and signals, and always gives the terminal
// back. It refuses to draw (mosmon-frame.ts) and to know escape sequences (mosmon-screen.ts).
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { NodeStatus__Output as NodeStatus } from '../proto';
import type { LocalAgent } from './client';
import { renderFrame } from './mosmon-frame';
import { Screen } from './mosmon-screen';
import { press, readKeys, type View } from './mosmon-view';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Session {
  private readonly screen: Screen;
  /** Aborted when the session is over: ends the pause between two questions. */
  private readonly over = new AbortController();
  private status = 0;

  constructor(
    private readonly agent: LocalAgent,
    private nodes: readonly NodeStatus[],
    private view: View,
    private readonly intervalMs: number,
  ) {
    this.screen = new Screen(process.stdout, process.stdin);
  }

  /** Runs until a key or a signal ends it; resolves to the exit status, 128 + n after signal n. */
  async run(): Promise<number> {
    const stop = this.listen();
    try {
      this.screen.open();
      await this.poll();
    } finally {
      this.screen.close();
      stop();
    }
    return this.status;
  }

  private async poll(): Promise<void> {
    while (!this.over.signal.aborted) {
      this.redraw();
      // An aborted pause is how this loop ends.
      await pause(this.intervalMs, undefined, { signal: this.over.signal }).catch(() => undefined);
      if (this.over.signal.aborted) return;
      const reply = await this.agent.nodes();
      if (reply.ok) this.nodes = reply.value.nodes;
      this.view = { ...this.view, notice: reply.ok ? '' : reply.error.sentence };
    }
  }

  private redraw(): void {
    const { rows, columns } = process.stdout;
    this.screen.draw(renderFrame(this.nodes, this.view, rows, columns));
  }

  private end(status: number): void {
    this.status = status;
    this.over.abort();
    // At once, not after the answer that may be under way: the user wants the terminal back.
    this.screen.close();
  }

  private readonly onInput = (input: Buffer): void => {
    for (const key of readKeys(input.toString('utf8'))) {
      if (key === 'interrupt') return this.end(128 + constants.signals.SIGINT);
      const view = press(this.view, key);
      if (view === 'quit') return this.end(0);
      this.view = view;
    }
    this.redraw();
  };

  private readonly onResize = (): void => {
    this.screen.clear();
    this.redraw();
  };

  private readonly onSignal = (_name: NodeJS.Signals, number: number): void => this.end(128 + number);
  private readonly onExit = (): void => this.screen.close();
  private readonly onHangup = (): void => this.end(128 + constants.signals.SIGHUP);

  /** Starts listening; the function returned stops it and lets the process end. */
  private listen(): () => void {
    const { stdin, stdout } = process;
    stdin.on('data', this.onInput).on('error', this.onHangup);
    if (stdin.isTTY) stdin.on('end', this.onHangup);
    stdout.on('resize', this.onResize);
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
    process.on('exit', this.onExit);
    // Before the handler that says what happened: it must not say so on the screen that vanishes.
    process.prependListener('uncaughtException', this.onExit);
    return () => {
      stdin.off('data', this.onInput).off('error', this.onHangup).off('end', this.onHangup);
      stdin.pause();
      stdout.off('resize', this.onResize);
      for (const signal of SIGNALS) process.off(signal, this.onSignal);
      process.off('exit', this.onExit);
      process.off('uncaughtException', this.onExit);
    };
  }
}
