// All nodes of the cluster as this agent knows them from its configuration, with a client for each (itself included, so
// that a move to or from this node takes the same path as any other).
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { parseNode, type PeerClient, type Result, type RelayFrame, type RelayFrame__Output } from '../proto';
import type { Config } from './config';
import { createPeerClient, type TlsFiles } from './rpc';

export interface ClusterNode {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

export type RelayStream = ClientDuplexStream<RelayFrame, RelayFrame__Output>;

export class Peers {
  readonly nodes: readonly ClusterNode[];
  readonly self: ClusterNode;
  private readonly clients = new Map<number, PeerClient>();

  constructor(config: Config, private readonly tls: TlsFiles) {
    this.self = config.node;
    this.nodes = [config.node, ...config.peers].sort((left, right) => left.id - right.id);
  }

  get others(): readonly ClusterNode[] {
    return this.nodes.filter((node) => node.id !== this.self.id);
  }

  /** Name of a node for sentences; an id nobody has reads "node 7". */
  name(id: number): string {
    return this.nodes.find((node) => node.id === id)?.name ?? `node ${id}`;
  }

  /** The node a user names by name or id. */
  find(text: string): Result<ClusterNode> {
    return parseNode(text, this.nodes);
  }

  /** The client for a node; throws for an id that is not in the cluster. */
  client(id: number): PeerClient {
    const known = this.clients.get(id);
    if (known !== undefined) return known;
    const node = this.nodes.find((candidate) => candidate.id === id);
    if (node === undefined) throw new Error(`there is no node ${id} in this cluster`);
    const client = createPeerClient(`${node.address}:${node.port}`, id, this.tls);
    this.clients.set(id, client);
    return client;
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }
}
