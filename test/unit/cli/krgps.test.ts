import { krgps } from '../../../cli/krgps';
import type { ListRequest__Output } from '../../../proto';
import { runTool } from './captured-terminal';
import { startFakeAgent, type FakeAgent } from './fake-agent';
import { sampleNode, sampleProcess } from './samples';

const PROCESSES = [
  sampleProcess({
    pid: 65602, home: 1, node: 2, nmigs: 3, state: 'R', cpuMs: 3_723_000, args: ['awk', 'BEGIN { for (;;) i++ }'],
  }),
  sampleProcess({ pid: 65601, comm: 'bash', args: ['-bash'], state: 'Ss', cantmove: 'it is the leader of a terminal session', tty: 'pts/1' }),
  sampleProcess({ pid: 131_200, node: 2, home: 2, comm: 'cat', args: ['cat'], cpuMs: 200_000_000, rssBytes: 5 * 2 ** 20 }),
];

let agent: FakeAgent;
let asked: ListRequest__Output[] = [];
let unreachable: string[] = [];

beforeAll(async () => {
  agent = await startFakeAgent({
    listProcesses: (request) => {
      asked.push(request);
      const processes = PROCESSES.filter((process) => request.pids.length === 0 || request.pids.includes(process.pid));
      return { processes, unreachable };
    },
    nodes: () => ({ nodes: [sampleNode({ id: 1, name: 'alpha' }), sampleNode({ id: 2, name: 'beta' })] }),
  });
});
afterAll(() => agent.stop());
beforeEach(() => {
  asked = [];
  unreachable = [];
});

test('lists all processes of the cluster by PID', async () => {
  expect(await runTool(krgps, [])).toEqual({
    status: 0,
    err: '',
    out: [
      '   PID NODE  HOME  NMIGS CANTMOVE                               STAT       TIME COMMAND',
      ' 65601 alpha alpha     0 it is the leader of a terminal session Ss     00:00:00 -bash',
      ' 65602 beta  alpha     3 -                                      R      01:02:03 awk BEGIN { for (;;) i++ }',
      '131200 beta  beta      0 -                                      S    2-07:33:20 cat',
      '',
    ].join('\n'),
  });
});

test('cuts lines at the width of a terminal and leaves room for the command', async () => {
  const { out } = await runTool(krgps, [], 72);
  expect(out.split('\n')).toEqual([
    '   PID NODE  HOME  NMIGS CANTMOVE   STAT       TIME COMMAND',
    ' 65601 alpha alpha     0 it is the  Ss     00:00:00 -bash',
    ' 65602 beta  alpha     3 -          R      01:02:03 awk BEGIN { for (;;)',
    '131200 beta  beta      0 -          S    2-07:33:20 cat',
    '',
  ]);
  const wide = await runTool(krgps, ['-w'], 72);
  expect(wide.out).toContain('terminal session Ss     00:00:00 -bash');
});

test('shows the columns, headers and order that were asked for', async () => {
  const { out } = await runTool(krgps, ['-o', 'pid=ID,node', '-o', 'rss=,comm', '--sort=-rss,pid']);
  expect(out).toBe(
    '    ID NODE       COMMAND\n131200 beta  5120 cat\n 65601 alpha 1024 bash\n 65602 beta  1024 awk\n',
  );
});

test('prints no header line when all headers are empty or none is wanted', async () => {
  expect((await runTool(krgps, ['-o', 'pid=', '-p', '65601'])).out).toBe('65601\n');
  expect((await runTool(krgps, ['-o', 'pid', '--no-headers', '-p', '65601'])).out).toBe('65601\n');
});

test('asks for reasons only when they are shown', async () => {
  await runTool(krgps, ['-o', 'pid,comm']);
  await runTool(krgps, ['-e', '-o', 'pid,cantmove']);
  expect(asked.map((request) => request.withReasons)).toEqual([false, true]);
});

test('prints the header and exits 1 when no process matches', async () => {
  expect(await runTool(krgps, ['-o', 'pid,node', '-p', '7,8'])).toEqual({ status: 1, out: 'PID NODE\n', err: '' });
  expect(asked[0]?.pids).toEqual([7, 8]);
});

test('names nodes that did not answer and still succeeds', async () => {
  unreachable = ['gamma'];
  const { status, err } = await runTool(krgps, []);
  expect(status).toBe(0);
  expect(err).toBe('krgps: node gamma did not answer; its processes are not listed\n');
});

test.each([
  [['-o', 'pid,foo'], 'krgps: there is no column "foo"; use pid, ppid, node, home,'],
  [['-o', 'pid,'], 'krgps: a column is missing; use pid,'],
  [['--sort', 'foo'], 'krgps: there is no sort key "foo"; use pid,'],
  [['-p', 'x'], 'krgps: "x" is not a PID; write a number such as 65601'],
  [['-p', '0'], 'krgps: "0" is not a PID; write a number such as 65601'],
  [['-z'], "krgps: unknown option '-z'; see krgps --help"],
  [['aux'], 'krgps: too many arguments. Expected 0 arguments but got 1'],
])('refuses %j with one sentence and exit status 2', async (argv, sentence) => {
  const { status, out, err } = await runTool(krgps, argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err.startsWith(sentence)).toBe(true);
  expect(err.match(/\n/g)).toHaveLength(1);
});

test('prints help and version and succeeds', async () => {
  const help = await runTool(krgps, ['--help']);
  expect(help.status).toBe(0);
  expect(help.out).toContain('Columns: pid, ppid, node, home, nmigs, cantmove');
  expect((await runTool(krgps, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
