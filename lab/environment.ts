// What processes in a node find in their environment. It refuses to change this process's own.
import { delimiter } from 'node:path';
import { treeFile } from './layout';

/** What an init of a real machine would have, and our own switches; not whatever the starting terminal had. */
const KEPT = /^(HOME|LANG|LC_\w+|TZ|KRG\w*|CRIU_FAULT)$/;
const PLAIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** For a node's first process and its agent. */
export function nodeEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  return { ...Object.fromEntries(kept), PATH: nodePath() };
}

/** The caller's search path with this tree's commands first, so that krgps in a node is the one being tried. */
export function nodePath(): string {
  return [treeFile('bin'), process.env['PATH'] ?? PLAIN_PATH].join(delimiter);
}
