import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { connect, type Deadlines } from '../../../cli/client';
import { startFakeAgent, type Answers, type FakeAgent } from './fake-agent';

async function ask<T>(
  answers: Answers, question: (agent: ReturnType<typeof connect>) => Promise<T>, deadlines?: Deadlines,
): Promise<T> {
  const fake = await startFakeAgent(answers);
  const agent = connect(fake.socketPath, deadlines);
  try {
    return await question(agent);
  } finally {
    agent.close();
    fake.stop();
  }
}

test('says which socket was tried when no agent is there', async () => {
  const agent = connect('/nonexistent/krgd.sock');
  expect(await agent.nodes()).toEqual({
    ok: false,
    error: { code: 'unreachable', sentence: 'cannot reach the agent at /nonexistent/krgd.sock: is krgd running?' },
  });
  agent.close();
});

test('a socket nobody listens on any more is an agent that is not running', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'krg-stale-'));
  const socketPath = path.join(folder, 'krgd.sock');
  const server = createServer().listen(socketPath);
  await new Promise((resolve) => server.once('listening', resolve));
  await new Promise((resolve) => server.close(resolve));
  const agent = connect(socketPath);
  const reply = await agent.nodes();
  expect(reply.ok ? '' : reply.error.sentence).toContain('is krgd running?');
  agent.close();
  rmSync(folder, { recursive: true, force: true });
});

test('tells an agent that went away in the middle from one that was never there', async () => {
  const fake: FakeAgent = await startFakeAgent({
    migrate: () => {
      fake.stop();
      return 'silence';
    },
  });
  const agent = connect(fake.socketPath);
  const reply = await agent.migrate({ pid: 1 });
  expect(reply.ok ? '' : reply.error.sentence).toMatch(/^lost the agent at .* before it answered/);
  agent.close();
});

test('gives up on an agent that does not answer', async () => {
  const deadlines = { listMs: 200, migrateMs: 5_000, otherMs: 5_000 };
  const reply = await ask({ listProcesses: () => 'silence' }, (agent) => agent.listProcesses({}), deadlines);
  expect(reply).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(reply.ok ? '' : reply.error.sentence).toMatch(/did not answer within 0\.2 s$/);
});

test('turns a refusal inside a reply into a refusal', async () => {
  const refusal = { code: 'cannot-move', sentence: 'it has a socket to the X server' };
  expect(await ask({ migrate: () => ({ refusal }) }, (agent) => agent.migrate({ pid: 1 }))).toEqual({ ok: false, error: refusal });
  const foreign = { code: 'from-the-future', sentence: 'no' };
  expect(await ask({ migrate: () => ({ refusal: foreign }) }, (agent) => agent.migrate({ pid: 1 })))
    .toEqual({ ok: false, error: { code: 'failed', sentence: 'no' } });
});

test('an empty refusal is none', async () => {
  const reply = await ask({ migrate: () => ({ refusal: {}, node: 2 }) }, (agent) => agent.migrate({ pid: 1 }));
  expect(reply).toMatchObject({ ok: true, value: { node: 2 } });
});

test.each([
  [grpc.status.PERMISSION_DENIED, 'only root may', 'not-permitted', 'only root may'],
  [grpc.status.INVALID_ARGUMENT, 'no such thing', 'bad-input', 'no such thing'],
  [grpc.status.INTERNAL, 'broken', 'failed', expect.stringMatching(/^the agent at .* failed: broken$/)],
  [grpc.status.UNIMPLEMENTED, '', 'failed', expect.stringMatching(/is of another version/)],
])('explains status %d', async (code, details, expectedCode, sentence) => {
  const reply = await ask({ balance: () => ({ code, details }) }, (agent) => agent.balance(true));
  expect(reply).toEqual({ ok: false, error: { code: expectedCode, sentence } });
});
