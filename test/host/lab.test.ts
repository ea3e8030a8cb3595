// krglab from outside: what a node is cut off from, what a command in it sees, and that nothing is left behind.
import { readFileSync } from 'node:fs';
import { KRGLAB, startLab, type Lab } from '../helpers/lab';
import { ADDRESS, connects, serve } from '../helpers/lab-network';
import { cgroupsOf, hostLinks } from '../helpers/lab-traces';
import { Running } from '../helpers/running';

let lab: Lab;
const links = hostLinks();

beforeAll(async () => {
  lab = await startLab({ nodes: 3, cpus: '0,1', agent: false });
});

describe('a node', () => {
  test('has its own host name, address, processes, cgroup root, terminals and boot id', async () => {
    const script = 'hostname; ip -4 -o addr show eth0; ps -e -o pid=,comm=; tail -n 1 /proc/self/cgroup; ls /dev/pts; '
      + 'cat /proc/sys/kernel/random/boot_id; ls /run /dev/shm; id -u';
    const [first, second] = await Promise.all(['n1', 'n2'].map((node) => lab.output(node, ['sh', '-c', script])));
    expect(first).toMatch(/^n1\n/);
    expect(first).toContain('10.77.0.1/24');
    expect(first).toMatch(/^ *1 krg-init$/m);
    expect(first).toMatch(/^0::\/$/m);
    expect(first?.match(/^ *\d+ \S+$/gm)).toHaveLength(3); // init, the shell, ps
    expect(second).toMatch(/^n2\n/);
    const bootIds = [first, second].map((text) => /^[0-9a-f-]{36}$/m.exec(text ?? '')?.[0]);
    expect(new Set([...bootIds, readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()]).size).toBe(3);
    expect(first).not.toContain('krglab-');
  });

  test('sees only its own part of the cgroup hierarchy and may divide it', async () => {
    const mount = (await lab.output('n1', ['sh', '-c', "awk '$3 == \"cgroup2\" { print $2 }' /proc/mounts"])).split('\n').pop() ?? '';
    expect(await lab.output('n1', ['sh', '-c', `cd ${mount} && mkdir -p krg/deep && ls -d krg* cgroup.freeze && cat cgroup.procs`]))
      .toMatch(/^cgroup\.freeze\nkrg\n/);
    expect(cgroupsOf(lab.name)).toContain('n1/krg/deep');
  });

  test('gives its processes PIDs of its own range, on its own CPU', async () => {
    const script = 'echo $$ && taskset -cp $$ | sed "s/.*: //"';
    const seen = await Promise.all(['n1', 'n2', 'n3'].map((node) => lab.output(node, ['sh', '-c', script])));
    expect(seen.map((text) => text.split('\n')[1])).toEqual(['0', '1', '0']);
    expect(seen.map((text) => Number(text.split('\n')[0]) >>> 16)).toEqual([1, 2, 3]);
  });

  test('reaches the others and not the machine', async () => {
    const server = await serve(lab, 'n2');
    expect(await connects(lab, 'n1', 'n2')).toBe(true);
    expect(await connects(lab, 'n3', 'n2')).toBe(true);
    expect((await lab.output('n1', ['ip', 'route'])).trim()).toBe(`10.77.0.0/24 dev eth0 proto kernel scope link src ${ADDRESS.n1}`);
    expect(hostLinks()).toEqual(links);
    server.kill();
    expect((await server.result()).code).toBe(143);
  });
});

describe('krglab exec', () => {
  test('passes stdin, stdout, stderr, arguments, environment, working directory and status', async () => {
    const result = await lab.exec('n1', ['sh', '-c', 'cat; echo "$GREETING $1" >&2; pwd; exit 7', 'sh', 'two  words'],
      { stdin: 'line\n', cwd: '/usr/lib', env: { ...process.env, GREETING: 'hello' } });
    expect(result).toEqual({ code: 7, signal: null, stdout: 'line\n/usr/lib\n', stderr: 'hello two  words\n' });
  });

  test('finds the commands of this tree first', async () => {
    expect(await lab.output('n1', ['sh', '-c', 'command -v krglab'])).toMatch(/\/bin\/krglab$/);
  });

  test('passes a second -- and options of the command on', async () => {
    expect(await lab.output('n1', ['printf', '%s|', '--', '--name', 'x'])).toBe('--|--name|x|');
  });

  test('loses no byte of a megabyte', async () => {
    const stdin = 'x'.repeat(1 << 20);
    expect((await lab.exec('n2', ['cat'], { stdin })).stdout.length).toBe(stdin.length);
  });

  test('ends with 128 + N when a signal ended the command, 127 when there is none', async () => {
    expect((await lab.exec('n1', ['sh', '-c', 'kill -KILL $$'])).code).toBe(137);
    expect((await lab.exec('n1', ['no-such-command'])).code).toBe(127);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)('passes %s on', async (signal) => {
    const script = `trap 'echo ${signal}; exit 9' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`;
    const command = lab.spawn('n1', ['sh', '-c', script]);
    await command.printed(/ready/);
    command.kill(signal);
    expect(await command.result()).toMatchObject({ code: 9, stdout: `ready\n${signal}\n` });
  });

  test('gives the command a terminal when there is one', async () => {
    const script = ['import os,pty,sys,fcntl,termios,struct',
      'pid,fd=pty.fork()',
      'if pid==0: os.execv(sys.argv[1],sys.argv[1:])',
      'fcntl.ioctl(fd,termios.TIOCSWINSZ,struct.pack("HHHH",33,99,0,0))',
      'seen=b""',
      'def until(word):',
      '  global seen',
      '  while word not in seen: seen+=os.read(fd,4096)',
      'until(b"ready"); os.write(fd,b"\\x03"); until(b"interrupted"); os.write(fd,b"some text\\n"); until(b"got some text")',
      'sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))'].join('\n');
    const inner = 'trap "echo interrupted; go=on" INT; tty; while [ "$(stty size)" != "33 99" ]; do sleep 0.05; done; echo ready; '
      + 'while [ -z "$go" ]; do sleep 0.05; done; read -r line; echo "got $line"; exit 5';
    const run = new Running('python3', ['-c', script, KRGLAB, '--name', lab.name, 'exec', 'n1', '--', 'sh', '-c', inner]);
    expect(await run.result(20_000)).toMatchObject({ code: 5, stderr: '' });
  });
});
