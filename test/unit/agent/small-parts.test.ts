import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelsVariable, injectArguments } from '../../../agent/injector';
import { stateLetters, terminalName } from '../../../agent/listing';
import { correctedCursor } from '../../../agent/pid-cursor';
import { parseStat, signalsOf } from '../../../agent/proc';
import { Records } from '../../../agent/records';
import { encodeTermios } from '../../../agent/terminal';
import type { ChannelPlan } from '../../../agent/descriptors';
import type { NodeProcess } from '../../../agent/process-table';

const STAT = '65602 (a (b) c) S 65601 65602 65601 34819 65602 4194304 107 0 0 0 150 50 0 0 20 -5 3 0 777 1000 25 18446744073709551615';

test('a name with parentheses and spaces does not shift the fields of stat', () => {
  expect(parseStat(STAT)).toEqual({
    pid: 65602, comm: 'a (b) c', state: 'S', ppid: 65601, pgrp: 65602, session: 65601, ttyNr: 34819, tpgid: 65602, flags: 4194304,
    cpuTicks: 200, nice: -5, threads: 3, startTicks: 777, rssBytes: 102400,
  });
});

test('signal masks of /proc', () => {
  expect(signalsOf('0000000000004002')).toEqual([2, 15]);
  expect(signalsOf('8000000000000000')).toEqual([64]);
  expect(signalsOf('')).toEqual([]);
});

test('state letters are those of ps', () => {
  const process: NodeProcess = { pid: 1, outer: 1, parentOuter: 0, place: 'native', uid: 0, stat: parseStat(STAT) };
  expect(stateLetters(process)).toBe('S<l+');
  expect(terminalName(34819)).toBe('pts/3');
  expect(terminalName(0)).toBe('?');
  expect(terminalName(1025)).toBe('tty1');
});

test('the cursor is put back when it left the range or is near its end, and else left alone', () => {
  const range = { low: 65600, high: 98303 };
  expect(correctedCursor(300, range)).toBe(65600);
  expect(correctedCursor(65600, range)).toBeUndefined();
  expect(correctedCursor(80000, range)).toBeUndefined();
  expect(correctedCursor(98000, range)).toBe(65600);
  expect(correctedCursor(131072, range)).toBe(65600);
});

test('stty\'s text becomes the kernel\'s struct termios, without EXTPROC', () => {
  const termios = encodeTermios('500:5:bf:18a3b:3:1c:7f:15:4:0:1:0:11:13:1a:ff:12:f:17:16:ff:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0');
  expect(termios.length).toBe(36);
  expect(termios.readUInt32LE(0)).toBe(0x500);
  expect(termios.readUInt32LE(12)).toBe(0x8a3b);
  expect([...termios.subarray(17, 21)]).toEqual([3, 0x1c, 0x7f, 0x15]);
});

test('each deputy keeps the channels of its own descriptors and looks like the original in ps', () => {
  const channel = (id: number, pid: number): ChannelPlan => ({ id, pid, fd: id + 1, kind: 'pipe', direction: 'out', key: 'pipe:[1]', path: '' });
  const channels = [channel(0, 65602), channel(1, 65603)];
  expect(channelsVariable(channels, 65603)).toBe('1:pipe:out:2');
  const member = { pid: 65602, outer: 65602, stat: parseStat(STAT) };
  expect(injectArguments(member, ['awk', '1'], '/c/cgroup.procs', '/n/krg-deputy', channels, [2, 15])).toEqual(['--pid', '65602', '--procs', '/c/cgroup.procs', '--exec', '/n/krg-deputy',
    '--env', 'KRG_DEPUTY=65602', '--env', 'KRG_CHANNELS=0:pipe:out:1', '--env', 'KRG_COMM=a (b) c', '--env', 'KRG_SEEN=2,15', '--', 'awk', '1']);
});

test('records survive, half-written ones are ignored, removed ones are gone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'krg-records-'));
  try {
    const records = new Records<{ pid: number }>(directory);
    records.write(1, { pid: 1 });
    records.write(2, { pid: 2 });
    records.write(1, { pid: 11 });
    writeFileSync(join(directory, '3.json.new'), '{"pid":');
    expect(new Records<{ pid: number }>(directory).readAll()).toEqual([{ pid: 11 }, { pid: 2 }]);
    records.remove(1);
    expect(readdirSync(directory).sort()).toEqual(['2.json', '3.json.new']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
