// Whom to gossip with: random peers, with a glance at the silent ones. It refuses to decide who is alive.

/** A random number in [0, 1). The caller owns the seed, so that a run can be replayed. */
export type Rng = () => number;

/** What the failure detector says of a node. A suspect may be alive; nothing here depends on the answer being right. */
export type MemberStatus = 'alive' | 'suspect' | 'dead';

export type Members = ReadonlyMap<number, MemberStatus>;

/** With fewer live peers than this, a silent one is still tried only every fifth time (MOSIX infod). */
const SILENT_EVERY = 5;

/**
 * Up to `count` different peers to gossip with. Usually living ones; now and then (one time in max(5, living)) any
 * member, so that a node taken for dead by mistake, or by everyone at once, is found again.
 */
export function choosePeers(members: Members, count: number, rng: Rng): readonly number[] {
  const all = [...members.keys()];
  const alive = all.filter((nodeId) => members.get(nodeId) === 'alive');
  const tryAnyone = rng() < 1 / Math.max(SILENT_EVERY, alive.length);
  return pickDistinct(tryAnyone || alive.length === 0 ? all : alive, count, rng);
}

/** Up to `count` different items, every choice equally likely: the first steps of a Fisher-Yates shuffle. */
export function pickDistinct<T>(items: readonly T[], count: number, rng: Rng): readonly T[] {
  const rest = [...items];
  const picked: T[] = [];
  while (picked.length < count && rest.length > 0) {
    picked.push(...rest.splice(Math.floor(rng() * rest.length), 1));
  }
  return picked;
}
