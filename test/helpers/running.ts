// A child process of a test: what it printed so far, waiting for it to print something, waiting for its end.
// It refuses to wait for ever.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';

export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Written at once, then end of file; undefined: stays open. */
  readonly stdin?: string | undefined;
}

const OUTPUT_TIMEOUT_MS = 15_000;
const POLL_MS = 10;

export class Running {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #ended: Promise<void>;

  constructor(readonly command: string, readonly args: readonly string[], options: RunningOptions = {}) {
    this.child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => { this.stdout += text; });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.stderr += text; });
    this.stdin.on('error', () => undefined); // it may end without having read everything
    this.#ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', () => { resolve(); });
    });
    this.#ended.catch(() => undefined); // reported by whoever waits
    if (options.stdin !== undefined) this.stdin.end(options.stdin);
  }

  get stdin(): Writable {
    if (this.child.stdin === null) throw new Error('the child has no stdin');
    return this.child.stdin;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(signal);
  }

  /** Waits for its end and for all it printed; kills it and throws when that takes longer than `timeoutMs`. */
  async result(timeoutMs = 30_000): Promise<CommandResult> {
    const timer = setTimeout(() => { this.#giveUp(); }, timeoutMs);
    const start = performance.now();
    try {
      await this.#ended;
    } finally {
      clearTimeout(timer);
    }
    if (performance.now() - start >= timeoutMs) throw new Error(`${this.#title()} took longer than ${timeoutMs} ms: ${this.stderr}${this.stdout}`);
    return { code: this.child.exitCode, signal: this.child.signalCode, stdout: this.stdout, stderr: this.stderr };
  }

  /** Waits until stdout matches; throws when the process ends first or the time is up. */
  async printed(pattern: RegExp, timeoutMs = OUTPUT_TIMEOUT_MS): Promise<RegExpExecArray> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const ended = this.hasEnded;
      const match = pattern.exec(this.stdout);
      if (match !== null) return match;
      if (ended || performance.now() > end) {
        throw new Error(`${this.#title()} ${ended ? 'ended' : 'went on'} without printing ${String(pattern)}: ${this.stderr}${this.stdout}`);
      }
      await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
    }
  }

  // First the signal that is passed on to the command, then the one that cannot be refused. Streams that a grandchild
  // keeps open are left, too.
  #giveUp(): void {
    this.child.kill('SIGTERM');
    setTimeout(() => {
      this.child.kill('SIGKILL');
      this.child.stdout?.destroy();
      this.child.stderr?.destroy();
    }, 2000).unref();
  }

  #title(): string {
    return [this.command, ...this.args].join(' ');
  }
}
