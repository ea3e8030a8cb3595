// The agent's table of contents: builds every part and hands each what it needs.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeNode, nativeRange, type Refusal } from '../proto';
import type { MigrateDecision } from '../scheduler/events';
import type { Agent } from './agent-parts';
import { Balancer } from './balancer';
import { Bodies } from './bodies';
import { CapabilityStore } from './capability-store';
import { Cgroups } from './cgroups';
import type { Config } from './config';
import { Coordinator } from './coordinator';
import { openGuestNamespace } from './guest';
import { Homes } from './homes';
import { Listing } from './listing';
import { createLogger, Journal } from './log';
import { serveLocal } from './local-server';
import { MovableProcesses } from './movable';
import { servePeers } from './peer-server';
import { Orphans } from './orphans';
import { Peers } from './peers';
import { every } from './periodic';
import { keepPidCursor } from './pid-cursor';
import { ProcessTable } from './process-table';
import { Requests } from './requests';
import { refusalIn, type TlsFiles } from './rpc';
import { RunServer } from './run-server';
import { Sampler } from './sampler';
import { Source } from './source';
import { Target } from './target';

const COLLECT_INTERVAL_MS = 5000; // empty capability cgroups cost nothing but a name
const ORPHAN_INTERVAL_MS = 1000;
const STOP_INTERVAL_MS = 200; // a stopped deputy's body runs on for at most this

/** Builds and starts the agent. Resolves when it serves; the result stops it (processes, deputies and bodies go on). */
export async function startAgent(config: Config, nativeDirectory: string): Promise<() => void> {
  const agent = await buildParts(config, nativeDirectory);
  const capabilities = new CapabilityStore(agent.cgroups);
  const source = new Source(agent);
  const target = new Target(agent);
  const sampler = new Sampler(agent.table);
  const balancer: Balancer = new Balancer(agent, sampler, new MovableProcesses(agent, source, capabilities), (decision) => moveDecided(agent, requests, balancer, decision));
  const coordinator = new Coordinator(agent, source, () => agent.peers.nodes.find((node) => node.id === bestNode(balancer)));
  const listing = new Listing(agent, source, capabilities, (pid) => balancer.loadOf(pid));
  const requests: Requests = new Requests(agent, coordinator, listing, balancer, capabilities);
  const runServer = new RunServer(agent, capabilities, requests);
  agent.table.refresh();
  await agent.bodies.adopt((record, shim) => target.adoptHeld(record, shim));
  const peerServer = await servePeers({ agent, requests, source, target, balancer }, readTls(config));
  const localServer = await serveLocal(requests, join(config.paths.run, 'krgd.sock'));
  await runServer.listen(join(config.paths.run, 'run.sock'));
  balancer.start();
  await agent.homes.adopt();
  const ready = announceReady(config, balancer);
  const orphans = new Orphans(agent);
  const loops = [
    every(COLLECT_INTERVAL_MS, agent.log, () => capabilities.collect()),
    every(ORPHAN_INTERVAL_MS, agent.log, () => orphans.check(performance.now())),
    every(STOP_INTERVAL_MS, agent.log, () => orphans.mirrorStops()),
  ];
  agent.journal.add('node', `${config.node.name} is up, automatic migration is ${config.balance.enabled ? 'on' : 'off'}`);
  return () => {
    clearInterval(ready);
    loops.forEach((stop) => stop());
    balancer.stop();
    runServer.close();
    peerServer.forceShutdown();
    localServer.forceShutdown();
    agent.homes.close();
    agent.bodies.close();
    agent.peers.close();
  };
}

async function buildParts(config: Config, nativeDirectory: string): Promise<Agent> {
  mkdirSync(config.paths.run, { recursive: true, mode: 0o755 });
  mkdirSync(config.paths.state, { recursive: true, mode: 0o700 });
  const log = createLogger(config.node.name);
  const journal = new Journal(config.node.id, log);
  keepPidCursor(nativeRange(config.node.id), log);
  const peers = new Peers(config, readTls(config));
  const cgroups = new Cgroups();
  const guest = await openGuestNamespace(config.paths.run, nativeDirectory, config.node.id);
  const table = new ProcessTable();
  table.setGuestNamespace(guest.pidNamespace);
  const bodies = new Bodies(config.paths.state, cgroups, journal, log);
  const homes = new Homes(config.paths.state, peers, journal, log);
  return { config, log, journal, table, cgroups, guest, peers, bodies, homes, nativeDirectory };
}

function readTls(config: Config): TlsFiles {
  return { ca: readFileSync(config.tls.ca), cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) };
}

// A decided move goes to the home of the process like anybody else's wish, and its outcome back into the scheduler.
async function moveDecided(agent: Agent, requests: Requests, balancer: Balancer, decision: MigrateDecision): Promise<void> {
  const { pid, target, limitRunnable } = decision;
  const reply = await requests.migrate({ pid, target: String(target), reason: 'balancing', automatic: true, limitRunnable });
  const refusal = refusalIn(reply);
  balancer.moveFinished({ kind: 'migration-finished', pid, target, ok: refusal === undefined, code: refusal?.code, targetRunnable: runnableOf(refusal) });
  if (refusal !== undefined) agent.log.warn({ pid, home: homeNode(pid), sentence: refusal.sentence }, 'a decided move was refused');
}

function runnableOf(refusal: Refusal | undefined): number | undefined {
  return refusal?.facts?.runnable === undefined ? undefined : Number(refusal.facts.runnable);
}

// For `migrate PID balance`: the online node with the least load per CPU and speed, if it is not this one.
function bestNode(balancer: Balancer): number | undefined {
  const online = balancer.nodes().filter((node) => node.state === 'online');
  const burden = (node: (typeof online)[number]): number => Number(node.load ?? 0) / (Number(node.cpus ?? 1) * Number(node.speed ?? 1));
  return online.sort((left, right) => burden(left) - burden(right))[0]?.id;
}

// The file `ready` holds the names of the nodes this agent sees, one a line; it exists once the agent serves.
function announceReady(config: Config, balancer: Balancer): NodeJS.Timeout {
  const file = join(config.paths.run, 'ready');
  rmSync(file, { force: true });
  let written: string | undefined;
  const write = (): void => {
    const names = balancer.nodes().filter((node) => node.state === 'online').map((node) => `${node.name}\n`).join('');
    if (names === written) return;
    writeFileSync(`${file}.new`, names);
    renameSync(`${file}.new`, file);
    written = names;
  };
  write();
  return setInterval(write, 100);
}
