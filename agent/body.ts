// The host's side of a unit from elsewhere: its shim, and the relay to its home. Carries frames between the two.
import { EventEmitter } from 'node:events';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { RelayFrame, RelayFrame__Output } from '../proto';
import { encodeFrame, FRAME, isEndToEnd, STATE_GOES_ON, type Frame } from './frames';
import type { NativeLink } from './native-link';
import type { BodyRecord } from './records';

export type HomeStream = ServerDuplexStream<RelayFrame__Output, RelayFrame>;

interface BodyEvents {
  /** The shim is gone: its streams cannot be kept any more. */
  lost: [];
}

export class Body extends EventEmitter<BodyEvents> {
  private stream: HomeStream | undefined;
  private muted = false;
  /** Since when no relay has joined it to its home; undefined while one does. On performance.now()'s clock. */
  detachedSinceMs: number | undefined = performance.now();
  /** Its root has ended and its home has forgotten it: what is left are children that nobody waits for. */
  rootEnded = false;

  constructor(public record: BodyRecord, readonly shim: NativeLink) {
    super();
    shim.on('frame', (frame) => this.fromShim(frame));
    shim.on('drain', () => this.stream?.resume());
    shim.on('close', () => {
      if (!this.muted) this.emit('lost');
    });
  }

  /** Joins a relay from the home; an older one is dropped. The empty frame tells the home that both ends may begin. */
  attach(stream: HomeStream): void {
    this.detachStream();
    this.stream = stream;
    this.detachedSinceMs = undefined;
    stream.on('data', (message: RelayFrame__Output) => this.fromHome(stream, message.frame));
    const over = (): void => this.lose(stream);
    stream.on('end', over).on('cancelled', over).on('error', over);
    stream.write({ frame: Buffer.alloc(0) });
    this.shim.send(FRAME.link);
  }

  private lose(stream: HomeStream): void {
    stream.end();
    if (this.stream !== stream) return;
    this.stream = undefined;
    this.detachedSinceMs = performance.now();
    this.shim.continue();
    this.shim.send(FRAME.unlink);
  }

  private detachStream(): void {
    if (this.stream !== undefined) this.lose(this.stream);
  }

  private fromHome(stream: HomeStream, bytes: Buffer): void {
    if (this.stream !== stream || bytes.length === 0) return;
    if (!this.shim.send(bytes.readUInt8(0), bytes.subarray(1))) stream.pause();
  }

  private fromShim(frame: Frame): void {
    const stream = this.stream;
    if (!isEndToEnd(frame) || stream === undefined) return;
    if (stream.write({ frame: Buffer.concat([Buffer.from([frame.type]), frame.payload]) })) return;
    this.shim.pause();
    stream.once('drain', () => this.shim.continue());
  }

  /** The body is frozen: stops its streams and returns them as they stand (STATE frames), to go on elsewhere or here again. */
  async detach(limitMs: number): Promise<Buffer> {
    this.detachStream();
    const frames: Buffer[] = [];
    const answer = this.shim.until((frame) => {
      if (frame.type !== FRAME.state) return false;
      frames.push(encodeFrame(FRAME.state, frame.payload));
      return frame.payload.readUInt32LE(0) !== STATE_GOES_ON;
    }, limitMs);
    this.shim.send(FRAME.detach);
    await answer;
    return Buffer.concat(frames);
  }

  /** The move failed: the streams go on from here as soon as the home attaches again. */
  resume(): void {
    this.shim.send(FRAME.resume);
  }

  /** Nothing of the body is left here: the shim exits without a word. */
  leave(): void {
    this.muted = true;
    this.detachStream();
    this.shim.send(FRAME.leave);
  }

  close(): void {
    this.muted = true;
    this.detachStream();
    this.shim.close();
  }
}
