// Answers krgrun: capabilities and lock for a process that is about to exec its command, and its move to a node before it does.
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { exitCodeOf, type Refusal } from '../proto';
import type { Agent } from './agent-parts';
import type { CapabilityStore } from './capability-store';
import type { Requests } from './requests';

const MOVED = 'SIGUSR1'; // the process runs on the node it asked for: exec now
const NOT_MOVED = 'SIGUSR2'; // it is where it was: ask why
const KEPT_REASONS = 100; // sentences nobody came back for

export class RunServer {
  private server: Server | undefined;
  private readonly reasons = new Map<number, Refusal>();

  constructor(private readonly agent: Agent, private readonly capabilities: CapabilityStore, private readonly requests: Requests) {}

  async listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    const server = createServer((socket) => this.serve(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
    chmodSync(path, 0o600);
  }

  close(): void {
    this.server?.close();
  }

  private serve(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => {
      const fields = new Map(line.split(' ').slice(1).map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
      const pid = Number(fields.get('pid'));
      if (line.startsWith('why ')) socket.end(this.why(pid));
      else this.run(socket, pid, fields.get('lock') === '1', fields.get('node') ?? '');
    }).on('error', () => socket.destroy());
  }

  private why(pid: number): string {
    const refusal = this.reasons.get(pid) ?? { code: 'failed', sentence: 'nothing is known about it' };
    this.reasons.delete(pid);
    return answerOf(refusal);
  }

  private run(socket: Socket, pid: number, locked: boolean, node: string): void {
    this.agent.table.refresh();
    const process = this.agent.table.byPid(pid);
    if (process === undefined) return void socket.end(answerOf({ code: 'not-found', sentence: `there is no process ${pid} here` }));
    const target = node === '' ? undefined : this.agent.peers.find(node);
    if (target?.ok === false) return void socket.end(answerOf(target.error));
    const allowed = this.capabilities.makeMigratable(process, locked);
    if (!allowed.ok) return void socket.end(answerOf(allowed.error));
    if (target === undefined || target.value.id === this.agent.peers.self.id) return void socket.end('ok\n');
    // The process closes its socket before it can be frozen: an open one to the agent would be a reason not to move.
    socket.once('close', () => void this.moveBeforeExec(pid, process.outer, target.value.name));
    socket.end('wait\n');
  }

  private async moveBeforeExec(pid: number, outer: number, node: string): Promise<void> {
    const reply = await this.requests.migrate({ pid, target: node, reason: 'krgrun', automatic: false, limitRunnable: 0 });
    const sentence = reply.refusal?.sentence ?? '';
    if (sentence !== '') {
      if (this.reasons.size >= KEPT_REASONS) this.reasons.clear();
      this.reasons.set(pid, { code: 'failed', sentence });
    }
    try {
      process.kill(outer, sentence === '' ? MOVED : NOT_MOVED); // after a move this is the deputy, which passes it on
    } catch {
      // it was killed meanwhile: nobody is waiting
    }
  }
}

function answerOf(refusal: Refusal): string {
  return `no ${exitCodeOf(refusal)} ${refusal.sentence}\n`;
}
