// What the cluster says of itself, asked through a node's own socket so that looking costs the nodes next to nothing:
// load of each node, and where each loop is. It refuses to change anything.
import { credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { packageDefinition, type LocalClient, type LocalPackage, type NodeList__Output, type ProcessList__Output } from '../../proto';
import { openInit, type Lab } from '../state';

export interface NodeView {
  readonly name: string;
  /** Runnable threads, smoothed. */
  readonly load: number;
}

export interface LoopView {
  readonly pid: number;
  readonly node: string;
  readonly moves: number;
  readonly cpuMs: number;
}

export interface ClusterView {
  readonly nodes: readonly NodeView[];
  /** Those of the asked PIDs that run. */
  readonly loops: readonly LoopView[];
}

export interface Looker {
  /** One look, or undefined when the agent did not answer in time: the next one will. */
  readonly look: (pids: readonly number[]) => Promise<ClusterView | undefined>;
  readonly close: () => void;
}

const ANSWER_TIMEOUT_MS = 2000;

/** Looks at the cluster through the lab's first node. */
export function openLooker(lab: Lab): Looker {
  const first = lab.nodes[0];
  if (first === undefined) throw new Error('a lab has nodes');
  const definition = loadPackageDefinition(packageDefinition) as unknown as LocalPackage;
  const socket = `unix:/proc/${openInit(lab, first).pid}/root/run/krg/krgd.sock`;
  const client = new definition.krg.Local(socket, credentials.createInsecure());
  return { look: async (pids) => look(client, pids), close: () => { client.close(); } };
}

async function look(client: LocalClient, pids: readonly number[]): Promise<ClusterView | undefined> {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  const [nodes, processes] = await Promise.all([
    answer<NodeList__Output>((done) => client.nodes({}, { deadline }, done)),
    answer<ProcessList__Output>((done) => client.listProcesses({ pids: [...pids], withReasons: false }, { deadline }, done)),
  ]);
  if (nodes === undefined || processes === undefined) return undefined;
  const names = new Map(nodes.nodes.map((node) => [node.id, node.name]));
  return {
    nodes: nodes.nodes.map(({ name, load }) => ({ name, load })),
    loops: processes.processes.filter(({ pid }) => pids.includes(pid)).map(({ pid, node, nmigs, cpuMs }) => (
      { pid, node: names.get(node) ?? String(node), moves: nmigs, cpuMs: Number(cpuMs) })),
  };
}

async function answer<T>(ask: (done: (error: ServiceError | null, reply?: T) => void) => unknown): Promise<T | undefined> {
  return new Promise((resolve) => {
    ask((error, reply) => { resolve(error === null ? reply : undefined); });
  });
}
