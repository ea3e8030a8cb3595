import { execFileSync, spawnSync } from 'node:child_process';
import { startLab, type Lab } from '../helpers/lab';
import { eventually, move, pidOf } from '../helpers/migration';

// An interactive bash in a real terminal (tmux), whose foreground program moves while it is used.

const SOCKET = `krgt${process.pid}`;
let lab: Lab;

function tmux(...args: string[]): string {
  return execFileSync('tmux', ['-L', SOCKET, '-f', '/dev/null', ...args], { encoding: 'utf8' });
}

function type(...keys: string[]): void {
  tmux('send-keys', ...keys);
}

async function screen(wanted: RegExp): Promise<string> {
  return eventually(() => Promise.resolve(tmux('capture-pane', '-p')), (text) => wanted.test(text));
}

// The shell has its terminal back. What is typed earlier belongs to the program, which may have read it already.
async function prompt(): Promise<string> {
  return screen(/bash-\S+[#$]\n*$/);
}

async function startAndMove(command: string, comm: string): Promise<number> {
  type(`clear; ${command}`, 'Enter');
  const pid = await pidOf(lab, comm);
  await move(lab, pid, 'n2');
  return pid;
}

beforeAll(async () => {
  lab = await startLab({ nodes: 2, balance: false });
  tmux('new-session', '-d', '-x', '90', '-y', '24', `${lab.execCommand('n1')} bash --norc`);
  await screen(/bash-\S+[#$]/);
});

afterAll(async () => {
  spawnSync('tmux', ['-L', SOCKET, 'kill-server']); // it may have gone with its last shell
  await lab.stop();
});

test('less goes on drawing, follows the window, and puts the terminal back', async () => {
  type('clear; for i in $(seq 1000); do echo "row $i end"; done > /tmp/krg-rows; less /tmp/krg-rows', 'Enter');
  await screen(/row 1 end/);
  await move(lab, await pidOf(lab, 'less'), 'n2');
  type('Space');
  await screen(/row 30 end/);
  tmux('resize-window', '-x', '60', '-y', '12');
  await screen(/^(row \d+ end\n){11}:/); // it drops keys typed while it draws anew
  type('1', '0', '0', 'g');
  await screen(/^row 100 end\n(row \d+ end\n){10}:/);
  tmux('resize-window', '-x', '90', '-y', '24');
  type('q');
  await prompt();
  type('rm /tmp/krg-rows; stty -a | grep -o " icanon\\| echo "; jobs', 'Enter');
  expect(await screen(/icanon\n echo/)).not.toMatch(/Stopped/);
});

test('cat: lines are edited at home, Ctrl-Z and fg work, Ctrl-D ends it', async () => {
  await startAndMove('cat', 'cat');
  type('hellx', 'BSpace', 'o', 'Enter');
  expect(await screen(/hello\nhello\n/)).not.toMatch(/Stopped/);
  type('C-z');
  await screen(/Stopped +cat/);
  await prompt();
  type('fg', 'Enter');
  await screen(/fg\ncat\n/);
  type('again', 'Enter');
  await screen(/again\nagain\n/);
  type('C-d');
  await prompt();
  type('echo status $?', 'Enter');
  await screen(/status 0\n/);
});

test('Ctrl-C ends the body and the shell sees it', async () => {
  await startAndMove('sleep 12345', 'sleep');
  type('C-c');
  await prompt();
  type('echo status $?', 'Enter');
  await screen(/status 130\n/);
});

test('a stopped deputy stops its body, and SIGCONT continues both', async () => {
  const pid = await startAndMove("awk 'BEGIN{for(;;);}' & clear", 'awk');
  const state = async (): Promise<string> => (await lab.exec('n1', ['krgps', '--no-headers', '-o', 'node,stat', '-p', String(pid)])).stdout.trim();
  expect(await state()).toMatch(/^n2 R/);
  await lab.exec('n1', ['kill', '-STOP', String(pid)]);
  await eventually(state, (text) => /^n2 T/.test(text));
  await lab.exec('n1', ['kill', '-CONT', String(pid)]);
  await eventually(state, (text) => /^n2 R/.test(text));
  await lab.exec('n1', ['kill', '-KILL', String(pid)]);
  await eventually(state, (text) => text === '');
});
