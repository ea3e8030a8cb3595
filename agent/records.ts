// Durable records of the agent, one JSON file each under its state directory: what a restarted agent must know.
// Durable against the agent's death at any instant: written aside, fsynced, renamed, directory fsynced.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class Records<T> {
  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /** Returns only when the record would survive the agent's death. Throws when the disk refuses. */
  write(key: number, value: T): void {
    const file = join(this.directory, `${key}.json`);
    const aside = `${file}.new`;
    const descriptor = openSync(aside, 'w', 0o600);
    try {
      writeSync(descriptor, JSON.stringify(value));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, file);
    this.syncDirectory();
  }

  remove(key: number): void {
    rmSync(join(this.directory, `${key}.json`), { force: true });
    this.syncDirectory();
  }

  /** All records; a half-written file aside is ignored, as its rename never happened. */
  readAll(): T[] {
    return readdirSync(this.directory).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(this.directory, name), 'utf8')) as T);
  }

  private syncDirectory(): void {
    const descriptor = openSync(this.directory, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}

/** A channel as the records keep it; see proto/peer.proto. */
export interface ChannelRecord {
  readonly id: number;
  readonly kind: string;
  readonly direction: string;
  readonly fd: number;
  readonly pid: number;
  readonly key: string;
  readonly path: string;
}

/** What the home knows of a unit of its own that is or was away. Written at every commit. */
export interface HomeRecord {
  readonly pid: number;
  readonly comm: string;
  readonly incarnation: number;
  readonly node: number;
  readonly nmigs: number;
  readonly ppid: number;
  readonly members: readonly number[];
  readonly channels: readonly ChannelRecord[];
  readonly visited: readonly number[];
}

/** What a node knows of a body that it runs. */
export interface BodyRecord {
  readonly pid: number;
  readonly comm: string;
  readonly incarnation: number;
  readonly home: number;
  readonly nmigs: number;
  readonly ppid: number;
  /** Restored and held, not yet allowed to run: only its home knows whether it ever will be. */
  readonly held: boolean;
  readonly cpuMsBefore: number;
  readonly bornMs: number;
  readonly arrivedMs: number;
  readonly members: readonly number[];
  readonly channels: readonly ChannelRecord[];
}
