// What a lab is, as its files under /run say: the plan written once at start, one file for each init, one for each cut.
// Nothing here is rewritten by two commands, so that commands need no lock. It refuses to start or end anything.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseNode } from '../proto/node-list';
import { isMissing, readJson, writeJson } from './files';
import { labFolder, nodeFolder } from './layout';
import { isRunning, type ProcessIdentity } from './processes';
import { refusal, unwrap } from './refusal';

export interface LabNode {
  readonly id: number;
  readonly name: string;
  /** IPv4, in the lab's own network. */
  readonly address: string;
  readonly cpus: readonly number[];
}

/** What was asked for at start; it does not change while the lab runs. */
export interface Lab {
  readonly name: string;
  /** Mount point of cgroup v2. */
  readonly cgroup2: string;
  /** Nodes run krgd; otherwise they are namespaces only. */
  readonly agent: boolean;
  readonly nodes: readonly LabNode[];
}

/** Packets from the first node to the second are lost. */
export interface Cut {
  readonly from: string;
  readonly to: string;
}

/** The holder of the lab's network. It is kept like a node, and no node can have its name. */
export const HUB = 'hub';

/** Makes the lab's folder; refuses with `busy` when a lab of that name has one. */
export function claimLab(name: string): void {
  try {
    mkdirSync(labFolder(name), { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw refusal('busy', `lab ${name} is already running; "krglab --name ${name} stop" ends it`);
  }
}

export function writeLab(lab: Lab): void {
  mkdirSync(join(labFolder(lab.name), 'cuts'));
  writeJson(join(labFolder(lab.name), 'lab.json'), lab);
}

/** The plan of a running lab; undefined when there is none or its start did not get that far. */
export function findLab(name: string): Lab | undefined {
  return readJson<Lab>(join(labFolder(name), 'lab.json'));
}

/** Like `findLab`, refusing with `not-found`. */
export function openLab(name: string): Lab {
  const lab = findLab(name);
  if (lab === undefined) throw refusal('not-found', `no lab called ${name} is running; "krglab --name ${name} start" starts one`);
  return lab;
}

/** The node a user means by a name or an id; refuses with `not-found` or `bad-input`. */
export function findNode(lab: Lab, text: string): LabNode {
  return unwrap(parseNode(text, lab.nodes));
}

export function writeInit(lab: string, node: string, init: ProcessIdentity): void {
  writeJson(join(nodeFolder(lab, node), 'init.json'), init);
}

/** The first process of a node (or of the hub) as the machine sees it, when it runs. */
export function runningInit(lab: string, node: string): ProcessIdentity | undefined {
  const init = readJson<ProcessIdentity>(join(nodeFolder(lab, node), 'init.json'));
  return init !== undefined && isRunning(init) ? init : undefined;
}

/** Like `runningInit`; refuses when the node is down. */
export function openInit(lab: Lab, node: LabNode): ProcessIdentity {
  const init = runningInit(lab.name, node.name);
  if (init === undefined) throw refusal('unreachable', `${node.name} is down; "krglab --name ${lab.name} boot ${node.name}" starts it`);
  return init;
}

export function writeCut(lab: string, cut: Cut): void {
  writeFileSync(cutFile(lab, cut), '');
}

export function removeCut(lab: string, cut: Cut): void {
  rmSync(cutFile(lab, cut), { force: true });
}

export function readCuts(lab: string): Cut[] {
  return list(join(labFolder(lab), 'cuts')).map((file) => {
    const [from = '', to = ''] = file.split('-');
    return { from, to };
  });
}

function cutFile(lab: string, cut: Cut): string {
  return join(labFolder(lab), 'cuts', `${cut.from}-${cut.to}`);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isMissing(error)) return []; // the lab is being stopped
    throw error;
  }
}
