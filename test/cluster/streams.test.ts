import { readFileSync } from 'node:fs';
import { startLab, type Lab } from '../helpers/lab';
import { compileVictim, eventually, move, pidOf, scratchDirectory } from '../helpers/migration';

// Each kind of standard stream a program can have, with the program moved away and on while it is in use.

const scratch = scratchDirectory();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ nodes: 3, balance: false });
});

afterAll(async () => {
  await lab.stop();
  scratch.remove();
});

const COUNT = 'BEGIN{for(i=0;i<40;i++){for(j=0;j<8e6;j++);print i}}';
const NUMBERS = Array.from({ length: 40 }, (_unused, index) => `${index}\n`).join('');

async function hop(comm = 'awk'): Promise<void> {
  const pid = await pidOf(lab, comm);
  for (const node of ['n2', 'n3']) await move(lab, pid, node);
}

test('a regular file: offset kept, and shared with what the shell writes after it', async () => {
  const running = lab.exec('n1', ['bash', '-c', `(echo before; awk '${COUNT}'; echo after) > ${scratch.path}/out; echo $?`]);
  await hop();
  expect((await running).stdout).toBe('0\n');
  expect(readFileSync(`${scratch.path}/out`, 'utf8')).toBe(`before\n${NUMBERS}after\n`);
});

test('/dev/null as input and output', async () => {
  const running = lab.exec('n1', ['bash', '-c', `awk '${COUNT}' < /dev/null > /dev/null; echo $?`]);
  await hop();
  expect((await running).stdout).toBe('0\n');
});

test('Unix sockets, which Node gives its children', async () => {
  const parent = `
const { spawn } = require('node:child_process');
const child = spawn('awk', ['{ print "got", $1; fflush(); n++ } END { print "lines", n; exit 9 }']);
let out = '';
child.stdout.on('data', (data) => { out += data; });
let i = 0;
const timer = setInterval(() => { child.stdin.write(++i + '\\n'); if (i === 150) { clearInterval(timer); child.stdin.end(); } }, 20);
child.on('close', (code) => { console.log(out.split('\\n').length, out.trim().split('\\n').at(-1), code); });`;
  const running = lab.exec('n1', ['node', '-e', parent]);
  await hop();
  expect((await running).stdout).toBe('152 lines 150 9\n');
});

test('a reader that ends early ends the writer with SIGPIPE', async () => {
  const running = lab.exec('n1', ['bash', '-c', `awk 'BEGIN{for(;;){for(j=0;j<1e5;j++);print i++}}' | (sleep 2; head -5 | md5sum); echo \${PIPESTATUS[0]}`]);
  await hop();
  expect((await running).stdout).toMatch(/^[0-9a-f]{32} {2}-\n(141|2)\n$/); // mawk reports a write error with 2
});

test.each([
  ['exit 0', 'exit 0', '0'], ['exit 3', 'exit 3', '3'], ['exit 255', 'exit 255', '255'], ['SIGTERM to itself', 'kill -TERM $$', '143'], ['SIGKILL to itself', 'kill -KILL $$', '137'],
])('%s reaches wait', async (_name, end, status) => {
  const go = `${scratch.path}/go-${status}`;
  const running = lab.exec('n1', ['bash', '-c', `bash -c 'echo $$ > ${go}.pid; while [ ! -e ${go} ]; do sleep 0.05; done; ${end}'; echo $?`]);
  const pid = Number(await eventually(() => Promise.resolve(readQuietly(`${go}.pid`)), (text) => text.endsWith('\n')));
  await move(lab, pid, 'n2');
  await lab.exec('n1', ['touch', go]);
  expect((await running).stdout.trim().split('\n').at(-1)).toBe(status);
});

test.each([['TERM', '143'], ['KILL', '137'], ['INT', '130'], ['USR1', '138']])('SIG%s sent at home reaches the body and ends it as at home', async (signal, status) => {
  const file = `${scratch.path}/sleep-${signal}`;
  const running = lab.exec('n1', ['bash', '-c', `python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
open(sys.argv[1], "w").write(str(os.getpid()) + chr(10))
os.execvp("sleep", ["sleep", "54321"])' ${file} & wait $!; echo $?`]);
  const pid = Number(await eventually(() => Promise.resolve(readQuietly(file)), (text) => text.endsWith('\n')));
  await move(lab, pid, 'n2');
  await lab.exec('n1', ['kill', `-${signal}`, String(pid)]);
  expect((await running).stdout).toBe(`${status}\n`);
});

test('a program in raw mode on a terminal: keys, answers, mode, window size, and the mode put back', async () => {
  const victim = compileVictim('terminal', scratch.path);
  const driver = `
import os, pty, sys, time, fcntl, termios, struct, subprocess, re
pid, master = pty.fork()
if pid == 0:
    os.execv(${JSON.stringify(victim)}, ["terminal"])
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
text = b""
def until(wanted):
    global text
    end = time.time() + 20
    while wanted not in text:
        if time.time() > end: print("MISSING", wanted, text); sys.exit(1)
        text += os.read(master, 4096)
    text = text.split(wanted, 1)[1]
def move(node):
    subprocess.run(["migrate", str(pid), node], check=True)
until(b"ready\\r\\n")
os.write(master, b"a"); until(b"key 97\\r\\n")
move("n2")
os.write(master, b"b"); until(b"key 98\\r\\n")
os.write(master, b"m"); until(b"icanon 0 echo 0\\r\\n")
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
time.sleep(0.3)
os.write(master, b"w"); until(b"size 30x100\\r\\n")
move("n3")
os.write(master, b"c"); until(b"key 99\\r\\n")
os.write(master, b"w"); until(b"size 30x100\\r\\n")
os.write(master, b"q"); until(b"bye\\r\\n")
_, status = os.waitpid(pid, 0)
lflag = termios.tcgetattr(master)[3]
print("status", os.waitstatus_to_exitcode(status), "icanon", bool(lflag & termios.ICANON), "echo", bool(lflag & termios.ECHO))`;
  const done = await lab.exec('n1', ['/usr/bin/python3', '-c', driver], { timeoutMs: 60_000 });
  expect(done.stdout).toBe('status 7 icanon True echo True\n');
});

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not written yet
  }
}
