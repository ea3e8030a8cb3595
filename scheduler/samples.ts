// What the agent measures once a second and hands to the scheduler. It refuses to measure: the numbers are given.

/** How fast a node can compute. Loads are compared per CPU and by speed, so that unlike nodes can share work. */
export interface Capacity {
  /** CPUs this node may use; a fraction when a quota says so. Above 0. */
  readonly cpus: number;
  /** Speed of one CPU relative to the others in the cluster; 1 is the yardstick. Above 0. */
  readonly speed: number;
}

/** One second of a node. */
export interface NodeSample extends Capacity {
  /** Average number of tasks that ran or waited for a CPU over the last second, the agent's own excluded. */
  readonly runnable: number;
  readonly freeMemoryBytes: number;
}

/** One second of a unit: a process and its descendants, which move together. */
export interface ProcessSample {
  /** The PID of the unit's first process. */
  readonly pid: number;
  /** Its short name, for the reasons people read. */
  readonly name: string;
  /** CPUs it used over the last second: 1 is one whole CPU. */
  readonly load: number;
  readonly movable: boolean;
  /** Why it is not movable, in one sentence. */
  readonly cantMove?: string | undefined;
  readonly rssBytes: number;
  /** When it was born here or came here, on the clock of `now`, in milliseconds. */
  readonly arrivedAtMs: number;
  /** When a move last brought it here; undefined when none did. */
  readonly lastMovedAtMs?: number | undefined;
}
