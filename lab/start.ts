// krglab start and boot: the order in which a lab comes up. Whatever fails or interrupts a start takes back all of it.
// It refuses to print.
import { existsSync } from 'node:fs';
import { MAX_NODE } from '../proto/pid';
import { awaitAgents, requireAgent, writeAgentFiles } from './agents';
import { treeFile } from './layout';
import { cgroup2Mount, expandCpus, usableCpus } from './machine';
import { bootHub, bootNode, killNode } from './node';
import { LabRefusal, refusal } from './refusal';
import { claimLab, runningInit, writeLab, type Lab, type LabNode } from './state';
import { stopLab } from './stop';

export interface StartOptions {
  readonly nodes: number;
  /** A list such as `0,2-3`; undefined: all this process may use. */
  readonly cpus: string | undefined;
  readonly balance: boolean;
  readonly agent: boolean;
}

/** Starts a lab; returns when every agent is up and sees all others. On failure nothing of it is left. */
export async function startLab(name: string, options: StartOptions, signal: AbortSignal): Promise<Lab> {
  const lab = planLab(name, options);
  requireNative();
  if (options.agent) requireAgent();
  claimLab(name);
  try {
    writeLab(lab);
    await bringUp(lab, options, signal);
    return lab;
  } catch (error) {
    await takeBack(name);
    throw error;
  }
}

/** Starts a node that is down, empty as after a power loss. */
export async function restartNode(lab: Lab, node: LabNode, signal: AbortSignal): Promise<void> {
  if (runningInit(lab.name, node.name) !== undefined) throw refusal('busy', `${node.name} is running already`);
  await killNode(lab, node); // a node that powered itself off has left its cgroup
  try {
    await bootNode(lab, node, signal);
    if (lab.agent) await awaitAgents(lab, signal);
  } catch (error) {
    await killNode(lab, node);
    throw error;
  }
}

async function bringUp(lab: Lab, options: StartOptions, signal: AbortSignal): Promise<void> {
  const files = options.agent ? [writeAgentFiles(lab, options.balance, new Date())] : [];
  await settle([bootHub(lab, signal), ...files]);
  await settle(lab.nodes.map((node) => bootNode(lab, node, signal)));
  if (options.agent) await awaitAgents(lab, signal);
}

// A stop that came from elsewhere is why we are here, perhaps.
async function takeBack(name: string): Promise<void> {
  try {
    await stopLab(name);
  } catch (error) {
    if (!(error instanceof LabRefusal) || error.refusal.code !== 'not-found') throw error;
  }
}

// All must have come to an end before anything may be taken back.
async function settle(parts: readonly Promise<void>[]): Promise<void> {
  for (const part of await Promise.allSettled(parts)) if (part.status === 'rejected') throw part.reason;
}

function planLab(name: string, options: StartOptions): Lab {
  if (!Number.isInteger(options.nodes) || options.nodes < 1 || options.nodes > MAX_NODE) {
    throw refusal('bad-input', `a lab has 1 to ${MAX_NODE} nodes, not ${options.nodes}`);
  }
  const cpus = chooseCpus(options.cpus);
  const nodes = Array.from({ length: options.nodes }, (_, index): LabNode => ({
    id: index + 1,
    name: `n${index + 1}`,
    address: `10.77.0.${index + 1}`,
    cpus: [cpus[index % cpus.length] ?? 0],
  }));
  return { name, cgroup2: cgroup2Mount(), agent: options.agent, nodes };
}

function chooseCpus(list: string | undefined): number[] {
  const usable = usableCpus();
  if (list === undefined) return usable;
  const wanted = expandCpus(list);
  const strange = wanted.find((cpu) => !usable.includes(cpu));
  if (strange === undefined) return wanted;
  throw refusal('bad-input', `CPU ${strange} is not one krglab may use; those are ${usable.join(', ')}`);
}

function requireNative(): void {
  if (existsSync(treeFile('native/build/krg-init'))) return;
  throw refusal('failed', 'native/build/krg-init is missing: run "npm run build"');
}
