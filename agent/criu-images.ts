// The only file that knows CRIU's image files: changes the few bytes in them that name things of the node they came from.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, Writer } from 'protobufjs/minimal';

const HEADER_BYTES = 8; // two magic numbers
const TTY_INFO = 'tty-info.img';
const FIELD_SID = 6; // tty_info_entry of CRIU's images/tty.proto
const FIELD_PGRP = 7;
const VARINT = 0;

/**
 * A terminal's session belongs to its leader. When that is no member (the shell that started the unit, or the shim),
 * CRIU would look for it among the restored tasks and give up; without a session it takes the one the shim is in.
 */
export function forgetForeignSessions(directory: string, members: readonly number[]): void {
  const file = join(directory, TTY_INFO);
  if (existsSync(file)) writeFileSync(file, withoutForeignSessions(readFileSync(file), new Set(members)));
}

/** The same on the bytes of the image: entries are a 32-bit length and a message each. */
export function withoutForeignSessions(image: Buffer, members: ReadonlySet<number>): Buffer {
  const parts: Buffer[] = [image.subarray(0, HEADER_BYTES)];
  for (let at = HEADER_BYTES; at < image.length;) {
    const size = image.readUInt32LE(at);
    const entry = rewriteEntry(image.subarray(at + 4, at + 4 + size), members);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(entry.length);
    parts.push(length, entry);
    at += 4 + size;
  }
  return Buffer.concat(parts);
}

function rewriteEntry(entry: Buffer, members: ReadonlySet<number>): Buffer {
  return members.has(readField(entry, FIELD_SID) ?? 0) ? entry : zeroFields(entry, [FIELD_SID, FIELD_PGRP]);
}

function readField(entry: Buffer, wanted: number): number | undefined {
  const reader = Reader.create(entry);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === wanted << 3) return reader.uint32();
    reader.skipType(tag & 7);
  }
  return undefined;
}

function zeroFields(entry: Buffer, fields: readonly number[]): Buffer {
  const reader = Reader.create(entry);
  const parts: Buffer[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const tag = reader.uint32();
    reader.skipType(tag & 7);
    const isOne = (tag & 7) === VARINT && fields.includes(tag >>> 3);
    parts.push(isOne ? Buffer.from(Writer.create().uint32(tag).uint32(0).finish()) : entry.subarray(from, reader.pos));
  }
  return Buffer.concat(parts);
}
