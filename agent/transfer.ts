// Images on their way from the source to the target: sent as chunks of named files over one stream, written to the
// target's memory file system. Trusts no file name from outside.
import type { ServerReadableStream } from '@grpc/grpc-js';
import { createReadStream, mkdirSync, openSync, closeSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageChunk__Output, Outcome, Outcome__Output, Refusal, UnitDescription, UnitDescription__Output, UnitRef } from '../proto';
import type { Peers } from './peers';
import { refusalIn } from './rpc';

const CHUNK_BYTES = 1 << 20; // measured best for grpc-js: fewer messages, still far below the 16 MiB limit
const TRANSFER_LIMIT_MS = 300_000;
const PLAIN_NAME = /^[A-Za-z0-9_.-]+$/;
export const STREAMS_FILE = 'krg-streams';

/** Sends all files of `directory`, the stream state and the description. Resolves when the target has everything. */
export async function sendImages(peers: Peers, target: number, unit: UnitRef, directory: string, streams: Buffer | undefined, description: UnitDescription): Promise<Refusal | undefined> {
  let reply: (outcome: Refusal | undefined) => void = () => undefined;
  const answered = new Promise<Refusal | undefined>((resolve) => (reply = resolve));
  const stream = peers.client(target).transfer({ deadline: Date.now() + TRANSFER_LIMIT_MS }, (error: Error | null, outcome?: Outcome__Output) => {
    if (error !== null) reply({ code: 'unreachable', sentence: `sending the images to ${peers.name(target)} failed: ${error.message}` });
    else reply(refusalIn(outcome ?? {}));
  });
  const write = async (chunk: object): Promise<void> => {
    if (!stream.write(chunk)) await new Promise((resolve) => stream.once('drain', resolve).once('close', resolve).once('error', resolve));
  };
  await write({ unit, file: '' });
  if (streams !== undefined) for (let at = 0; at < Math.max(streams.length, 1); at += CHUNK_BYTES) await write({ file: STREAMS_FILE, data: streams.subarray(at, at + CHUNK_BYTES) });
  for (const file of readdirSync(directory).filter((name) => !name.endsWith('.log'))) {
    for await (const data of createReadStream(join(directory, file), { highWaterMark: CHUNK_BYTES })) await write({ file, data: data as Buffer });
    await write({ file });
  }
  stream.end({ description });
  return answered;
}

/** What arrived: where, and the unit as the source found it when it was frozen. */
export interface Arrival {
  readonly unit: { readonly pid: number; readonly incarnation: number };
  readonly directory: string;
  readonly description: UnitDescription__Output;
}

/** Receives one transfer into the directory that `accept` names for the unit (or refuses). */
export async function receiveImages(stream: ServerReadableStream<ImageChunk__Output, Outcome>, accept: (pid: number, incarnation: number) => string | Refusal): Promise<Arrival | Refusal> {
  const writer = new ImageWriter();
  let directory = '';
  let unit = { pid: 0, incarnation: 0 };
  for await (const message of stream) {
    const chunk = message as ImageChunk__Output;
    if (chunk.unit !== null) {
      unit = chunk.unit;
      const accepted = accept(unit.pid, unit.incarnation);
      if (typeof accepted !== 'string') return accepted;
      directory = accepted;
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
    if (chunk.file !== '') writer.write(directory, chunk.file, chunk.data);
    if (chunk.description !== null) {
      writer.close();
      return { unit, directory, description: chunk.description };
    }
  }
  writer.close();
  return { code: 'failed', sentence: 'the images ended before they were complete' };
}

/** Keeps the one file that is being written open. */
class ImageWriter {
  private name = '';
  private descriptor = -1;

  write(directory: string, name: string, data: Buffer): void {
    if (directory === '' || !PLAIN_NAME.test(name) || name.startsWith('.')) throw new Error(`image file name ${JSON.stringify(name)} is not allowed`);
    if (name !== this.name) {
      this.close();
      this.descriptor = openSync(join(directory, name), 'w', 0o600);
      this.name = name;
    }
    for (let at = 0; at < data.length;) at += writeSync(this.descriptor, data, at);
  }

  close(): void {
    if (this.descriptor >= 0) closeSync(this.descriptor);
    this.descriptor = -1;
    this.name = '';
  }
}
