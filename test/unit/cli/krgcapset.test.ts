import { krgcapset } from '../../../cli/krgcapset';
import type { CapabilityReply, CapabilityRequest__Output } from '../../../proto';
import { defaultSets } from '../../../proto/capabilities';
import { captureTerminal, runTool } from './captured-terminal';
import { startFakeAgent, type FakeAgent } from './fake-agent';

let agent: FakeAgent;
let asked: CapabilityRequest__Output[] = [];
let reply: CapabilityReply = {};

beforeAll(async () => {
  agent = await startFakeAgent({
    capabilities: (request) => {
      asked.push(request);
      return reply;
    },
  });
});
afterAll(() => agent.stop());
beforeEach(() => {
  asked = [];
  reply = { sets: defaultSets() };
});

const changesAsked = (): unknown => asked.filter(({ changes }) => changes.length > 0).map(({ changes }) => changes);

test('shows the sets of its parent as Kerrighed did', async () => {
  expect(await runTool(krgcapset, ['--show'])).toEqual({
    status: 0,
    err: '',
    out: [
      'Permitted Capabilities: 01067',
      '\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE',
      '\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT',
      'Effective Capabilities: 01',
      '\tCHANGE_KERRIGHED_CAP',
      'Inheritable Permitted Capabilities: 01067',
      '\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE',
      '\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT',
      'Inheritable Effective Capabilities: 01',
      '\tCHANGE_KERRIGHED_CAP',
      '',
    ].join('\n'),
  });
  expect(asked).toEqual([{ pid: process.ppid, changes: [] }]);
});

test('changes several sets of a process at once and is silent about it', async () => {
  const argv = ['-k', '65601', '-d', '+CAN_MIGRATE', '-i', '-DISTANT_FORK', '-e', '03'];
  expect(await runTool(krgcapset, argv)).toEqual({ status: 0, out: '', err: '' });
  expect(asked.at(-1)).toEqual({
    pid: 65601,
    changes: [
      { set: 'inheritable_effective', spec: '+CAN_MIGRATE' }, { set: 'inheritable_permitted', spec: '-DISTANT_FORK' },
      { set: 'effective', spec: '03' },
    ],
  });
});

test('names what it does not know, goes on with the rest and exits 1', async () => {
  expect(await runTool(krgcapset, ['-d', '+FOO,CAN_MIGRATE', '-i', '-toString'])).toEqual({
    status: 1,
    out: '',
    err: ['FOO', 'toString'].map((name) => [
      `Unrecognized capability: ${name}`,
      'Authorized capability names are:',
      '\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE, DISTANT_FORK, CHECKPOINTABLE',
      '\tUSE_REMOTE_MEMORY, SEE_LOCAL_PROC_STAT',
      '',
    ].join('\n')).join(''),
  });
  expect(changesAsked()).toEqual([[{ set: 'inheritable_effective', spec: '+CAN_MIGRATE' }]]);
});

test('a set is never emptied because all of its names are unknown', async () => {
  expect((await runTool(krgcapset, ['-f', '-e', 'FOO'])).status).toBe(1);
  expect(asked).toEqual([]);
});

test('shows why the agent refused', async () => {
  reply = { refusal: { code: 'not-permitted', sentence: 'process 65601 is not yours' } };
  expect(await runTool(krgcapset, ['-k', '65601', '-d', '2'])).toEqual({ status: 1, out: '', err: 'krgcapset: process 65601 is not yours\n' });
});

const question = 'Are you sure you want to loose the capability to change your capabilities (y/N)\n';

test.each([
  ['y', 1, 0, ''],
  ['N', 0, 0, ''],
  ['', 0, 0, ''],
  [undefined, 0, 1, 'krgcapset: nobody answered, nothing was changed; use --force where nobody can be asked\n'],
])('asks before giving up CHANGE_KERRIGHED_CAP; answer %p', async (answer, changes, status, err) => {
  const terminal = captureTerminal('krgcapset');
  const argv = ['-e', '-CHANGE_KERRIGHED_CAP'];
  expect(await krgcapset(argv, terminal, () => Promise.resolve(answer))).toBe(status);
  expect(terminal.out()).toBe(question);
  expect(terminal.err()).toBe(err);
  expect(changesAsked()).toHaveLength(changes);
});

test('asks nothing when forced, or when the right is not at stake', async () => {
  const terminal = captureTerminal('krgcapset');
  const refuseToAnswer = (): never => {
    throw new Error('asked');
  };
  expect(await krgcapset(['-f', '-e', '0'], terminal, refuseToAnswer)).toBe(0);
  expect(await krgcapset(['-e', '+CAN_MIGRATE'], terminal, refuseToAnswer)).toBe(0);
  expect(terminal.out()).toBe('');
});

test('prints usage without arguments, and the version with -v', async () => {
  const { status, out } = await runTool(krgcapset, []);
  expect(status).toBe(0);
  expect(out).toMatch(/^Usage: krgcapset \[-h\|--help\] \[-v\|--version\]\n/);
  expect((await runTool(krgcapset, ['-v'])).out).toMatch(/^krgcapset \d/);
});
