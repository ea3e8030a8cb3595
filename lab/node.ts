// One node's life: boot and power loss; and the hub's, which is a node without anything of its own but the network.
// It refuses to know about other nodes, except for the cuts that begin at this one.
import { mkdirSync } from 'node:fs';
import { nativeRange, pidMax } from '../proto/pid';
import { killCgroup, makeCgroup, removeCgroup } from './cgroups';
import { nodeEnvironment } from './environment';
import { labCgroup, nodeFiles, nodeFolder, nodeLog, treeFile } from './layout';
import { canNumberProcesses, hasPidMaxPerNamespace } from './machine';
import { connect, failedStart, launchHub, launchNode, lose, makeBridge, type Launch, type Launched } from './namespaces';
import { haveEnded, identify, isRunning, killProcess, type ProcessIdentity } from './processes';
import { refusal } from './refusal';
import { findNode, HUB, readCuts, runningInit, writeInit, type Lab, type LabNode } from './state';

/** The krg.toml of a node, as the node sees it. */
export const NODE_CONFIG = '/run/krg/krg.toml';

/** Starts the holder of the lab's network; returns when the bridge is up. */
export async function bootHub(lab: Lab, signal?: AbortSignal): Promise<void> {
  mkdirSync(nodeFolder(lab.name, HUB), { recursive: true });
  const launched = launchHub(launchOf(lab, HUB, [treeFile('native/build/krg-init'), '--ready', '3']));
  await finishBoot(lab, HUB, launched, (init) => { makeBridge(init.pid); }, signal);
}

/** Starts a node that is down, empty; returns when its first process reaps and its network is up. */
export async function bootNode(lab: Lab, node: LabNode, signal?: AbortSignal): Promise<void> {
  const hub = runningInit(lab.name, HUB);
  if (hub === undefined) throw refusal('failed', `lab ${lab.name} has lost its network: stop it and start it again`);
  mkdirSync(nodeFiles(lab.name, node.name), { recursive: true });
  const launched = launchNode(launchOf(lab, node.name, nodeCommand(lab, node)), node.cpus);
  await finishBoot(lab, node.name, launched, (init) => {
    connect(hub.pid, node, init.pid);
    for (const cut of readCuts(lab.name)) if (cut.from === node.name) lose(init.pid, findNode(lab, cut.to).address);
  }, signal);
}

/** Power loss: everything in the node is gone at once, and so is its cgroup when this returns. */
export async function killNode(lab: Lab, node: LabNode): Promise<void> {
  const init = runningInit(lab.name, node.name);
  if (init !== undefined) killProcess(init);
  const cgroup = labCgroup(lab.cgroup2, lab.name, node.name);
  killCgroup(cgroup); // what is not in the node's PID namespace: the unshare that waits for it
  const ended = await removeCgroup(cgroup) && await haveEnded(init === undefined ? [] : [init]);
  if (!ended) throw refusal('failed', `processes of ${node.name} did not end; they are in ${cgroup}`);
}

function launchOf(lab: Lab, name: string, command: readonly string[]): Launch {
  const cgroup = labCgroup(lab.cgroup2, lab.name, name);
  makeCgroup(cgroup);
  return { name, cgroup, log: nodeLog(lab.name, name), command, env: nodeEnvironment() };
}

// Writes down the first process, has its network made, and waits until it is ready.
async function finishBoot(
  lab: Lab, name: string, launched: Launched, wire: (init: ProcessIdentity) => void, signal?: AbortSignal,
): Promise<void> {
  const init = identify(await launched.pid(signal));
  if (init === undefined) throw failedStart(name, nodeLog(lab.name, name));
  writeInit(lab.name, name, init);
  try {
    wire(init);
  } catch (error) {
    // No network for a process that is gone: why it went is in its log.
    throw isRunning(init) ? error : failedStart(name, nodeLog(lab.name, name));
  }
  launched.release();
  await launched.ready(signal);
}

function nodeCommand(lab: Lab, node: LabNode): string[] {
  const agent = ['--respawn', '--', process.execPath, treeFile('dist/agent/main.js'), '--config', NODE_CONFIG];
  return [
    'sh', treeFile('lab/node.sh'), node.name, lab.cgroup2, nodeFiles(lab.name, node.name),
    treeFile('native/build/krg-init'), ...pidOptions(node), '--ready', '3', ...(lab.agent ? agent : []),
  ];
}

// Where the limit is the machine's, it is left alone, and without it the kernel would refuse the cursor.
function pidOptions(node: LabNode): string[] {
  if (!canNumberProcesses()) return [];
  const { low, high } = nativeRange(node.id);
  return [...(hasPidMaxPerNamespace() ? ['--pid-max', String(pidMax())] : []), '--pids', `${low}:${high}`];
}
