// A real gRPC server on a Unix socket with canned answers: what the tools talk to in their tests.
// It refuses to be clever: a test that needs another answer passes it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import {
  packageDefinition, type BalanceReply, type CapabilityReply, type CapabilityRequest__Output, type ListRequest__Output,
  type LocalHandlers, type LocalPackage, type LogEntries, type LogRequest__Output, type MigrateReply,
  type MigrateRequest__Output, type NodeList, type ProcessList,
} from '../../../proto';

type Answer<Request, Reply> = (request: Request) => Reply | Partial<grpc.ServiceError> | 'silence';

export interface Answers {
  listProcesses?: Answer<ListRequest__Output, ProcessList>;
  migrate?: Answer<MigrateRequest__Output, MigrateReply>;
  capabilities?: Answer<CapabilityRequest__Output, CapabilityReply>;
  nodes?: Answer<unknown, NodeList>;
  log?: Answer<LogRequest__Output, LogEntries>;
  balance?: Answer<{ on: boolean }, BalanceReply>;
}

export interface FakeAgent {
  readonly socketPath: string;
  stop(): void;
}

/** Starts the agent on a socket of its own and points KRG_SOCKET at it. Questions without an answer fail. */
export async function startFakeAgent(answers: Answers): Promise<FakeAgent> {
  const folder = mkdtempSync(path.join(tmpdir(), 'krg-fake-agent-'));
  const socketPath = path.join(folder, 'krgd.sock');
  const server = new grpc.Server();
  const service = grpc.loadPackageDefinition(packageDefinition) as unknown as LocalPackage;
  const handlers: LocalHandlers = {
    ListProcesses: handler(answers.listProcesses),
    Migrate: handler(answers.migrate),
    Capabilities: handler(answers.capabilities),
    Nodes: handler(answers.nodes),
    Log: handler(answers.log),
    Balance: handler(answers.balance),
  };
  server.addService(service.krg.Local.service, handlers);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socketPath}`, grpc.ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
  const before = process.env['KRG_SOCKET'];
  process.env['KRG_SOCKET'] = socketPath;
  return {
    socketPath,
    stop: () => {
      server.forceShutdown();
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env['KRG_SOCKET'];
      else process.env['KRG_SOCKET'] = before;
    },
  };
}

function handler<Request, Reply>(answer: Answer<Request, Reply> | undefined): grpc.handleUnaryCall<Request, Reply> {
  return (call, callback) => {
    if (answer === undefined) return callback({ code: grpc.status.UNIMPLEMENTED });
    const reply = answer(call.request);
    if (reply === 'silence') return;
    if (typeof reply === 'object' && reply !== null && 'details' in reply) callback(reply);
    else callback(null, reply as Reply);
  };
}
