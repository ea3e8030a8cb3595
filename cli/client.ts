// The wire to the agent of this machine: one promise per question of the Local service, each with a deadline.
// It refuses to print, to retry and to decide; what went wrong comes back as a refusal with its sentence.
import * as grpc from '@grpc/grpc-js';
import {
  packageDefinition, type BalanceReply__Output, type CapabilityReply__Output, type CapabilityRequest, type ListRequest,
  type LocalClient, type LocalPackage, type LogEntries__Output, type LogRequest, type MigrateReply__Output,
  type MigrateRequest, type NodeList__Output, type ProcessList__Output, type Refusal__Output,
} from '../proto';
import { isRefusalCode, ok, refuse, type Refused, type Result } from '../proto/errors';

/**
 * What the tools ask of the agent. Every answer is the agent's reply or the sentence to show instead of it; a refusal
 * inside a reply is such a sentence too, so that callers have one place to look.
 */
export interface LocalAgent {
  listProcesses(request: ListRequest): Promise<Result<ProcessList__Output>>;
  migrate(request: MigrateRequest): Promise<Result<MigrateReply__Output>>;
  capabilities(request: CapabilityRequest): Promise<Result<CapabilityReply__Output>>;
  nodes(): Promise<Result<NodeList__Output>>;
  log(request: LogRequest): Promise<Result<LogEntries__Output>>;
  balance(on: boolean): Promise<Result<BalanceReply__Output>>;
  close(): void;
}

/** How long an answer may take, in milliseconds. */
export interface Deadlines {
  readonly listMs: number;
  readonly migrateMs: number;
  readonly otherMs: number;
}

const DEADLINES: Deadlines = {
  listMs: 3_000, // a person waits for it; a node that is slower than this is as good as gone
  migrateMs: 600_000, // as long as the agent itself waits for a move; less would call a move failed that goes on
  otherMs: 5_000, // small questions, the slowest of which goes round all nodes
};

const CHANNEL_OPTIONS: grpc.ChannelOptions = {
  // A cluster's process list with long command lines passes the default of 4 MiB.
  'grpc.max_receive_message_length': 64 * 2 ** 20,
  // mosmon and krgadm log -f outlive a restart of the agent; the default would wait up to two minutes.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // No proxy, whatever the environment says, and no look-up of service configurations in DNS.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
};

type Answer<T> = (error: grpc.ServiceError | null, reply?: T) => void;

/** Opens the way to the agent. Nothing is sent before the first question. Close it, or the process will not end. */
export function connect(socketPath: string, deadlines: Deadlines = DEADLINES): LocalAgent {
  const { listMs, migrateMs, otherMs } = deadlines;
  const service = grpc.loadPackageDefinition(packageDefinition) as unknown as LocalPackage;
  const client: LocalClient = new service.krg.Local(`unix:${socketPath}`, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
  const ask = <T>(timeoutMs: number, start: (options: grpc.CallOptions, answer: Answer<T>) => void): Promise<Result<T>> =>
    new Promise((resolve) => {
      start({ deadline: Date.now() + timeoutMs }, (error, reply) => {
        if (error === null && reply !== undefined) resolve(ok(reply));
        else resolve(explain(error, socketPath, timeoutMs));
      });
    });
  return {
    listProcesses: (request) => ask(listMs, (options, answer) => client.listProcesses(request, options, answer)),
    migrate: async (request) =>
      unfold(await ask(migrateMs, (options, answer) => client.migrate(request, options, answer))),
    capabilities: async (request) =>
      unfold(await ask(otherMs, (options, answer) => client.capabilities(request, options, answer))),
    nodes: () => ask(otherMs, (options, answer) => client.nodes({}, options, answer)),
    log: (request) => ask(otherMs, (options, answer) => client.log(request, options, answer)),
    balance: (on) => ask(otherMs, (options, answer) => client.balance({ on }, options, answer)),
    close: () => client.close(),
  };
}

// An empty refusal is how some senders say "none".
function unfold<T extends { refusal: Refusal__Output | null }>(answer: Result<T>): Result<T> {
  if (!answer.ok || answer.value.refusal === null) return answer;
  const { code, sentence } = answer.value.refusal;
  if (code === '' && sentence === '') return answer;
  return refuse(isRefusalCode(code) ? code : 'failed', sentence === '' ? `refused (${code})` : sentence);
}

function explain(error: grpc.ServiceError | null, socketPath: string, timeoutMs: number): Refused {
  const agent = `the agent at ${socketPath}`;
  switch (error?.code) {
    case grpc.status.UNAVAILABLE:
      return refuse('unreachable', unavailable(agent, error.details));
    // Nobody here cancels: it is how a server that shuts down ends what is under way.
    case grpc.status.CANCELLED:
      return refuse('unreachable', lost(agent));
    case grpc.status.DEADLINE_EXCEEDED:
      return refuse('unreachable', `${agent} did not answer within ${timeoutMs / 1000} s`);
    case grpc.status.UNIMPLEMENTED:
      return refuse('failed', `${agent} is of another version and does not know this question; restart it`);
    case grpc.status.PERMISSION_DENIED:
      return refuse('not-permitted', error.details);
    case grpc.status.INVALID_ARGUMENT:
      return refuse('bad-input', error.details);
    default:
      return refuse('failed', `${agent} failed: ${error?.details ?? 'it answered nothing'}`);
  }
}

// grpc-js tells these cases apart only in its text.
function unavailable(agent: string, details: string): string {
  if (/\bE(?:ACCES|PERM)\b/.test(details)) return `cannot reach ${agent}: permission denied`;
  if (/No connection established/.test(details)) return `cannot reach ${agent}: is krgd running?`;
  return lost(agent);
}

function lost(agent: string): string {
  return `lost ${agent} before it answered; krgadm log may say what became of it`;
}
