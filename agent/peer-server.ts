// The Peer service: gRPC over mutual TLS. Thin: turns messages into calls of the parts that know, and failures into refusals.
import { loadPackageDefinition, Server, ServerCredentials, status, type handleUnaryCall, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { packageDefinition, type DescribeReply, type Outcome, type PeerHandlers, type PeerPackage, type Refusal, type Result, type UnitDescription } from '../proto';
import type { Agent } from './agent-parts';
import type { Balancer } from './balancer';
import type { HomeStream } from './body';
import type { Requests } from './requests';
import { failure, toMessage, type TlsFiles } from './rpc';
import type { Source } from './source';
import type { Target } from './target';
import { receiveImages } from './transfer';

export interface PeerParts {
  readonly agent: Agent;
  readonly requests: Requests;
  readonly source: Source;
  readonly target: Target;
  readonly balancer: Balancer;
}

/** A unary handler from a function; what it throws is reported as a failed call, never lost. */
export function unary<Request, Reply>(handle: (request: Request) => Reply | Promise<Reply>): handleUnaryCall<Request, Reply> {
  return (call: ServerUnaryCall<Request, Reply>, callback: sendUnaryData<Reply>) => {
    const answer = async (): Promise<Reply> => handle(call.request);
    answer().then((reply) => callback(null, reply), (error: unknown) => callback({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) }));
  };
}

function outcome(act: () => Promise<Refusal | undefined | void> | Refusal | undefined): () => Promise<Outcome> {
  return async () => {
    try {
      return { refusal: toMessage((await act()) ?? undefined) };
    } catch (error) {
      return { refusal: toMessage(failure('the agent failed', error)) };
    }
  };
}

function describeReply(described: Result<UnitDescription>): DescribeReply {
  return described.ok ? { description: described.value } : { refusal: toMessage(described.error) };
}

const NO_UNIT = { pid: 0, incarnation: 0 };

function handlers({ agent, requests, source, target, balancer }: PeerParts): PeerHandlers {
  return {
    Gossip: unary((message) => balancer.answer(message)),
    ListProcesses: unary((request) => ({ processes: requests.ownProcesses(request), unreachable: [] })),
    Log: unary((request) => requests.ownLog(request)),
    Capabilities: unary((request) => requests.ownCapabilities(request) ?? { refusal: { code: 'not-found', sentence: `process ${request.pid} has ended` } }),
    SetBalance: unary(({ on }) => {
      requests.setOwnBalance(on);
      return {};
    }),
    Migrate: unary((request) => requests.migrate(request)),
    Describe: unary((ref) => describeReply(source.describe(ref))),
    Dump: unary(async ({ unit, target: node, incarnation }) => describeReply(await source.dump(unit ?? NO_UNIT, node, incarnation))),
    Thaw: unary(({ pid }) => outcome(() => source.thaw(pid))()),
    Discard: unary(({ pid, incarnation }) => outcome(() => source.discard(pid, incarnation))()),
    Prepare: unary((request) => outcome(() => {
      const refusal = target.prepare(request, balancer.view);
      if (refusal === undefined) balancer.arriving(request.description?.unit?.pid ?? 0);
      return refusal;
    })()),
    Transfer: (stream, callback) => {
      receiveImages(stream, (pid, incarnation) => target.accept(pid, incarnation)).then((arrival) => {
        if ('directory' in arrival) target.arrived(arrival.unit.pid, arrival.description);
        callback(null, { refusal: 'directory' in arrival ? null : toMessage(arrival) });
      }, (error: unknown) => callback(null, { refusal: toMessage(failure('receiving the images failed', error)) }));
    },
    Restore: unary((request) => outcome(() => target.restore(request.unit ?? NO_UNIT))()),
    Go: unary((ref) => outcome(() => target.go(ref))()),
    Abort: unary((ref) => outcome(() => target.abort(ref))()),
    End: unary((request) => target.end(request)),
    Stop: unary((request) => target.stop(request)),
    Where: unary((ref) => agent.homes.locate(ref.pid)),
    Relay: (stream) => attachRelay(agent, stream),
  };
}

// The first frame names the unit; everything after it is the body's business.
function attachRelay(agent: Agent, stream: HomeStream): void {
  stream.once('data', (first: { unit: { pid: number; incarnation: number } | null }) => {
    const body = agent.bodies.get(first.unit?.pid ?? 0);
    if (body !== undefined && body.record.incarnation === first.unit?.incarnation) return body.attach(stream);
    stream.emit('error', { code: status.NOT_FOUND, details: `${agent.peers.self.name} runs no body ${first.unit?.pid ?? 0} of that incarnation` });
  });
  stream.on('error', () => undefined); // its end is what the body acts on
}

/** Starts serving; resolves when the port is bound. */
export async function servePeers(parts: PeerParts, tls: TlsFiles): Promise<Server> {
  const server = new Server({ 'grpc.max_receive_message_length': 16 << 20, 'grpc.max_send_message_length': 16 << 20 });
  const definition = loadPackageDefinition(packageDefinition) as unknown as PeerPackage;
  server.addService(definition.krg.Peer.service, handlers(parts));
  const credentials = ServerCredentials.createSsl(tls.ca, [{ cert_chain: tls.cert, private_key: tls.key }], true);
  const { address, port } = parts.agent.peers.self;
  await new Promise<void>((resolve, reject) => server.bindAsync(`${address}:${port}`, credentials, (error) => (error === null ? resolve() : reject(error))));
  return server;
}
