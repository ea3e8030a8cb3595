// The scheduler's constants, each with its reason. It refuses to hold anything that changes while the agent runs.

export interface PolicyConfig {
  /** How far above its CPUs a node's mean must be before it sheds. With one CPU this is MOSIX's 1.5 processes. */
  readonly excessRunnable: number;
  /** A target is judged as if this many processes came, so that a near tie moves nothing. Kerrighed's 130 %. */
  readonly stabilityMargin: number;
  /** Targets that differ by no more than this many runnable tasks are equals, of which one is chosen at random. */
  readonly nearTieRunnable: number;
  /** Least time between two decisions to move, in ms: the effect of one must show before the next. Kerrighed's 2 s. */
  readonly minIntervalMs: number;
  /**
   * On a node stretched at least `urgentRatio` times as much as the target would be, this interval counts instead, in
   * ms: an overshoot is out of the question then, and sixty processes shall not wait two minutes for each other.
   */
  readonly urgentIntervalMs: number;
  readonly urgentRatio: number;
  /** News older than this, in ms, makes a node no target: it may be gone, or busy by now. */
  readonly freshForMs: number;
  /** A process that was moved stays at least this long, in ms: a move must have time to pay. */
  readonly minResidencyMs: number;
  /** Younger processes are left alone, in ms: most of them end within their first second. */
  readonly minAgeMs: number;
  /** A process must use this part of a fair share of a CPU to be worth moving; an idle shell is not a load. */
  readonly minFairShare: number;
  /** Memory a target must have free, in units of the process's own: page tables and the images on their way. */
  readonly memoryMargin: number;
  /** How many candidates are tried against all targets in one decision. A bound on work, not a tuning knob. */
  readonly maxCandidates: number;
  /** A move that has not finished by then, in ms, is taken for failed: a lost report must not stop balancing. */
  readonly moveTimeoutMs: number;
  /** How long after an arrival, in ms, a target's load shows it: its load is an average over one sample period. */
  readonly settleMs: number;
  /** First and longest pause after a refused move, in ms; it doubles from one to the other. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
}

export interface GossipConfig {
  /** Peers told at each gossip tick; each answers, so news flows both ways. One reaches all in log N rounds. */
  readonly fanout: number;
  /** Entries in one message. 32 keep the freshest candidates under 3 rounds old in a cluster of any size. */
  readonly windowSize: number;
  /** Entries remembered. 64 holds every node of the largest cluster the PID layout allows. */
  readonly boardSize: number;
  /** Older entries are dropped, in ms: also how long news from before a node's clock was set back can linger. */
  readonly forgetAfterMs: number;
}

export interface SchedulerConfig {
  readonly nodeId: number;
  readonly nodeName: string;
  /** Must be larger at each start of this node's agent, so that its new news replaces its old. */
  readonly bootEpoch: number;
  /** Whether processes are moved from the start; the `balance` event changes it. */
  readonly balance: boolean;
  readonly policy: PolicyConfig;
  readonly gossip: GossipConfig;
}

export const DEFAULT_POLICY: PolicyConfig = {
  excessRunnable: 0.5,
  stabilityMargin: 1.3,
  nearTieRunnable: 0.5,
  minIntervalMs: 2_000,
  urgentIntervalMs: 250,
  urgentRatio: 2,
  freshForMs: 5_000,
  minResidencyMs: 10_000,
  minAgeMs: 1_000,
  minFairShare: 0.25,
  memoryMargin: 1.1,
  maxCandidates: 8,
  moveTimeoutMs: 120_000,
  settleMs: 1_000,
  firstBackoffMs: 5_000,
  longestBackoffMs: 160_000,
};

export const DEFAULT_GOSSIP: GossipConfig = {
  fanout: 1,
  windowSize: 32,
  boardSize: 64,
  forgetAfterMs: 60_000,
};
