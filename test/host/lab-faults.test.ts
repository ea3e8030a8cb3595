// What can happen to a node and to the cables between nodes: power loss, reboot, cut, heal.
import { readFileSync, readlinkSync } from 'node:fs';
import { startLab, type Lab } from '../helpers/lab';
import { arrives, connects, sendTo, serve } from '../helpers/lab-network';
import { cgroupsOf } from '../helpers/lab-traces';

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 3, agent: false });
});

describe('krglab kill and boot', () => {
  test('kill ends everything in the node at once and empties its cgroup; boot brings it back empty', async () => {
    const sleeper = lab.spawn('n2', ['sh', '-c', 'touch /run/before; setsid sh -c "trap : TERM INT HUP; sleep 1000" & echo up; cat']);
    await sleeper.printed(/up/);
    await lab.kill('n2');
    expect((await sleeper.result()).code).toBe(137);
    expect(cgroupsOf(lab.name)).toEqual(expect.arrayContaining(['n1', 'n3']));
    expect(cgroupsOf(lab.name)).not.toContain('n2');
    expect(await lab.status()).toMatch(/^n2 .* down/m);
    await expect(lab.exec('n2', ['true'])).resolves.toMatchObject({ code: 1, stderr: expect.stringMatching(/^krglab: n2 is down; .*\n$/) as string });
    await expect(lab.kill('n2')).rejects.toThrow('n2 is down');

    await lab.boot('n2');
    expect(await lab.output('n2', ['sh', '-c', 'ls /run/before 2>/dev/null; ps -e -o comm='])).toBe('krg-init\nsh\nps');
    await expect(lab.boot('n2')).rejects.toThrow('n2 is running already');
    const server = await serve(lab, 'n2');
    expect(await connects(lab, 'n1', 'n2')).toBe(true);
    server.kill();
  });

  test.each([['poweroff', '0x4321fedc'], ['reboot', '0x1234567']])('%s in a node ends that node only', async (_name, order) => {
    // Outside a PID namespace this would be the machine itself: three proofs that it is not.
    const machine = readlinkSync('/proc/self/ns/pid');
    expect(await lab.output('n3', ['readlink', '/proc/self/ns/pid'])).not.toBe(machine);
    expect(/^NSpid:\t\d+(\t\d+)*\t1$/m.test(readFileSync(`/proc/${lab.initPid('n3')}/status`, 'utf8'))).toBe(true);
    const script = ['import os,ctypes', `assert os.readlink("/proc/self/ns/pid") != "${machine}"`,
      'assert open("/proc/1/comm").read() == "krg-init\\n"', 'os.sync()', `ctypes.CDLL(None).reboot(${order})`].join('\n');
    // The kernel lets the caller itself end with 0, unless the end of its namespace reaches it first.
    expect([0, 137]).toContain((await lab.exec('n3', ['python3', '-c', script])).code);
    expect(await lab.status()).toMatch(/^n3 .* down/m);
    expect(await lab.output('n1', ['hostname'])).toBe('n1');
    await lab.boot('n3');
    expect(await lab.output('n3', ['hostname'])).toBe('n3');
  });
});

describe('krglab cut and heal', () => {
  test('a cut loses everything both ways, between these two nodes only, until it is healed', async () => {
    const servers = await Promise.all([serve(lab, 'n1'), serve(lab, 'n2')]);
    await lab.cut('n1', 'n2');
    const through = await Promise.all([connects(lab, 'n1', 'n2'), connects(lab, 'n2', 'n1'), connects(lab, 'n3', 'n1'), connects(lab, 'n3', 'n2')]);
    expect(through).toEqual([false, false, true, true]);
    expect(await lab.status()).toMatch(/^cut: what n1 sends to n2 is lost\ncut: what n2 sends to n1 is lost$/m);
    await lab.heal('n2', 'n1');
    expect(await Promise.all([connects(lab, 'n1', 'n2'), connects(lab, 'n2', 'n1')])).toEqual([true, true]);
    for (const server of servers) server.kill();
  });

  test('a one-way cut loses what the first sends to the second, and a reboot does not mend it', async () => {
    const second = await serve(lab, 'n2');
    await lab.cut('n1', 'n2', { oneWay: true });
    await lab.kill('n1');
    await lab.boot('n1');
    const first = await serve(lab, 'n1');
    await sendTo(lab, 'n1', 'n2', 'there');
    await sendTo(lab, 'n2', 'n1', 'back');
    expect(await arrives(first, 'back')).toBe(true);
    expect(await arrives(second, 'there')).toBe(false);
    await lab.heal();
    await sendTo(lab, 'n1', 'n2', 'again');
    expect(await arrives(second, 'again')).toBe(true);
    for (const server of [first, second]) server.kill();
  });

  test('an established connection stands still during a cut and goes on after it', async () => {
    const echo = "require('net').createServer((s) => s.pipe(s)).listen(9001, () => console.log('listening'))";
    const client = "const s = require('net').connect(9001, process.argv[1]); s.on('data', (d) => console.log('back ' + d)); process.stdin.on('data', (d) => s.write(d))";
    const server = lab.spawn('n2', ['node', '-e', echo]);
    await server.printed(/listening/);
    const talker = lab.spawn('n3', ['node', '-e', client, '10.77.0.2']);
    talker.stdin.write('one');
    await talker.printed(/back one/);
    await lab.cut('n3', 'n2');
    talker.stdin.write('two');
    await expect(talker.printed(/back two/, 600)).rejects.toThrow('went on');
    await lab.heal('n3', 'n2');
    await talker.printed(/back two/);
    for (const running of [talker, server]) running.kill();
  });
});
