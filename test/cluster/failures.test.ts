import { startLab, type Lab } from '../helpers/lab';
import { eventually, move, pidOf, where } from '../helpers/migration';

// What happens when a move fails in the middle, and when a machine is gone.

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 2, balance: false });
});

afterAll(async () => {
  await lab.stop();
});

async function left(node: string): Promise<string> {
  const found = await lab.exec(node, ['bash', '-c',
    'ls /run/krg/state/homes /run/krg/state/bodies /run/krg/images | grep -v :; pgrep -l "krg-(shim|deputy)|criu"; find /sys/fs/cgroup -type d -path "*krg/bodies/*" -o -type d -path "*krg/freeze/*"']);
  return found.stdout.trim();
}

test('a restore that fails leaves the program running where it was, with the reason, and nothing on either side', async () => {
  // /dev/shm is a file system of each node's own: CRIU finds out on the target that the open file is not there.
  const script = 'exec 5>/dev/shm/only-here; for i in $(seq 40); do awk "BEGIN{for(j=0;j<1e6;j++);}"; echo $i; sleep 0.05; done; exec sleep 1.5';
  const running = lab.exec('n1', ['bash', '-c', `bash -c '${script}' & wait $!; echo status $?`]);
  const pid = Number(await eventually(async () => (await lab.exec('n1', ['pgrep', '-f', '^bash -c exec 5'])).stdout.trim(), (text) => /^\d+$/.test(text)));
  const refused = await lab.exec('n1', ['migrate', String(pid), 'n2']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^migrate: CRIU could not restore \d+ \(bash\): .*only-here.*\n$/);
  expect(await where(lab, pid)).toBe('n1');
  expect((await running).stdout).toBe(`${Array.from({ length: 40 }, (_unused, index) => `${index + 1}\n`).join('')}status 0\n`);
  expect([await left('n1'), await left('n2')]).toEqual(['', '']);
});

test('a host that loses power and boots again: the parent sees its child killed', async () => {
  const running = lab.exec('n1', ['bash', '-c', 'sleep 4321 & wait $!; echo status $?']);
  await move(lab, await pidOf(lab, 'sleep'), 'n2');
  await lab.kill('n2');
  await lab.boot('n2');
  expect((await running).stdout).toBe('status 137\n');
  expect((await lab.exec('n1', ['krgadm', 'log'])).stdout).toMatch(/is lost on n2/);
  await eventually(() => left('n1'), (text) => text === '');
});

test('a home that loses power and boots again: its bodies elsewhere are ended', async () => {
  const running = lab.exec('n1', ['sh', '-c', 'sleep 4321; true']);
  await move(lab, await pidOf(lab, 'sleep'), 'n2');
  await lab.kill('n1');
  await lab.boot('n1');
  await eventually(() => left('n2'), (text) => text === '');
  expect((await lab.exec('n2', ['krgadm', 'log'])).stdout).toMatch(/its home n1 does not know it any more/);
  await running;
});
