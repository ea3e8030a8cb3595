// One connection to a deputy or shim: frames in, frames out. Reconnecting is the owner's business.
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeFrame, FrameReader, type Frame } from './frames';

const NAME_BYTES = 107; // sun_path without the leading zero byte; see docs/native-protocol.md on the padding
const CONNECT_TRIES = 100; // x 20 ms: an exec'd deputy binds within a millisecond, a shim before its parent exits

interface LinkEvents {
  frame: [Frame];
  close: [];
  drain: [];
}

/** Abstract socket name of a deputy or shim. */
export function abstractName(kind: 'deputy' | 'shim', id: string): string {
  return `\0${`krg-${kind}-${id}`.padEnd(NAME_BYTES, '.')}`;
}

export class NativeLink extends EventEmitter<LinkEvents> {
  private readonly reader = new FrameReader();

  private constructor(private readonly socket: Socket) {
    super();
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('close', () => this.emit('close'));
    socket.on('drain', () => this.emit('drain'));
    socket.on('error', () => socket.destroy()); // 'close' follows and is what owners act on
  }

  private take(chunk: Buffer): void {
    try {
      for (const frame of this.reader.push(chunk)) this.emit('frame', frame);
    } catch (error) {
      this.socket.destroy(error as Error); // out of step: a fresh connection starts clean
    }
  }

  /** Connects, trying for up to two seconds; rejects when nobody listens by then. */
  static async open(kind: 'deputy' | 'shim', id: string, tries = CONNECT_TRIES): Promise<NativeLink> {
    for (let left = tries; ; left--) {
      const socket = await tryConnect(abstractName(kind, id));
      if (socket !== undefined) return new NativeLink(socket);
      if (left <= 1) throw new Error(`nothing listens at krg-${kind}-${id}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends a frame; false means that the other side is slow and the caller should wait for 'drain'. */
  send(type: number, payload?: Buffer): boolean {
    return this.socket.writable ? this.socket.write(encodeFrame(type, payload)) : true; // no drain would ever come of a closed one
  }

  /** Sends frames that are encoded already, as `Body.detach` returns them. */
  sendEncoded(frames: Buffer): void {
    this.socket.write(frames);
  }

  get closed(): boolean {
    return this.socket.destroyed;
  }

  pause(): void {
    this.socket.pause();
  }

  continue(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.destroy();
  }

  /** Resolves with the first frame of one of the types; rejects when the link closes or the time is over. */
  expect(types: readonly number[], limitMs: number): Promise<Frame> {
    return this.until((frame) => types.includes(frame.type), limitMs);
  }

  /** Shows every frame to `isLast` until it says yes; resolves with that one. Rejects as `expect` does. */
  until(isLast: (frame: Frame) => boolean, limitMs: number): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void): void => {
        clearTimeout(timer);
        this.off('frame', onFrame).off('close', onClose);
        act();
      };
      const onFrame = (frame: Frame): void => {
        if (isLast(frame)) finish(() => resolve(frame));
      };
      const onClose = (): void => finish(() => reject(new Error('the connection closed')));
      const timer = setTimeout(() => finish(() => reject(new Error(`no answer within ${limitMs} ms`))), limitMs);
      this.on('frame', onFrame).on('close', onClose);
    });
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
