import { planDescriptors, type HeldFd, type Outside } from '../../../agent/descriptors';
import type { ProcFd } from '../../../agent/proc';

const FIFO = 0o010600;
const SOCKET = 0o140777;
const CHARACTER = 0o020620;
const REGULAR = 0o100644;

function fd(number: number, link: string, extra: Partial<ProcFd> = {}): HeldFd {
  return { pid: 65602, fd: { fd: number, link, inode: 10, rdev: 0, dev: 0x1a, mode: REGULAR, flags: 0, pos: 0, mountId: 31, ttyIndex: -1, ...extra } };
}

function outside(extra: Partial<Outside> = {}): Outside {
  return { allSeen: false, links: new Set(), unixPeers: new Map(), fixedSockets: new Map(), mounts: new Set([31]), sharedFiles: new Set(), ...extra };
}

test('a pipe shared with the outside is a channel in the direction it is open', () => {
  const held = [fd(0, 'pipe:[1]', { mode: FIFO, inode: 1 }), fd(1, 'pipe:[2]', { mode: FIFO, inode: 2, flags: 1 })];
  const plan = planDescriptors(held, outside({ links: new Set(['pipe:[1]', 'pipe:[2]']) }));
  expect(plan.reason).toBeUndefined();
  expect(plan.channels).toMatchObject([{ id: 0, kind: 'pipe', direction: 'in', fd: 0, key: 'pipe:[1]' }, { id: 1, direction: 'out', fd: 1, key: 'pipe:[2]' }]);
});

test('a pipe with both ends inside the unit is left to CRIU', () => {
  const held = [fd(3, 'pipe:[7]', { mode: FIFO }), fd(4, 'pipe:[7]', { mode: FIFO, flags: 1 })];
  expect(planDescriptors(held, outside())).toEqual({ channels: [], reason: undefined });
});

test('a pipe with one end inside leads outside although nobody is seen there, unless everybody can be seen', () => {
  const held = [fd(1, 'pipe:[9]', { mode: FIFO, flags: 1 })];
  expect(planDescriptors(held, outside()).channels).toMatchObject([{ kind: 'pipe', direction: 'out', key: 'pipe:[9]' }]);
  expect(planDescriptors(held, outside({ allSeen: true })).channels).toEqual([]);
});

test('a terminal held as 0, 1 and 2 is one channel', () => {
  const terminal = { mode: CHARACTER, rdev: 0x8803, dev: 0x1a, inode: 6, flags: 2 };
  const plan = planDescriptors([fd(0, '/dev/pts/3', terminal), fd(1, '/dev/pts/3', terminal), fd(2, '/dev/pts/3', terminal)], outside());
  expect(plan.channels).toMatchObject([{ id: 0, kind: 'tty', direction: 'io', fd: 0, key: 'tty[8803:1a]' }]);
});

test('the same pipe read by one and written by another descriptor cannot be relayed', () => {
  const held = [fd(3, 'pipe:[7]', { mode: FIFO }), fd(4, 'pipe:[7]', { mode: FIFO, flags: 1 })];
  expect(planDescriptors(held, outside({ links: new Set(['pipe:[7]']) })).reason).toMatch(/both ends of a pipe/);
});

test('a terminal whose master is inside the unit is left to CRIU', () => {
  const held = [fd(5, '/dev/pts/ptmx', { mode: CHARACTER, ttyIndex: 4 }), fd(0, '/dev/pts/4', { mode: CHARACTER })];
  expect(planDescriptors(held, outside())).toEqual({ channels: [], reason: undefined });
});

test.each([
  ['a TCP connection', fd(3, 'socket:[5]', { mode: SOCKET, inode: 5 }), outside({ fixedSockets: new Map([[5, 'a TCP connection from 10.77.0.1:5 to 10.77.0.2:6']]) }), /a TCP connection from 10\.77\.0\.1:5 to 10\.77\.0\.2:6 open \(descriptor 3 of 65602\)/],
  ['io_uring', fd(9, 'anon_inode:[io_uring]', { mode: 0o600 }), outside(), /uses io_uring/],
  ['a device', fd(4, '/dev/kvm', { mode: CHARACTER }), outside(), /the device \/dev\/kvm/],
  ['a named pipe', fd(4, '/tmp/fifo', { mode: FIFO }), outside(), /the named pipe \/tmp\/fifo/],
  ['a file of another mount namespace', fd(1, '/tmp/out', { mountId: 99 }), outside(), /opened in another mount namespace/],
  ['an unknown anonymous file', fd(4, 'anon_inode:[perf_event]', { mode: 0o600 }), outside(), /anon_inode:\[perf_event\]/],
])('%s is a reason not to move', (_name, held, world, sentence) => {
  expect(planDescriptors([held], world).reason).toMatch(sentence);
});

test('a Unix socket to a process outside is a channel, one to a member is not', () => {
  const socket = fd(1, 'socket:[5]', { mode: SOCKET, inode: 5 });
  const peer = fd(2, 'socket:[6]', { mode: SOCKET, inode: 6 });
  const peers = new Map([[5, 6], [6, 5]]);
  expect(planDescriptors([socket], outside({ unixPeers: peers })).channels).toMatchObject([{ kind: 'sock', direction: 'io', key: 'unix[5]' }]);
  expect(planDescriptors([socket, peer], outside({ unixPeers: peers })).channels).toEqual([]);
});

test('a file that the parent has open too is a channel unless every write goes to its end', () => {
  const world = outside({ sharedFiles: new Set(['26:10']) });
  expect(planDescriptors([fd(1, '/tmp/out', { flags: 1 })], world).channels).toMatchObject([{ kind: 'file', direction: 'out', path: '/tmp/out', key: 'file[1f:a]' }]);
  expect(planDescriptors([fd(1, '/tmp/out', { flags: 1 | 0o2000 })], world).channels).toEqual([]);
});

test('/dev/null and eventfd are left to CRIU', () => {
  const held = [fd(0, '/dev/null', { mode: 0o020666 }), fd(3, 'anon_inode:[eventfd]', { mode: 0o600 }), fd(4, 'anon_inode:inotify', { mode: 0o600 })];
  expect(planDescriptors(held, outside())).toEqual({ channels: [], reason: undefined });
});
