// A lab with agents: when start and boot return, who runs, what the agent finds in its node.
import { startLab, type Lab } from '../helpers/lab';

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 3 });
});

/** The node's row of krglab status. */
async function rowOf(node: string): Promise<string> {
  return (await lab.status()).split('\n').find((line) => line.startsWith(node)) ?? '';
}

const agentPid = async (node: string): Promise<string> =>
  (await lab.output(node, ['sh', '-c', 'ps -e -o pid=,args= | awk \'$2 ~ /node$/ && $3 ~ /agent.main.js$/ { print $1 }\'']));

async function until(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error('it did not come to be');
}

test('start returns when every agent sees all others', async () => {
  for (const node of ['n1', 'n2', 'n3']) expect(await rowOf(node)).toMatch(/ up +n1 n2 n3$/);
  expect(await lab.output('n2', ['krgadm', 'nodes', 'status'])).toBe('1:online\n2:online\n3:online');
});

test('a node finds its configuration and keys in /run/krg, readable by root only, and its own log', async () => {
  expect(await lab.output('n2', ['sh', '-c', 'stat -c "%a %n" /run/krg /run/krg/krg.toml /run/krg/tls /run/krg/tls/*; grep ^name /run/krg/krg.toml; grep -c . /run/krg/krgd.log']))
    .toMatch(/^755 \/run\/krg\n600 .*krg.toml\n700 .*tls\n600 .*ca.pem\n600 .*cert.pem\n600 .*key.pem\nname = "n2"\nname = "n1"\nname = "n3"\n[1-9]/);
});

test('an agent that ends is started again', async () => {
  const before = await agentPid('n3');
  expect(before).toMatch(/^\d+$/);
  await lab.output('n3', ['kill', '-KILL', before]);
  await until(async () => /^\d+$/.test(await agentPid('n3')) && await agentPid('n3') !== before);
  await until(async () => (await rowOf('n3')).endsWith('n1 n2 n3'));
});

test('boot returns when the node and the others see each other again', async () => {
  await lab.kill('n2');
  await lab.boot('n2');
  for (const node of ['n1', 'n2', 'n3']) expect(await rowOf(node)).toMatch(/ up +n1 n2 n3$/);
});
