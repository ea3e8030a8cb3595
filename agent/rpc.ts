// Calling other agents: promises with deadlines, failures as refusals with one sentence. Knows no request in particular.
import { credentials, loadPackageDefinition, status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import type { PeerCertificate } from 'node:tls';
import { isRefusalCode, ok, packageDefinition, refuse, type PeerClient, type PeerPackage, type Refusal, type RefusalMessage, type Result } from '../proto';
import { nodeIdOf } from './certificates';

export interface TlsFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

type Done<Reply> = (error: ServiceError | null, reply?: Reply) => void;

const CLIENT_OPTIONS = {
  'grpc.initial_reconnect_backoff_ms': 100, // a node that was restarted should be found again in well under a second
  'grpc.max_reconnect_backoff_ms': 1000,
  'grpc.keepalive_time_ms': 5000, // a cut cable is noticed within this and the time-out below, not after TCP's minutes
  'grpc.keepalive_timeout_ms': 3000,
  'grpc.enable_http_proxy': 0, // nodes are reached directly, whatever the environment says
  'grpc.service_config_disable_resolution': 1,
  'grpc.max_receive_message_length': 16 << 20,
  'grpc.max_send_message_length': 16 << 20,
} as const;

/** A client of one node's Peer service. The certificate must be that of this very node id. */
export function createPeerClient(address: string, nodeId: number, tls: TlsFiles): PeerClient {
  const definition = loadPackageDefinition(packageDefinition) as unknown as PeerPackage;
  // The name sent in the handshake must not be an IP address (RFC 6066); it decides nothing, the id in the certificate does.
  return new definition.krg.Peer(address, peerCredentials(nodeId, tls), { ...CLIENT_OPTIONS, 'grpc.ssl_target_name_override': `krg-node-${nodeId}` });
}

function peerCredentials(nodeId: number, tls: TlsFiles): ChannelCredentials {
  return credentials.createSsl(tls.ca, tls.key, tls.cert, {
    checkServerIdentity: (_host: string, certificate: PeerCertificate): Error | undefined => {
      const subject = certificate.subject.CN;
      return nodeIdOf(typeof subject === 'string' ? subject : '') === nodeId ? undefined : new Error(`certificate of ${String(subject)} where node ${nodeId} was expected`);
    },
  });
}

/** Makes one call with a deadline in milliseconds; network trouble becomes the refusal "unreachable" naming the node. */
export function call<Reply>(start: (options: { deadline: number }, done: Done<Reply>) => unknown, limitMs: number, nodeName: string): Promise<Result<Reply>> {
  return new Promise((resolve) => {
    start({ deadline: Date.now() + limitMs }, (error, reply) => {
      if (error === null && reply !== undefined) resolve(ok(reply));
      else resolve(refuse('unreachable', sentenceOf(error, nodeName, limitMs)));
    });
  });
}

function sentenceOf(error: ServiceError | null, nodeName: string, limitMs: number): string {
  if (error?.code === status.DEADLINE_EXCEEDED) return `${nodeName} did not answer within ${limitMs / 1000} s`;
  if (error?.code === status.UNAVAILABLE) return `${nodeName} cannot be reached`;
  return `${nodeName} failed: ${error?.details ?? 'no answer'}`;
}

/** The refusal a reply carries, if it carries one. */
export function refusalIn(reply: { readonly refusal?: RefusalMessage | null }): Refusal | undefined {
  const sentence = reply.refusal?.sentence ?? '';
  if (sentence === '') return undefined;
  const code = reply.refusal?.code ?? 'failed';
  const runnable = Number(reply.refusal?.runnable ?? 0);
  return { code: isRefusalCode(code) ? code : 'failed', sentence, ...(runnable > 0 ? { facts: { runnable } } : {}) };
}

/** A refusal as a message; undefined stays "done". */
export function toMessage(refusal: Refusal | undefined): RefusalMessage | null {
  return refusal === undefined ? null : { code: refusal.code, sentence: refusal.sentence, runnable: Number(refusal.facts?.runnable ?? 0) };
}

/** What an unexpected exception becomes when it must be told to a peer or a user. */
export function failure(what: string, error: unknown): Refusal {
  return { code: 'failed', sentence: `${what}: ${error instanceof Error ? error.message : String(error)}` };
}
