// A lab for a test: starts it through bin/krglab, runs commands in its nodes, and sees to it that nothing of it outlives
// the test, not even when the test is killed. It refuses to know what a node runs.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Running, type CommandResult } from './running';

const ROOT = join(__dirname, '../..');
/** The program itself. */
export const KRGLAB = join(ROOT, 'bin/krglab');

/** Starting waits up to 30 s for the agents by itself; on top of that a busy machine. */
const LIFE_TIMEOUT_MS = 60_000;
const EXEC_TIMEOUT_MS = 30_000;

export interface LabOptions {
  /** Default 2. */
  readonly nodes?: number;
  /** Default false: a test that says nothing about balancing must not have its processes moved about. */
  readonly balance?: boolean;
  /** Such as `0,1`; default all. */
  readonly cpus?: string;
  /** Default true; without, nodes are namespaces only. */
  readonly agent?: boolean;
  readonly name?: string;
}

export interface ExecOptions {
  /** What the command reads; default nothing. */
  readonly stdin?: string;
  readonly timeoutMs?: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const running = new Set<Lab>();
let count = 0;

/** Starts a lab under a name of its own; it is stopped after the file's last test at the latest. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const lab = new Lab(options.name ?? freshLabName());
  const flags = ['--nodes', String(options.nodes ?? 2), '--balance', options.balance === true ? 'on' : 'off'];
  if (options.cpus !== undefined) flags.push('--cpus', options.cpus);
  if (options.agent === false) flags.push('--no-agent');
  lab.guard();
  running.add(lab);
  try {
    await lab.must(['start', ...flags]);
  } catch (error) {
    lab.unguard();
    running.delete(lab);
    throw error;
  }
  return lab;
}

/** Runs `body` with a lab and stops the lab whatever happens. */
export async function withLab<T>(options: LabOptions, body: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await startLab(options);
  try {
    return await body(lab);
  } finally {
    await lab.stop();
  }
}

/** A name no other test file or worker uses. */
export function freshLabName(): string {
  count += 1;
  return `krgt${process.pid}-${count}`;
}

/** Starts krglab itself; for tests of krglab. */
export function spawnKrglab(args: readonly string[], options: ExecOptions = {}): Running {
  if (!existsSync(join(ROOT, 'dist/lab/main.js'))) throw new Error('dist/lab/main.js is missing: run "npm run build" first');
  return new Running(KRGLAB, args, { cwd: options.cwd ?? ROOT, env: options.env ?? process.env, stdin: options.stdin });
}

export class Lab {
  #guardian: ChildProcess | undefined;

  constructor(readonly name: string) {}

  /** Runs a command in a node to its end. */
  async exec(node: string, argv: readonly string[], options: ExecOptions = {}): Promise<CommandResult> {
    return spawnKrglab(this.#execArguments(node, argv), { stdin: '', ...options }).result(options.timeoutMs ?? EXEC_TIMEOUT_MS);
  }

  /** Like `exec`; throws unless the command succeeds. Its stdout, without the last line end. */
  async output(node: string, argv: readonly string[], options: ExecOptions = {}): Promise<string> {
    return succeeded(`${argv.join(' ')} in ${node}`, await this.exec(node, argv, options));
  }

  /** Starts a command in a node; its stdin stays open unless `stdin` is given. */
  spawn(node: string, argv: readonly string[], options: ExecOptions = {}): Running {
    return spawnKrglab(this.#execArguments(node, argv), options);
  }

  /** The command line that runs a program in a node, for a terminal emulator to start. */
  execCommand(node: string): string {
    return [KRGLAB, ...this.#execArguments(node, [])].join(' ');
  }

  /** Power loss. */
  async kill(node: string): Promise<void> { await this.must(['kill', node]); }

  async boot(node: string): Promise<void> { await this.must(['boot', node]); }

  async cut(from: string, to: string, options: { oneWay?: boolean } = {}): Promise<void> {
    await this.must(['cut', from, to, ...(options.oneWay === true ? ['--one-way'] : [])]);
  }

  /** Ends the cuts between two nodes, or all. */
  async heal(from?: string, to?: string): Promise<void> {
    await this.must(['heal', ...[from, to].filter((node) => node !== undefined)]);
  }

  async status(): Promise<string> { return this.must(['status']); }

  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    await this.must(['stop']);
    this.unguard();
  }

  /** The PID of a node's first process as the machine sees it. */
  initPid(node: string): number {
    const init = JSON.parse(readFileSync(join('/run', `krglab-${this.name}`, node, 'init.json'), 'utf8')) as { pid: number };
    return init.pid;
  }

  /** A krglab command about this lab; throws unless it succeeds. */
  async must(args: readonly string[]): Promise<string> {
    const result = await spawnKrglab(['--name', this.name, ...args], { stdin: '' }).result(LIFE_TIMEOUT_MS);
    return succeeded(`krglab ${args.join(' ')}`, result);
  }

  /**
   * A process that stops the lab when this one is gone, however it went: its stdin ends. It looks twice, because a
   * start that was under way may come into being after the first look.
   */
  guard(): void {
    const script = 'read -r _ && exit; for _ in 1 2; do "$0" --name "$1" stop; sleep 2; done';
    this.#guardian = spawn('sh', ['-c', script, KRGLAB, this.name], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#guardian.unref();
    (this.#guardian.stdin as unknown as { unref: () => void }).unref();
  }

  unguard(): void {
    this.#guardian?.stdin?.end('done\n');
    this.#guardian = undefined;
  }

  #execArguments(node: string, argv: readonly string[]): string[] {
    return ['--name', this.name, 'exec', node, '--', ...argv];
  }
}

function succeeded(what: string, result: CommandResult): string {
  if (result.code === 0) return result.stdout.replace(/\n$/, '');
  throw new Error(`${what} ended with ${result.code ?? result.signal}: ${result.stderr}${result.stdout}`);
}

afterAll(async () => {
  for (const lab of [...running]) await lab.stop();
});
