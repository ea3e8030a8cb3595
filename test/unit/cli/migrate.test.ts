import { migrate } from '../../../cli/migrate';
import type { MigrateReply, MigrateRequest__Output } from '../../../proto';
import { runTool } from './captured-terminal';
import { startFakeAgent, type FakeAgent } from './fake-agent';
import { sampleNode } from './samples';

let agent: FakeAgent;
let asked: MigrateRequest__Output[] = [];
let reply: MigrateReply = {};

beforeAll(async () => {
  agent = await startFakeAgent({
    migrate: (request) => {
      asked.push(request);
      return reply;
    },
    nodes: () => ({ nodes: [sampleNode({ id: 2, name: 'beta' })] }),
  });
});
afterAll(() => agent.stop());
beforeEach(() => {
  asked = [];
  reply = { node: 2, frozenMs: 41.26, totalMs: 180 };
});

test('moves a process and is silent about it', async () => {
  expect(await runTool(migrate, ['65601', 'beta'])).toEqual({ status: 0, out: '', err: '' });
  expect(asked).toMatchObject([{ pid: 65601, target: 'beta', reason: `requested by ${process.pid} (migrate)`, automatic: false }]);
});

test('says where it runs and how long that took when asked to', async () => {
  expect((await runTool(migrate, ['-v', '65601', 'balance'])).out).toBe('65601 runs on beta, frozen for 41.3 ms of 180.0 ms\n');
});

test('shows why it was refused and exits 1', async () => {
  reply = { refusal: { code: 'cannot-move', sentence: 'process 65601 shares memory with process 65600, which does not move' } };
  expect(await runTool(migrate, ['65601', '2']))
    .toEqual({ status: 1, out: '', err: 'migrate: process 65601 shares memory with process 65600, which does not move\n' });
});

test('exits 2 when the agent calls the input bad', async () => {
  reply = { refusal: { code: 'bad-input', sentence: '99 is not a node id; ids are 1 to 63' } };
  expect(await runTool(migrate, ['65601', '99'])).toMatchObject({ status: 2, err: 'migrate: 99 is not a node id; ids are 1 to 63\n' });
});

test.each([
  [['x', '2'], 'migrate: "x" is not a PID; write a number such as 65601\n'],
  [['4294967296', '2'], 'migrate: "4294967296" is not a PID; write a number such as 65601\n'],
  [['65601', ''], 'migrate: no target was named; write a node such as 2, or home, or balance\n'],
  [['65601'], "migrate: missing required argument 'target'; see migrate --help\n"],
  [[], "migrate: missing required argument 'pid'; see migrate --help\n"],
])('refuses %j without asking the agent', async (argv, err) => {
  expect(await runTool(migrate, argv)).toEqual({ status: 2, out: '', err });
  expect(asked).toEqual([]);
});
