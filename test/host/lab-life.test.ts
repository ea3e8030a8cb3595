// A lab's own life: two side by side, sentences for what cannot be, and that no way of ending one leaves anything.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshLabName, spawnKrglab, startLab, withLab } from '../helpers/lab';
import { connects, serve } from '../helpers/lab-network';
import { hostLinks, tracesOf } from '../helpers/lab-traces';
import type { CommandResult } from '../helpers/running';

const krglab = async (...args: string[]): Promise<CommandResult> => spawnKrglab(args, { stdin: '' }).result();

test('two labs run side by side, with the same addresses, and do not see each other', async () => {
  const [one, two] = await Promise.all([startLab({ agent: false }), startLab({ agent: false })]);
  const server = await serve(one, 'n2');
  expect(await connects(one, 'n1', 'n2')).toBe(true);
  expect(await connects(two, 'n1', 'n2')).toBe(false);
  await two.stop();
  expect(await connects(one, 'n1', 'n2')).toBe(true);
  expect(tracesOf(two.name)).toEqual([]);
  await one.stop();
  expect((await server.result()).code).toBe(137);
});

test('stop leaves nothing, whatever runs in the nodes', async () => {
  const links = hostLinks();
  const lab = await startLab({ nodes: 3, agent: false });
  const stubborn = lab.spawn('n1', ['sh', '-c', "trap '' TERM INT HUP; setsid sleep 1000 & echo up; while :; do sleep 1; done"]);
  await stubborn.printed(/up/);
  await lab.output('n2', ['sh', '-c', 'cd "$(awk \'$3 == "cgroup2" { print $2 }\' /proc/mounts | tail -n 1)" && mkdir -p krg/unit && '
    + '{ sleep 1000 & echo $! >krg/unit/cgroup.procs; echo 1 >krg/unit/cgroup.freeze; }']);
  expect(tracesOf(lab.name).length).toBeGreaterThan(8);
  await lab.stop();
  expect(tracesOf(lab.name)).toEqual([]);
  expect(hostLinks()).toEqual(links);
});

test.each([
  ['before its folder exists', ''],
  ['as soon as its folder exists', '.'],
  ['when its network is up', 'hub/init.json'],
  ['when its first node is up', 'n1/init.json'],
])('a start interrupted %s leaves nothing', async (_when, file) => {
  const name = freshLabName();
  const start = spawnKrglab(['start', '--name', name, '--nodes', '4', '--no-agent'], { stdin: '' });
  while (!start.hasEnded && file !== '' && !existsSync(join('/run', `krglab-${name}`, file))) await new Promise(setImmediate);
  start.kill('SIGINT');
  const result = await start.result();
  expect(result.code ?? result.signal).toBe(file === '' ? 'SIGINT' : 130);
  expect(tracesOf(name)).toEqual([]);
});

test('stop ends a lab whose start was killed half-way', async () => {
  const name = freshLabName();
  const start = spawnKrglab(['start', '--name', name, '--nodes', '4', '--no-agent'], { stdin: '' });
  while (!existsSync(join('/run', `krglab-${name}`, 'n1/init.json'))) await new Promise(setImmediate);
  start.kill('SIGKILL');
  await start.result();
  expect((await krglab('--name', name, 'start', '--no-agent')).stderr).toMatch(/already running/);
  expect(await krglab('stop', '--name', name)).toMatchObject({ code: 0, stderr: '' });
  expect(tracesOf(name)).toEqual([]);
});

test('a node that cannot start takes the lab back, says why and what its log says', async () => {
  const name = freshLabName();
  // No node can mount its cgroups with a search path where mount is something else.
  const folder = mkdtempSync(join(tmpdir(), 'krg-lab-'));
  try {
    writeFileSync(join(folder, 'mount'), '#!/bin/sh\necho no mounting today >&2\nexit 1\n', { mode: 0o755 });
    const result = await spawnKrglab(['--name', name, 'start', '--no-agent'],
      { stdin: '', env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` } }).result();
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(/^krglab: n\d did not start; the end of its log:\n {2}no mounting today\n$/);
    expect(tracesOf(name)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('logs are kept where KRGLAB_KEEP_LOGS says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'krg-lab-'));
  const name = freshLabName();
  const env = { ...process.env, KRGLAB_KEEP_LOGS: folder };
  await spawnKrglab(['--name', name, 'start', '--nodes', '1', '--no-agent'], { stdin: '', env }).result();
  await spawnKrglab(['--name', name, 'stop'], { stdin: '', env }).result();
  expect(readdirSync(folder)).toContain(`${name}-n1.log`);
  rmSync(folder, { recursive: true });
});

describe('what cannot be is one sentence', () => {
  test.each([
    [2, [], 'say what to do: start, exec, status, stop, kill, boot, cut or heal'],
    [2, ['dance'], "unknown command 'dance'; krglab --help shows what there is"],
    [2, ['start', '--nodes', '0'], 'a lab has 1 to 63 nodes, not 0'],
    [2, ['start', '--nodes', 'many'], '--nodes many: wanted a number'],
    [2, ['start', '--cpus', '0,99999'], /^CPU 99999 is not one krglab may use; those are [\d, ]+$/],
    [2, ['start', '--cpus', '3-1'], '"3-1" is not a list of CPUs; write something like 0,1 or 0-3'],
    [2, ['start', '--balance', 'sometimes'], '--balance sometimes: wanted on or off'],
    [2, ['--name', '../x', 'stop'], '"../x" is no name for a lab; use up to 32 letters, digits, - and _'],
    [2, ['exec', 'n1'], 'what to run is missing; write exec NODE -- COMMAND'],
    [2, ['kill'], "missing required argument 'node'; krglab --help shows what there is"],
    [1, ['stop', '--name', 'krgtnone'], 'no lab called krgtnone is running'],
    [1, ['--name', 'krgtnone', 'status'], 'no lab called krgtnone is running; "krglab --name krgtnone start" starts one'],
  ] as const)('%i: %j', async (code, args, sentence) => {
    const result = await krglab(...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(typeof sentence === 'string' ? `krglab: ${sentence}\n` : /./);
    if (sentence instanceof RegExp) expect(result.stderr.replace(/^krglab: |\n$/g, '')).toMatch(sentence);
  });

  test('1: a second lab of the same name, an unknown node, a cable to oneself', async () => {
    await withLab({ agent: false, nodes: 2 }, async (lab) => {
      expect(await krglab('--name', lab.name, 'start')).toMatchObject({ code: 1, stderr: expect.stringContaining('is already running') as string });
      expect(await krglab('exec', '--name', lab.name, 'n9', '--', 'true'))
        .toMatchObject({ code: 1, stderr: 'krglab: there is no node called "n9"; the nodes are 1 (n1), 2 (n2)\n' });
      expect(await krglab('cut', 'n1', '1', '--name', lab.name)).toMatchObject({ code: 2, stderr: 'krglab: n1 has no cable to itself; name two nodes\n' });
      expect(await krglab('heal', 'n1', '--name', lab.name)).toMatchObject({ code: 2 });
    });
  });
});
