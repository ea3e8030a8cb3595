import { krgadm } from '../../../cli/krgadm';
import type { NodeList } from '../../../proto';
import { runTool } from './captured-terminal';
import { startFakeAgent, type FakeAgent } from './fake-agent';
import { sampleEntry, sampleNode } from './samples';

const NODES = [
  sampleNode({ id: 10, name: 'gamma', state: 'unreachable', load: 9 }),
  sampleNode({ id: 1, name: 'alpha', load: 2.5, cpus: 4, guests: 1, away: 3 }),
  sampleNode({ id: 2, name: 'beta', speed: 1.25, memTotalBytes: 2 ** 30, memFreeBytes: 2 ** 20 }),
];

let agent: FakeAgent;
let nodes: NodeList | { code: number; details: string };
let switched: boolean[] = [];
let unreachable: string[] = [];

beforeAll(async () => {
  agent = await startFakeAgent({
    nodes: () => nodes,
    balance: ({ on }) => {
      switched.push(on);
      return { unreachable };
    },
    log: ({ last }) => ({
      entries: [
        sampleEntry({ node: 2, timeMs: 3000, kind: 'migration', text: '65601 (awk)\x1b[2J came from alpha' }),
        ...(last === 1 ? [] : [sampleEntry({ node: 1, timeMs: 1000, kind: 'node', text: 'beta is online' })]),
        sampleEntry({ node: 1, timeMs: 2000, kind: 'decision', text: '65601 (awk) goes to beta' }),
      ],
    }),
  });
});
afterAll(() => agent.stop());
beforeEach(() => {
  nodes = { nodes: NODES };
  switched = [];
  unreachable = [];
});

test.each([[['nodes', 'status']], [['nodes']]])('%j prints one line for each node', async (argv) => {
  expect(await runTool(krgadm, argv)).toEqual({ status: 0, out: '1:online\n2:online\n10:unreachable\n', err: '' });
});

test('prints only the listed nodes, by id, range and name', async () => {
  expect((await runTool(krgadm, ['nodes', 'status', '-n', '1-2'])).out).toBe('1:online\n2:online\n');
  expect((await runTool(krgadm, ['nodes', '--nodes', 'gamma'])).out).toBe('10:unreachable\n');
});

test('refuses nodes that do not exist and lists that are none', async () => {
  expect(await runTool(krgadm, ['nodes', 'status', '-n', '7'])).toMatchObject({ status: 1, out: '' });
  expect(await runTool(krgadm, ['nodes', 'status', '-n', '1,,2'])).toMatchObject({ status: 2, out: '' });
});

test('prints everything known about the nodes as a table', async () => {
  expect((await runTool(krgadm, ['nodes', 'status', '--long'])).out).toBe([
    'ID NAME  ADDRESS         STATE       LOAD CPUS SPEED        MEM GUESTS AWAY',
    ' 1 alpha 10.77.0.1:7077  online      2.50    4  1.00  2.0G/8.0G      1    3',
    ' 2 beta  10.77.0.2:7077  online      0.00    1  1.25 1023M/1.0G      0    0',
    '10 gamma 10.77.0.10:7077 unreachable    -    -     -          -      -    -',
    '',
  ].join('\n'));
});

test.each([[['cluster', 'status']], [['cluster']]])('%j says on how many nodes the cluster is up', async (argv) => {
  expect(await runTool(krgadm, argv)).toEqual({ status: 0, out: 'status: up on 2 nodes\n', err: '' });
});

test('a cluster without an agent here is down, which is an answer and no error', async () => {
  process.env['KRG_SOCKET'] = '/nonexistent/krgd.sock';
  try {
    expect(await runTool(krgadm, ['cluster', 'status'])).toEqual({ status: 0, out: 'status: down\n', err: '' });
    expect(await runTool(krgadm, ['cluster', 'start'])).toEqual({
      status: 1,
      out: 'Starting cluster... fail (cluster not running)\n',
      err: 'krgadm: cannot reach the agent at /nonexistent/krgd.sock: is krgd running?\n',
    });
  } finally {
    process.env['KRG_SOCKET'] = agent.socketPath;
  }
});

test('an agent that fails is an error', async () => {
  nodes = { code: 13, details: 'broken' };
  expect(await runTool(krgadm, ['cluster', 'status'])).toMatchObject({ status: 1, out: 'status: error\n' });
});

test('switches balancing on and off', async () => {
  expect(await runTool(krgadm, ['cluster', 'start'])).toEqual({ status: 0, out: 'Starting cluster... done\n', err: '' });
  expect(await runTool(krgadm, ['cluster', 'stop'])).toEqual({ status: 0, out: 'Stopping cluster... done\n', err: '' });
  expect(switched).toEqual([true, false]);
});

test('names the nodes that could not be told and exits 1', async () => {
  unreachable = ['gamma'];
  expect(await runTool(krgadm, ['cluster', 'stop'])).toEqual({
    status: 1,
    out: 'Stopping cluster... done\n',
    err: 'krgadm: node gamma did not answer; it goes on as before, so repeat this when it is back\n',
  });
});

test('prints the logs of all nodes in order of time, fit for a terminal', async () => {
  const { status, out } = await runTool(krgadm, ['log']);
  expect(status).toBe(0);
  expect(out.replace(/^\S+ \S+ /gm, '')).toBe(
    'alpha node beta is online\nalpha decision 65601 (awk) goes to beta\nbeta migration 65601 (awk)?[2J came from alpha\n',
  );
  expect(out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:01\.000 alpha/);
});

test('prints only the newest entries when asked to', async () => {
  expect((await runTool(krgadm, ['log', '-n', '1'])).out).toMatch(/^\S+ \S+ beta migration [^\n]*\n$/);
});

test.each([
  [['log', '-n', '0'], /^krgadm: "0" is not a number of lines; write a number from 1/],
  [['foo'], /^krgadm: unknown command 'foo'; see krgadm --help\n$/],
  [['cluster', 'foo'], /^krgadm: .*'foo' is invalid.*Allowed choices are status, start, stop; see krgadm --help\n$/],
  [['nodes', 'add'], /^krgadm: .*'add' is invalid.*Allowed choices are status; see krgadm --help\n$/],
  [['nodes', 'status', '--foo'], /^krgadm: unknown option '--foo'; see krgadm --help\n$/],
])('refuses %j with one sentence', async (argv, sentence) => {
  const { status, out, err } = await runTool(krgadm, argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(sentence);
});

test('prints its help without arguments and succeeds', async () => {
  const { status, out } = await runTool(krgadm, []);
  expect(status).toBe(0);
  expect(out).toMatch(/^Usage: krgadm/);
});
