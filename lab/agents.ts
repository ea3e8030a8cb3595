// What makes a node's agent run: its krg.toml, its certificates, and the wait until all see each other.
// It refuses to start or end anything.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, issueNodeCertificate, type KeyedCertificate } from '../agent/certificates';
import { defaults, renderConfig, type Config } from '../agent/config';
import { readText, tailOf, writeText } from './files';
import { nodeFiles, nodeLog, treeFile } from './layout';
import { refusal } from './refusal';
import { seenBy } from './status';
import { readCuts, runningInit, type Lab, type LabNode } from './state';
import { waitFor } from './waiting';

const READY_TIMEOUT_MS = 30_000;
const TLS = '/run/krg/tls';

/** Refuses when the agent was never compiled. */
export function requireAgent(): void {
  if (existsSync(treeFile('dist/agent/main.js'))) return;
  throw refusal('failed', 'dist/agent/main.js is missing: run "npm run build", or start the lab with --no-agent');
}

/** Writes every node's krg.toml and certificates, from a fresh authority, where node.sh finds them. */
export async function writeAgentFiles(lab: Lab, balance: boolean, now: Date): Promise<void> {
  const authority = await createAuthority(`krglab ${lab.name}`, now);
  for (const node of lab.nodes) {
    const identity = { nodeId: node.id, nodeName: node.name, address: node.address };
    writeNodeFiles(lab, node, balance, authority.certPem, await issueNodeCertificate(authority, identity, now));
  }
}

/** Waits until each of the running nodes' agents serves and sees every other that no cut keeps from it. */
export async function awaitAgents(lab: Lab, signal?: AbortSignal): Promise<void> {
  const up = lab.nodes.filter((node) => runningInit(lab.name, node.name) !== undefined);
  const late = (): LabNode | undefined => up.find((node) => missingFor(lab, up, node).length > 0);
  if (await waitFor(() => late() === undefined, { timeoutMs: READY_TIMEOUT_MS, signal }) === true) return;
  const node = late();
  if (node !== undefined) throw refusal('failed', lateSentence(lab, node, missingFor(lab, up, node)));
}

function missingFor(lab: Lab, up: readonly LabNode[], node: LabNode): string[] {
  const seen = seenBy(lab, node);
  if (seen === undefined) return [node.name];
  const cuts = readCuts(lab.name).filter((cut) => cut.from === node.name || cut.to === node.name);
  const reachable = up.filter((other) => other !== node && !cuts.some((cut) => cut.from === other.name || cut.to === other.name));
  return reachable.map((other) => other.name).filter((name) => !seen.includes(name));
}

function lateSentence(lab: Lab, node: LabNode, missing: readonly string[]): string {
  const what = missing.includes(node.name) ? 'does not serve' : `does not see ${missing.join(', ')}`;
  const seconds = READY_TIMEOUT_MS / 1000;
  return `the agent of ${node.name} ${what} after ${seconds} s; the end of its log:${tailOf(nodeLog(lab.name, node.name), 10)}`;
}

function writeNodeFiles(lab: Lab, node: LabNode, balance: boolean, caPem: string, own: KeyedCertificate): void {
  const files = nodeFiles(lab.name, node.name);
  mkdirSync(join(files, 'tls'), { recursive: true, mode: 0o700 });
  writeText(join(files, 'tls/ca.pem'), caPem);
  writeText(join(files, 'tls/cert.pem'), own.certPem);
  writeText(join(files, 'tls/key.pem'), own.keyPem);
  writeText(join(files, 'krg.toml'), renderConfig(configOf(lab, node, balance)));
}

function configOf(lab: Lab, node: LabNode, balance: boolean): Config {
  const peerOf = ({ id, name, address }: LabNode): Config['node'] => ({ id, name, address, port: defaults.port });
  return {
    node: peerOf(node),
    tls: { ca: `${TLS}/ca.pem`, cert: `${TLS}/cert.pem`, key: `${TLS}/key.pem` },
    peers: lab.nodes.filter((other) => other.id !== node.id).map(peerOf),
    paths: { run: defaults.run, state: defaults.state },
    criu: { command: criuCommand() },
    balance: { enabled: balance, intervalMs: defaults.balanceIntervalMs, speed: defaults.speed },
  };
}

// The path of CRIU that setup found, else where it would have put one: the agent says so when it is not there.
function criuCommand(): string {
  return readText(treeFile('dist/criu-command'))?.trim() ?? defaults.criu;
}
