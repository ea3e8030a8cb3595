// The home's side of a unit that runs elsewhere: its deputies, and the relay that joins them to the shim. Carries frames
// and keeps the path up; looks inside none of them beyond whom they are for.
import { EventEmitter } from 'node:events';
import { status, type ServiceError } from '@grpc/grpc-js';
import type { RelayFrame__Output } from '../proto';
import { FRAME, isEndToEnd, readExit, routeOf, type Frame } from './frames';
import type { Logger } from './log';
import { NativeLink } from './native-link';
import type { Peers, RelayStream } from './peers';
import type { HomeRecord } from './records';

const RETRY_FIRST_MS = 100;
const RETRY_LONGEST_MS = 2000; // a node that is back is found within this; the body waits for us in its pipes
const HOST_LOST_MS = 60_000; // a host unreachable for so long is taken for dead; a cable is put back sooner
const NOTHING = Buffer.alloc(0);

interface AwayEvents {
  /** A deputy's process is gone: `exit` is the wait status the shim reported for it, undefined when it was killed here. */
  ended: [pid: number, exit: number | undefined];
  /** The host answers, and has no such body. */
  gone: [reason: string];
}

export class AwayUnit extends EventEmitter<AwayEvents> {
  private readonly deputies = new Map<number, NativeLink>();
  private readonly statuses = new Map<number, number>();
  private stream: RelayStream | undefined;
  private joined = false;
  private retryMs = RETRY_FIRST_MS;
  private retryTimer: NodeJS.Timeout | undefined;
  private suspended = true;
  private closed = false;
  private lostSinceMs: number | undefined;

  constructor(public record: HomeRecord, private readonly peers: Peers, private readonly log: Logger) {
    super();
  }

  /** Connects to every deputy; one that cannot be reached is reported as ended. */
  async connectDeputies(): Promise<void> {
    for (const pid of this.record.members) {
      if (this.deputies.has(pid)) continue;
      try {
        this.adopt(pid, await NativeLink.open('deputy', String(pid)));
      } catch (error) {
        this.log.warn({ pid, error: String(error) }, 'deputy cannot be reached');
        this.emit('ended', pid, undefined);
      }
    }
  }

  private adopt(pid: number, link: NativeLink): void {
    this.deputies.set(pid, link);
    link.on('frame', (frame) => this.fromDeputy(pid, frame));
    link.on('drain', () => this.stream?.resume());
    link.on('close', () => {
      this.deputies.delete(pid);
      this.stream?.resume(); // it may have been paused for this very deputy
      if (!this.closed) this.emit('ended', pid, this.statuses.get(pid));
    });
    if (this.joined) link.send(FRAME.link);
  }

  private fromDeputy(pid: number, frame: Frame): void {
    if (!isEndToEnd(frame) || this.stream === undefined || !this.joined) return; // sent again after the next HELLO
    const open = this.stream.write({ pid, frame: Buffer.concat([Buffer.from([frame.type]), frame.payload]) });
    if (!open) this.holdDeputies(this.stream);
  }

  private holdDeputies(stream: RelayStream): void {
    for (const link of this.deputies.values()) link.pause();
    stream.once('drain', () => this.releaseDeputies());
  }

  private releaseDeputies(): void {
    for (const link of this.deputies.values()) link.continue();
  }

  /** Cuts the relay while the unit moves; deputies keep what they have read and read no more. */
  suspend(): void {
    this.suspended = true;
    clearTimeout(this.retryTimer);
    this.drop();
  }

  /** Joins the relay to where the record says the unit is, and keeps trying until `suspend` or `close`. */
  resume(): void {
    this.suspended = false;
    this.retryMs = RETRY_FIRST_MS;
    this.join();
  }

  private drop(): void {
    const stream = this.stream;
    this.stream = undefined;
    if (this.joined) for (const link of this.deputies.values()) link.send(FRAME.unlink);
    this.joined = false;
    this.releaseDeputies();
    stream?.cancel();
  }

  private join(): void {
    const stream = this.peers.client(this.record.node).relay();
    this.stream = stream;
    stream.on('data', (message: RelayFrame__Output) => this.fromHost(stream, message.frame));
    stream.on('error', (error: ServiceError) => {
      if (this.stream === stream && error.code === status.NOT_FOUND) this.emit('gone', error.details);
      this.lost(stream);
    });
    stream.on('end', () => this.lost(stream));
    stream.write({ unit: { pid: this.record.pid, incarnation: this.record.incarnation }, frame: NOTHING });
  }

  private lost(stream: RelayStream): void {
    if (this.stream !== stream) return; // an older one, dropped on purpose
    this.drop();
    if (this.suspended || this.closed) return;
    this.lostSinceMs ??= performance.now();
    if (performance.now() - this.lostSinceMs > HOST_LOST_MS) return void this.emit('gone', `it has been unreachable for ${HOST_LOST_MS / 1000} s`);
    this.retryTimer = setTimeout(() => this.join(), this.retryMs);
    this.retryMs = Math.min(2 * this.retryMs, RETRY_LONGEST_MS);
  }

  private fromHost(stream: RelayStream, bytes: Buffer): void {
    if (this.stream !== stream) return;
    if (bytes.length === 0) return this.attached();
    const frame: Frame = { type: bytes.readUInt8(0), payload: bytes.subarray(1) };
    if (frame.type === FRAME.exit) this.noteExit(frame);
    for (const link of this.receivers(frame)) {
      if (!link.send(frame.type, frame.payload)) stream.pause();
    }
  }

  // The host's first frame is empty: its shim listens now, so both ends may say HELLO.
  private attached(): void {
    this.joined = true;
    this.lostSinceMs = undefined;
    this.retryMs = RETRY_FIRST_MS;
    for (const link of this.deputies.values()) link.send(FRAME.link);
  }

  private noteExit(frame: Frame): void {
    const exit = readExit(frame);
    this.statuses.set(exit.pid, exit.status);
  }

  private receivers(frame: Frame): NativeLink[] {
    const route = routeOf(frame);
    if (route === 'all') return [...this.deputies.values()];
    const pid = 'pid' in route ? route.pid : this.record.channels.find((channel) => channel.id === route.channel)?.pid;
    const link = this.deputies.get(pid ?? this.record.pid);
    return link === undefined ? [] : [link];
  }

  get empty(): boolean {
    return this.deputies.size === 0;
  }

  close(): void {
    this.closed = true;
    this.suspend();
    for (const link of this.deputies.values()) link.close();
  }
}
