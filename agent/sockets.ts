// Names every socket of the network namespace: which cannot move and what they are, and who the peers of Unix sockets are.
import { execFileSync } from 'node:child_process';
import { readSocketTable, type SocketFamily } from './proc';

const INODE_COLUMN: Readonly<Partial<Record<SocketFamily, number>>> = { tcp: 9, tcp6: 9, udp: 9, udp6: 9, raw: 9, raw6: 9, icmp: 9, packet: 8, netlink: 9 };
const LISTENING = '0A'; // TCP_LISTEN in the st column
const SS_LIMIT_MS = 2000;

/** "10.77.0.1:80" of the hex address in /proc/net/tcp: 32-bit groups in the machine's byte order. */
export function formatAddress(hex: string): string {
  const [address = '', port = '0'] = hex.split(':');
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((group) => (group.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
  const text = bytes.length === 4 ? bytes.join('.') : `[${(bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('').match(/.{4}/g) ?? []).join(':')}]`;
  return `${text}:${Number.parseInt(port, 16)}`;
}

/** The sentence part for one line of a socket table, e.g. "a TCP connection from 10.77.0.1:5000 to 10.77.0.2:80". */
export function describeSocket(family: SocketFamily, columns: readonly string[]): string {
  if (family === 'tcp' || family === 'tcp6') {
    const local = formatAddress(columns[1] ?? '');
    return columns[3] === LISTENING ? `a TCP socket listening on ${local}` : `a TCP connection from ${local} to ${formatAddress(columns[2] ?? '')}`;
  }
  if (family === 'udp' || family === 'udp6') return `a UDP socket on ${formatAddress(columns[1] ?? '')}`;
  return `a ${family.replace('6', '')} socket`;
}

/** Inode to description of every socket that cannot be moved. */
export function fixedSockets(pid: number): Map<number, string> {
  const found = new Map<number, string>();
  for (const [family, column] of Object.entries(INODE_COLUMN) as [SocketFamily, number][]) {
    for (const line of readSocketTable(pid, family)) {
      const columns = line.trim().split(/\s+/);
      found.set(Number(columns[column]), describeSocket(family, columns));
    }
  }
  addFixedUnixSockets(pid, found);
  return found;
}

// Datagram and listening Unix sockets that are named: others reach them by that name, on this machine only.
function addFixedUnixSockets(pid: number, found: Map<number, string>): void {
  for (const line of readSocketTable(pid, 'unix')) {
    const [, , , flags = '', type = '', , inode = '', path = ''] = line.trim().split(/\s+/);
    const listening = (Number.parseInt(flags, 16) & 0x10000) !== 0; // __SO_ACCEPTCON
    if (listening) found.set(Number(inode), `a Unix socket listening on ${path || 'no name'}`);
    else if (type !== '0001') found.set(Number(inode), `a Unix datagram socket${path === '' ? '' : ` (${path})`}`);
  }
}

/** Inode to peer inode of the connected Unix stream sockets (0 = none), as sock_diag reports them through ss(8). */
export function unixPeers(): Map<number, number> {
  const text = execFileSync('ss', ['-xanH'], { encoding: 'latin1', timeout: SS_LIMIT_MS, maxBuffer: 64 << 20 });
  return parseUnixPeers(text);
}

/** Parses `ss -xanH`: type, state, two queues, local path and inode, peer path and inode. */
export function parseUnixPeers(text: string): Map<number, number> {
  const peers = new Map<number, number>();
  for (const match of text.matchAll(/^u_str\s+\S+\s+\d+\s+\d+\s+.*?\s(\d+)\s+\S+\s+(\d+)\s*$/gm)) peers.set(Number(match[1]), Number(match[2]));
  return peers;
}
