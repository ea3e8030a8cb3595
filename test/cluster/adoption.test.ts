import { startLab, type Lab } from '../helpers/lab';
import { eventually, move, pidOf, where } from '../helpers/migration';

// The agents die and come back in the middle of everything; programs, streams and the tools go on.

const SCRIPT = 'awk "BEGIN{for(i=0;i<300;i++){for(j=0;j<4e6;j++);print i}}" | md5sum; echo ${PIPESTATUS[@]}';
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 3, balance: false });
});

afterAll(async () => {
  await lab.stop();
});

async function agentPid(node: string): Promise<string> {
  return (await lab.exec(node, ['pgrep', '-o', '-f', '^[^ ]*/node .*dist/agent/main.js --config'])).stdout.trim();
}

async function killAgent(node: string): Promise<void> {
  const old = await agentPid(node);
  await lab.exec(node, ['kill', '-9', old]);
  await eventually(async () => (await lab.exec(node, ['krgadm', 'nodes', 'status'])).stdout, (text) => text.split('online').length === 4);
  expect(await agentPid(node)).not.toBe(old);
}

test('a moved pipeline survives the death of the agents at home and where it runs', async () => {
  const undisturbed = await lab.exec('n1', ['bash', '-c', SCRIPT], { timeoutMs: 100_000 });
  const running = lab.exec('n1', ['bash', '-c', SCRIPT], { timeoutMs: 100_000 });
  const pid = await pidOf(lab, 'awk');
  await move(lab, pid, 'n2');
  await killAgent('n1');
  expect(await where(lab, pid)).toBe('n2');
  await killAgent('n2');
  expect(await where(lab, pid)).toBe('n2');
  await move(lab, pid, 'n3');
  expect(await where(lab, pid)).toBe('n3');
  expect((await running).stdout).toBe(undisturbed.stdout);
});

test('nothing of an ended unit is left on any node', async () => {
  for (const node of ['n1', 'n2', 'n3']) {
    const left = await eventually(async () => (await lab.exec(node, ['bash', '-c',
      'ls /run/krg/state/homes /run/krg/state/bodies /run/krg/images | grep -v :; pgrep -l "krg-(shim|deputy)"; find /sys/fs/cgroup -type d -path "*krg/bodies/*" -o -type d -path "*krg/freeze/*"'])).stdout.trim(), (text) => text === '', 10_000);
    expect(left).toBe('');
  }
});
