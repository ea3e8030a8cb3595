import { readFileSync } from 'node:fs';
import { startLab, type Lab } from '../helpers/lab';
import { compileVictim, eventually, move, pidOf, scratchDirectory, where } from '../helpers/migration';

// Ordinary programs of several kinds, moved while they run; each checks its own result.

const scratch = scratchDirectory();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 2, balance: false });
});

afterAll(async () => {
  await lab.stop();
  scratch.remove();
});

async function backAndForth(pid: number): Promise<void> {
  for (const node of ['n2', 'n1', 'n2']) {
    await move(lab, pid, node);
    expect(await where(lab, pid)).toBe(node);
  }
}

test('python with eight threads', async () => {
  const program = `
import threading, time
sums = [0] * 8
def work(k):
    for i in range(400):
        sums[k] += i
        time.sleep(0.01)
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sums)
raise SystemExit(3)`;
  const running = lab.exec('n1', ['/usr/bin/python3', '-c', program]);
  await backAndForth(await pidOf(lab, 'python3'));
  expect(await running).toMatchObject({ code: 3, stdout: `[${Array(8).fill(79800).join(', ')}]\n` });
});

test('node with a timer loop', async () => {
  const program = 'let i = 0; const t = setInterval(() => { console.log(++i); if (i === 60) { clearInterval(t); process.exitCode = 4; } }, 50)';
  const script = `node -e '${program}' & wait $!; echo status $?`;
  const running = lab.exec('n1', ['bash', '-c', script]);
  const isIt = await eventually(async () => (await lab.exec('n1', ['pgrep', '-f', '-n', 'let i = 0; const t'])).stdout.trim().split('\n'), (lines) => lines[0] !== '');
  const pids = await lab.exec('n1', ['krgps', '--no-headers', '-o', 'pid,args']);
  const pid = Number(pids.stdout.split('\n').find((line) => /^\s*\d+ node -e let i/.test(line))?.trim().split(' ')[0]);
  expect(isIt.length).toBeGreaterThan(0);
  // Debian 13 builds Node with a libuv that always polls through io_uring; UV_USE_IO_URING=0 does not change that.
  const files = await lab.exec('n1', ['ls', '-l', `/proc/${pid}/fd`]);
  if (files.stdout.includes('[io_uring]')) {
    const refused = await lab.exec('n1', ['migrate', String(pid), 'n2']);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot move: it uses io_uring') as string });
  } else {
    await backAndForth(pid);
  }
  expect((await running).stdout).toBe(`${Array.from({ length: 60 }, (_unused, index) => `${index + 1}\n`).join('')}status 4\n`);
});

test('a shell script moves together with its children as one unit', async () => {
  const script = `echo $$ > ${scratch.path}/pid; for i in 1 2 3; do awk "BEGIN{for(j=0;j<8e7;j++);print $i}"; done; (sleep 0.5; echo child) & wait; echo end`;
  const running = lab.exec('n1', ['bash', '-c', `bash -c '${script}' | cat; echo \${PIPESTATUS[@]}`]);
  const pid = Number(await eventually(() => Promise.resolve(readQuietly(`${scratch.path}/pid`)), (text) => text.endsWith('\n')));
  await move(lab, pid, 'n2');
  expect(await where(lab, pid)).toBe('n2');
  expect((await running).stdout).toBe('1\n2\n3\nchild\nend\n0 0\n');
});

test('a child born on another node gets a PID of that node and belongs there', async () => {
  const go = `${scratch.path}/go`;
  const running = lab.exec('n1', ['bash', '-c', `bash -c 'echo $$ > ${scratch.path}/parent; while [ ! -e ${go} ]; do :; done; sh -c "echo \\$\\$"; true' | cat`]);
  const pid = Number(await eventually(() => Promise.resolve(readQuietly(`${scratch.path}/parent`)), (text) => text.endsWith('\n')));
  await move(lab, pid, 'n2');
  await lab.exec('n2', ['touch', go]);
  const child = Number((await running).stdout);
  expect(child >> 16).toBe(2);
  expect(child & 0xffff).toBeGreaterThanOrEqual(0x8000);
});

test('a script whose children come and go is moved at any moment of its life', async () => {
  const script = `for n in $(seq 20); do
    rm -f ${scratch.path}/go2 ${scratch.path}/pid2
    bash -c "bash -c 'echo \\$\\$ > ${scratch.path}/pid2; while [ ! -e ${scratch.path}/go2 ]; do sleep 0.03; done; exit 3'; echo -n \\$?" &
    while [ ! -s ${scratch.path}/pid2 ]; do :; done
    sleep 0.0$((n % 10)); migrate $(cat ${scratch.path}/pid2) n2; touch ${scratch.path}/go2; wait $!
  done`;
  const done = await lab.exec('n1', ['bash', '-c', script], { timeoutMs: 90_000 });
  expect(done).toMatchObject({ stdout: '3'.repeat(20), stderr: '' });
});

test('the counting victim neither repeats nor skips, and SIGTERM at home reaches it', async () => {
  const victim = compileVictim('counter', scratch.path);
  const file = `${scratch.path}/count`;
  const running = lab.exec('n1', ['bash', '-c', `${victim} ${file} & echo $! > ${scratch.path}/victim; wait $!; echo status $?`]);
  const pid = Number(await eventually(() => Promise.resolve(readQuietly(`${scratch.path}/victim`)), (text) => text.endsWith('\n')));
  for (const node of ['n2', 'n1', 'n2', 'n1', 'n2']) await move(lab, pid, node);
  await lab.exec('n1', ['kill', String(pid)]);
  const { stdout } = await running;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual(lines.map((_line, index) => index + 1));
  expect(new Set(lines.map((line) => line.split(' ')[1]))).toEqual(new Set(['n1', 'n2']));
  expect(stdout).toBe(`${lines.length}\nstatus 5\n`);
});

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not written yet
  }
}
