// The demo as a program: it ends well with loops too short to be watched, and an interrupted one leaves nothing.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tracesOf } from '../helpers/lab-traces';
import { Running } from '../helpers/running';

const start = (...args: string[]): Running => new Running(process.execPath, [join(__dirname, '../../dist/lab/demo/main.js'), ...args], { stdin: '' });

function expectNothingLeft(demo: Running): void {
  expect(tracesOf(`demo${demo.child.pid}`)).toEqual([]);
}

test('six loops end with 0 and have written what they should, twice', async () => {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('krg-demo-'));
  const demo = start('--seconds', '0.5');
  const { code, stdout, stderr } = await demo.result(60_000);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/^ {2}\d{5} +n1\S*( > n\d)* +\d+ +0 +done \d+: as it should be$/gm)).toHaveLength(6);
  expect(stdout).toMatch(/^all six done, balancing off: +\d+\.\d s\nall six done, balancing on: +\d+\.\d s\n\d\.\d\d times as fast$/m);
  expectNothingLeft(demo);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('krg-demo-'))).toEqual(folders);
});

test('an interrupted demo ends with 130 and takes its lab along', async () => {
  const demo = start('--seconds', '5');
  await demo.printed(/balancing off \d.* n1 \d.\d: \d+/);
  demo.kill('SIGINT');
  expect(await demo.result()).toMatchObject({ code: 130, stderr: 'demo: interrupted by SIGINT\n' });
  expectNothingLeft(demo);
});

test('what it does not understand it says in a sentence', async () => {
  expect(await start('--seconds', 'many').result()).toMatchObject({ code: 2, stderr: 'demo: --seconds many: wanted a number from 0.1 to 600\n' });
  expect(await start('--fast').result()).toMatchObject({ code: 2, stderr: 'demo: the demo takes --seconds S, the CPU time of one loop, and nothing else\n' });
});
