import { startLab, type Lab } from '../helpers/lab';
import { compileVictim, eventually, scratchDirectory, where } from '../helpers/migration';

// What cannot move says why, before anything was frozen, and goes on untouched.

const scratch = scratchDirectory();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 2, balance: false });
});

afterAll(async () => {
  await lab.stop();
  scratch.remove();
});

interface Case {
  readonly name: string;
  readonly script: string;
  readonly sentence: RegExp;
}

const CONNECTION = `python3 -c "
import socket, time
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
c = socket.create_connection(s.getsockname()); d, _ = s.accept(); s.close()
print('ready', flush=True)
time.sleep(60)"`;

const cases: readonly Case[] = [
  { name: 'a TCP connection', script: CONNECTION, sentence: /cannot move: it has a TCP connection from 127\.0\.0\.1:\d+ to 127\.0\.0\.1:\d+ open \(descriptor \d+ of \d+\)\n$/ },
  { name: 'an io_uring', script: '$VICTIM', sentence: /cannot move: it uses io_uring, which cannot be checkpointed/ },
  { name: 'a device', script: 'exec 5</dev/fuse; echo ready; exec sleep 60', sentence: /cannot move: it has the device \/dev\/fuse open/ },
  { name: 'a named pipe', script: `mkfifo ${scratch.path}/fifo; exec 5<>${scratch.path}/fifo; echo ready; exec sleep 60`, sentence: /cannot move: it has the named pipe .*fifo open/ },
];

test.each(cases)('$name: exit 1 and the reason, and krgps shows the same', async ({ script, sentence }) => {
  const victim = compileVictim('io-uring', scratch.path);
  const child = lab.spawn('n1', ['bash', '-c', `echo $$; exec bash -c '${script.replace('$VICTIM', victim).replaceAll("'", `'\\''`)}'`]);
  const pid = Number((await eventually(() => Promise.resolve(child.stdout), (text) => text.includes('ready'))).split('\n')[0]);
  const before = await startOf(pid);
  const refused = await lab.exec('n1', ['migrate', String(pid), 'n2']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(sentence);
  const shown = await lab.exec('n1', ['krgps', '--no-headers', '-o', 'cantmove', '-p', String(pid)]);
  expect(refused.stderr).toContain(shown.stdout.trim());
  expect(await where(lab, pid)).toBe('n1');
  expect(await startOf(pid)).toBe(before);
  child.kill('SIGTERM');
  await child.result();
});

test('a traced process: the tracer is named', async () => {
  const child = lab.spawn('n1', ['strace', '-qq', '-o', '/dev/null', 'sleep', '60']);
  const pid = Number(await eventually(async () => (await lab.exec('n1', ['pgrep', '-x', 'sleep'])).stdout.trim(), (text) => /^\d+$/.test(text)));
  const refused = await lab.exec('n1', ['migrate', String(pid), 'n2']);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toMatch(/cannot move: it is being traced by \d+ \(strace\)/);
  await lab.exec('n1', ['kill', String(pid)]);
  await child.result();
});

test.each([
  [['migrate', '1', 'n2'], 1, /1 cannot move: it was started before krg/],
  [['migrate', '65998', 'n2'], 1, /there is no process 65998/],
  [['migrate', '65998', 'n9'], 1, /there is no node called "n9"; the nodes are 1 \(n1\), 2 \(n2\)/],
  [['migrate', 'x', 'n2'], 2, /migrate: /],
  [['migrate', '65998'], 2, /migrate: /],
])('%j', async (argv, code, sentence) => {
  const refused = await lab.exec('n1', argv);
  expect(refused.code).toBe(code);
  expect(refused.stderr).toMatch(sentence);
  expect(refused.stderr.trim().split('\n')).toHaveLength(1);
});

// Start time and cgroup of a process: both stay when nothing was tried.
async function startOf(pid: number): Promise<string> {
  const shown = await lab.exec('n1', ['bash', '-c', `cut -d' ' -f22 /proc/${pid}/stat; tail -1 /proc/${pid}/cgroup`]);
  return shown.stdout;
}
