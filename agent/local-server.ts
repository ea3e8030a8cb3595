// The Local service for the tools of this machine, on a Unix socket that only root may open.
import { chmodSync, rmSync } from 'node:fs';
import { loadPackageDefinition, Server, ServerCredentials } from '@grpc/grpc-js';
import { packageDefinition, type LocalHandlers, type LocalPackage } from '../proto';
import { unary } from './peer-server';
import type { Requests } from './requests';

function handlers(requests: Requests): LocalHandlers {
  return {
    ListProcesses: unary((request) => requests.clusterProcesses(request)),
    Migrate: unary((request) => requests.migrate(request)),
    Capabilities: unary((request) => requests.changeCapabilities(request)),
    Nodes: unary(() => requests.nodes()),
    Log: unary((request) => requests.clusterLog(request)),
    Balance: unary(async ({ on }) => ({ unreachable: await requests.setClusterBalance(on) })),
  };
}

/** Starts serving on `path`; a socket left by an earlier agent is replaced. */
export async function serveLocal(requests: Requests, path: string): Promise<Server> {
  const server = new Server({ 'grpc.max_send_message_length': 64 << 20 });
  const definition = loadPackageDefinition(packageDefinition) as unknown as LocalPackage;
  server.addService(definition.krg.Local.service, handlers(requests));
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => (error === null ? resolve() : reject(error))));
  chmodSync(path, 0o600);
  return server;
}
