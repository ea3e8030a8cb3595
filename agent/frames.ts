// The frames that deputies and shims speak (docs/native-protocol.md): encoding, decoding, and where a frame belongs.
// Knows the bytes; opens no socket.

export const FRAME = {
  hello: 1, data: 2, ack: 3, eof: 4, hup: 5, signal: 6, signalAck: 7, tty: 8, stopped: 9, continued: 10, exit: 11, offset: 12,
  link: 32, unlink: 33, status: 34,
  start: 40, held: 41, failed: 42, go: 43, abort: 44, running: 45, detach: 46, state: 47, resume: 48, leave: 49,
} as const;

/** First field of a STATE frame that is followed by another one: the state was too long for one frame. */
export const STATE_GOES_ON = 0xffffffff;

const FIRST_AGENT_FRAME = 32;
const MAX_FRAME_BYTES = 1 << 20; // the protocol's bound; a longer one means that the stream is out of step
const STATE_LIMIT_BYTES = 256 << 20; // STATE alone carries whole pipes of the body and may be longer

export interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

export function encodeFrame(type: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(payload.length + 1, 0);
  head.writeUInt8(type, 4);
  return Buffer.concat([head, payload]);
}

/** Cuts a byte stream into frames; `push` returns the complete ones. Throws when a length is impossible. */
export class FrameReader {
  private pending: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Frame[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const frames: Frame[] = [];
    while (this.pending.length >= 5) {
      const length = this.pending.readUInt32LE(0);
      const type = this.pending.readUInt8(4);
      if (length < 1 || length > (type === FRAME.state ? STATE_LIMIT_BYTES : MAX_FRAME_BYTES)) throw new Error(`frame of type ${type} with impossible length ${length}`);
      if (this.pending.length < 4 + length) break;
      frames.push({ type, payload: this.pending.subarray(5, 4 + length) });
      this.pending = this.pending.subarray(4 + length);
    }
    return frames;
  }
}

/** True for frames between deputy and shim, which agents only carry. */
export function isEndToEnd(frame: Frame): boolean {
  return frame.type < FIRST_AGENT_FRAME;
}

/** Which deputy a frame of a shim is for: the one that holds this channel, the one of this PID, or every one. */
export type Route = { readonly channel: number } | { readonly pid: number } | 'all';

export function routeOf(frame: Frame): Route {
  switch (frame.type) {
    case FRAME.data: case FRAME.ack: case FRAME.eof: case FRAME.hup: case FRAME.tty: case FRAME.offset:
      return { channel: frame.payload.readUInt16LE(0) };
    case FRAME.stopped: case FRAME.continued: case FRAME.exit: case FRAME.signalAck:
      return { pid: frame.payload.readUInt32LE(0) };
    default:
      return 'all';
  }
}

/** PID and wait status of an EXIT or STATUS frame. */
export function readExit(frame: Frame): { pid: number; status: number } {
  return { pid: frame.payload.readUInt32LE(0), status: frame.payload.readUInt32LE(4) };
}

/** "exit status 3" or "signal 9", of a status as waitpid(2) gives it. */
export function describeStatus(status: number): string {
  const signal = status & 0x7f;
  return signal === 0 ? `exit status ${(status >> 8) & 0xff}` : `signal ${signal}`;
}
