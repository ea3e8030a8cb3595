import { startLab, type Lab } from '../helpers/lab';
import { move, pidOf, scratchDirectory, where } from '../helpers/migration';

// The left end of a pipeline moves to every node and home again while the rest stays: same bytes, same statuses.

const SCRIPT = (log: string): string => `awk "BEGIN{for(i=0;i<60;i++){for(j=0;j<1e7;j++);print i}}" | tee ${log} | md5sum; echo \${PIPESTATUS[@]}`;
const scratch = scratchDirectory();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 3, balance: false });
});

afterAll(async () => {
  await lab.stop();
  scratch.remove();
});

test('awk alone moves n1 to n2 to n3 to n1 in the middle of its pipeline', async () => {
  const undisturbed = await lab.exec('n1', ['bash', '-c', SCRIPT(`${scratch.path}/still`)]);
  expect(undisturbed.stdout).toMatch(/^[0-9a-f]{32} {2}-\n0 0 0\n$/);

  const running = lab.exec('n1', ['bash', '-c', SCRIPT(`${scratch.path}/moved`)]);
  const pid = await pidOf(lab, 'awk');
  const seen: string[] = [];
  for (const node of ['n2', 'n3', 'n1']) {
    await move(lab, pid, node);
    seen.push(await where(lab, pid));
  }
  expect(seen).toEqual(['n2', 'n3', 'n1']);
  expect((await running).stdout).toBe(undisturbed.stdout);
});

test('the reader in the middle of a pipeline moves as well', async () => {
  const script = `seq 1 300000 | awk '{s += $1; if ($1 % 1000 == 0) print s}' | md5sum; echo \${PIPESTATUS[@]}`;
  const undisturbed = await lab.exec('n1', ['bash', '-c', script]);
  const slow = script.replace('seq 1 300000', `python3 -c "import time
for i in range(1, 300001):
    print(i)
    if i % 10000 == 0: time.sleep(0.1)"`);
  const running = lab.exec('n1', ['bash', '-c', slow]);
  const pid = await pidOf(lab, 'awk');
  for (const node of ['n2', 'n3', 'home']) await move(lab, pid, node);
  expect((await running).stdout).toBe(undisturbed.stdout);
});
