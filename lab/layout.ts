// Where a lab keeps what: its folder under /run, its cgroups, and the parts of this tree it starts.
// It refuses to read or write any of them.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusal } from './refusal';

/** /run is gone after a boot of the machine, as the lab is. */
const RUN = '/run';
const PREFIX = 'krglab-';

// It becomes part of folder and cgroup names; the limit leaves room for both.
const LAB_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** The name, when a lab can have it; refuses with `bad-input` otherwise. */
export function checkLabName(name: string): string {
  if (LAB_NAME.test(name)) return name;
  throw refusal('bad-input', `${JSON.stringify(name)} is no name for a lab; use up to 32 letters, digits, - and _`);
}

export function labFolder(lab: string): string {
  return join(RUN, `${PREFIX}${lab}`);
}

/** What belongs to one node (or to "hub") outside of it: its init's PID, its log, the files it starts with. */
export function nodeFolder(lab: string, node: string): string {
  return join(labFolder(lab), node);
}

/** What the node finds in /run/krg when it starts: krg.toml and tls/. */
export function nodeFiles(lab: string, node: string): string {
  return join(nodeFolder(lab, node), 'files');
}

/** What the node's init and agent print; the node itself sees it as /run/krg/krgd.log. It outlives the node. */
export function nodeLog(lab: string, node: string): string {
  return join(nodeFolder(lab, node), 'krgd.log');
}

/** The cgroup of a lab, or with `node` of one of its nodes, below the mount point of cgroup v2. */
export function labCgroup(cgroup2: string, lab: string, node?: string): string {
  return join(cgroup2, `${PREFIX}${lab}`, ...(node === undefined ? [] : [node]));
}

/** A file of the tree krglab itself is part of, compiled or not. */
export function treeFile(...parts: string[]): string {
  return join(treeRoot(), ...parts);
}

function treeRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== '/') folder = dirname(folder);
  return folder;
}
