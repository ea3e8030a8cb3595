// krglab exec: runs a command inside a node through krg-enter, as if it had been typed there.
// It refuses to touch the command's bytes: streams and terminals are krg-enter's to relay.
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { nodePath } from './environment';
import { labCgroup, treeFile } from './layout';
import { refusal } from './refusal';
import { findNode, openInit, type Lab } from './state';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGTSTP'] as const;

/** Runs a command in a node; the exit status to end with: the command's own, 128 + N when signal N ended it. */
export async function execInNode(lab: Lab, nodeName: string, command: readonly string[]): Promise<number> {
  const child = spawn(treeFile('native/build/krg-enter'), enterArguments(lab, nodeName, command), {
    stdio: 'inherit',
    // A session of its own, so that a terminal's Ctrl-C comes once, from us, and not a second time from the
    // terminal. With a terminal on stdin krg-enter reads Ctrl-C as a byte and needs that terminal to be its own.
    detached: !isatty(0),
  });
  passSignalsOn(child);
  return new Promise((resolve, reject) => {
    child.on('error', () => { reject(refusal('failed', 'native/build/krg-enter could not be started: run "npm run build"')); });
    child.on('exit', (code, signal) => { resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])); });
  });
}

/** The arguments of krg-enter for a command in a node, by default in this process's working directory. */
export function enterArguments(lab: Lab, nodeName: string, command: readonly string[], cwd = process.cwd()): string[] {
  const node = findNode(lab, nodeName);
  return [
    '--pid', String(openInit(lab, node).pid),
    '--cgroup', labCgroup(lab.cgroup2, lab.name, node.name),
    '--cpus', node.cpus.join(','),
    '--cwd', cwd,
    '--env', `PATH=${nodePath()}`,
    '--', ...command,
  ];
}

function passSignalsOn(child: ChildProcess): void {
  for (const name of PASSED_ON) {
    process.on(name, () => {
      child.kill(name);
      // The shell that sent it waits for us to stop, too.
      if (name === 'SIGTSTP') process.kill(process.pid, 'SIGSTOP');
    });
  }
}
