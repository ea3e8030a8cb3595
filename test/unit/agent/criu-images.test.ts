import { withoutForeignSessions } from '../../../agent/criu-images';

// Two entries as CRIU writes them: id, type, locked, sid, pgrp, rdev (two-byte varints for the larger numbers).
const ENTRY = (sid: number): number[] => [0x08, 1, 0x10, 3, 0x18, 0, 0x30, 0x80 | (sid & 0x7f), sid >> 7, 0x38, 0xd2, 0x09, 0x40, 0x80, 0x90, 0x02];

function image(...sids: number[]): Buffer {
  const entries = sids.flatMap((sid) => [ENTRY(sid).length, 0, 0, 0, ...ENTRY(sid)]);
  return Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, ...entries]);
}

test('a session whose leader is no member is forgotten together with its group; everything else stays to the byte', () => {
  const changed = withoutForeignSessions(image(1234), new Set([77]));
  expect([...changed.subarray(12)]).toEqual([0x08, 1, 0x10, 3, 0x18, 0, 0x30, 0, 0x38, 0, 0x40, 0x80, 0x90, 0x02]);
  expect(changed.readUInt32LE(8)).toBe(14);
  expect([...changed.subarray(0, 8)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a session led by a member stays, entry by entry', () => {
  expect(withoutForeignSessions(image(1234), new Set([1234]))).toEqual(image(1234));
  const mixed = withoutForeignSessions(image(1234, 999), new Set([1234]));
  expect(mixed.subarray(0, image(1234).length)).toEqual(image(1234));
  expect(mixed.length).toBe(image(1234, 999).length - 2);
});
