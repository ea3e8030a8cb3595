// Small servers and clients to see which packets get through between the nodes of a lab.
// It refuses to change the network.
import type { Lab } from './lab';
import type { Running } from './running';

export const ADDRESS = { n1: '10.77.0.1', n2: '10.77.0.2', n3: '10.77.0.3' } as const;
export type NodeName = keyof typeof ADDRESS;

/** Delivery takes microseconds even with ARP, on a busy machine milliseconds: what has not come by now was lost. */
const LOSS_MS = 500;

const SERVE = `
const server = require('node:net').createServer((socket) => socket.end());
server.listen(9000, () => console.log('listening'));
require('node:dgram').createSocket('udp4').on('message', (text) => console.log('got ' + text + '.')).bind(9000);`;

const CONNECT = `
const socket = require('node:net').connect({ host: process.argv[1], port: 9000 });
const say = (word) => { console.log(word); process.exit(); };
socket.on('connect', () => say('connected')).on('error', () => say('refused'));
setTimeout(() => say('lost'), ${LOSS_MS});`;

const SEND = `
const socket = require('node:dgram').createSocket('udp4');
socket.send(process.argv[2], 9000, process.argv[1], () => socket.close());`;

/** Listens in a node, TCP and UDP; every datagram that arrives is printed as "got TEXT.". */
export async function serve(lab: Lab, node: NodeName): Promise<Running> {
  const server = lab.spawn(node, ['node', '-e', SERVE]);
  await server.printed(/listening/);
  return server;
}

/** Whether a TCP connection from one node to another that serves comes about. */
export async function connects(lab: Lab, from: NodeName, to: NodeName): Promise<boolean> {
  return (await lab.output(from, ['node', '-e', CONNECT, ADDRESS[to]])) === 'connected';
}

/** Sends one datagram. */
export async function sendTo(lab: Lab, from: NodeName, to: NodeName, text: string): Promise<void> {
  await lab.output(from, ['node', '-e', SEND, ADDRESS[to], text]);
}

/** Whether the datagram has come, or comes within the time after which it counts as lost. */
export async function arrives(server: Running, text: string): Promise<boolean> {
  return server.printed(new RegExp(`got ${text}\\.`), LOSS_MS).then(() => true, () => false);
}
