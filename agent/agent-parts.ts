// The parts of an agent that know each other, as types only: agent.ts builds them and hands each what it needs.
import type { Bodies } from './bodies';
import type { Cgroups } from './cgroups';
import type { Config } from './config';
import type { GuestNamespace } from './guest';
import type { Homes } from './homes';
import type { Journal, Logger } from './log';
import type { Peers } from './peers';
import type { ProcessTable } from './process-table';

export interface Agent {
  readonly config: Config;
  readonly log: Logger;
  readonly journal: Journal;
  readonly table: ProcessTable;
  readonly cgroups: Cgroups;
  readonly guest: GuestNamespace;
  readonly peers: Peers;
  readonly bodies: Bodies;
  readonly homes: Homes;
  /** Directory of the built native programs. */
  readonly nativeDirectory: string;
}
