import { startLab, type Lab } from '../helpers/lab';
import { eventually, where } from '../helpers/migration';

// The tools as a user types them, against real agents.

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 2, balance: false, cpus: '0,1' });
});

afterAll(async () => {
  await lab.stop();
});

async function shell(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return lab.exec('n1', ['bash', '-c', script]);
}

test('krgrun --node starts a command there: PID, home, output and status are those of a child of the shell', async () => {
  const done = await shell('krgrun --node n2 bash -c \'hostname; krgps --no-headers -p $$ -o node,home,nmigs; exit 6\'; echo $?; seq 3 | krgrun --node n2 awk \'{print $1*2}\'');
  expect(done.stdout).toBe('n2\nn2 n1 1\n6\n2\n4\n6\n');
});

test.each([
  ['krgrun --node n7 true', 1, 'krgrun: there is no node called "n7"; the nodes are 1 (n1), 2 (n2)\n'],
  ['krgrun --nosuch true', 2, 'krgrun: --nosuch is no option: wanted --node NODE or --lock\n'],
  ['krgrun /nonexistent', 127, 'krgrun: /nonexistent: command not found\n'],
  ['krgrun /etc/passwd', 126, 'krgrun: /etc/passwd: Permission denied\n'],
])('%s ends with %d and says why', async (command, code, stderr) => {
  expect(await shell(command)).toMatchObject({ code, stdout: '', stderr });
});

test('krgcapset -d in a shell makes its future children migratable, not the shell, and krgrun the command itself', async () => {
  const done = await shell('krgcapset -d +CAN_MIGRATE; sleep 5 & krgcapset -k $! -s | sed -n 4,5p; krgcapset -s | sed -n 5p; kill $!; krgrun --lock bash -c \'krgcapset -s | sed -n 5p; krgps --no-headers -o cantmove -p $$; true\'');
  expect(done.stdout).toBe('Effective Capabilities: 03\n\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE\n\tCHANGE_KERRIGHED_CAP\n\tCHANGE_KERRIGHED_CAP, CAN_MIGRATE\nit is locked by its user (krgrun --lock)\n');
});

test('with balancing on two loops spread by themselves, a locked one stays, and every decision is in the log', async () => {
  const loops = lab.spawn('n1', ['bash', '-c', 'krgrun --lock awk "BEGIN{for(;;);}" & echo $!; krgrun awk "BEGIN{for(;;);}" & echo $!; wait']);
  const pids = (await eventually(() => Promise.resolve(loops.stdout), (text) => text.split('\n').length === 3)).trim().split('\n').map(Number);
  const [locked = 0, free = 0] = pids;
  expect((await shell('krgadm cluster start')).stdout).toBe('Starting cluster... done\n');
  await eventually(() => where(lab, free), (node) => node === 'n2', 60_000);
  expect(await where(lab, locked)).toBe('n1');
  expect((await shell('krgadm cluster stop')).stdout).toBe('Stopping cluster... done\n');
  expect((await shell('krgadm log')).stdout).toMatch(new RegExp(`n1 decision .*moving ${free} \\(awk\\)[^]*n1 migration ${free} \\(awk\\) moved to n2 \\(balancing\\)`));
  expect((await shell(`migrate ${free} home`)).code).toBe(0);
  expect((await shell(`sleep 2; migrate ${free} balance`)).code).toBe(0);
  expect(await where(lab, free)).toBe('n2');
  await shell(`kill ${locked} ${free}`);
  await loops.result();
});

test('a node that does not answer is named on stderr and nothing hangs', async () => {
  await lab.kill('n2');
  const shown = await shell('krgps --no-headers -o node -p 65601');
  expect(shown).toMatchObject({ code: 0, stdout: 'n1\n', stderr: 'krgps: node n2 did not answer; its processes are not listed\n' });
});
