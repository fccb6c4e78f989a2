import { blockKeys, match, type Company, type Relation } from '@accord/customers';
import {
  byCluster,
  type Found,
  type Labelled,
  type LabelledPair,
  type LabelledSet,
} from './labelled-set';

/** What the matcher made of one cluster. Pairs are counted, not companies. */
export interface Tally {
  /** Pairs that are the same by the labels. */
  readonly same: number;
  /** Of these, how many the matcher takes for the same. */
  readonly found: number;
  /** Pairs with another cluster that it takes for the same: half of each counts here. */
  readonly wrong: number;
}

const TAKEN: Readonly<Record<Found, ReadonlySet<Relation>>> = {
  'as one company': new Set<Relation>(['SAME_ENTITY', 'UNSURE']),
  'brought up': new Set<Relation>(['SAME_ENTITY', 'SAME_GROUP', 'UNSURE']),
};

/**
 * Compares every two companies that share a blocking key, as Accord does; others are not found.
 * @returns one tally for each cluster; where pairs are labelled, for all pairs that hang together
 */
export function judge(set: LabelledSet): Tally[] {
  const taken = TAKEN[set.found];
  const isTaken = (left: Company, right: Company): boolean =>
    taken.has(match(left, right).relation);
  return 'pairs' in set ? judgePairs(set.pairs, isTaken) : judgeMembers(set.members, isTaken);
}

type IsTaken = (left: Company, right: Company) => boolean;

function judgeMembers(members: readonly Labelled[], isTaken: IsTaken): Tally[] {
  const tallies = new Map<string, { same: number; found: number; wrong: number }>();
  for (const [cluster, { length }] of byCluster(members))
    tallies.set(cluster, { same: (length * (length - 1)) / 2, found: 0, wrong: 0 });
  for (const [left, right] of comparable(members)) {
    if (!isTaken(left.company, right.company)) continue;
    const [ours, theirs] = [tallies.get(left.cluster), tallies.get(right.cluster)];
    if (!ours || !theirs) continue;
    if (ours === theirs) ours.found += 1;
    else {
      ours.wrong += 0.5;
      theirs.wrong += 0.5;
    }
  }
  return [...tallies.values()];
}

/** Every two that share a key, once. */
function* comparable(members: readonly Labelled[]): Generator<readonly [Labelled, Labelled]> {
  const holders = new Map<string, number[]>();
  for (const [n, right] of members.entries()) {
    const earlier = new Set<number>();
    for (const key of blockKeys(right.company)) {
      const held = holders.get(key) ?? [];
      for (const other of held) earlier.add(other);
      held.push(n);
      holders.set(key, held);
    }
    for (const other of earlier) {
      const left = members[other];
      if (left) yield [left, right];
    }
  }
}

function judgePairs(pairs: readonly LabelledPair[], isTaken: IsTaken): Tally[] {
  return hangingTogether(pairs).map((together) => {
    const tally = { same: 0, found: 0, wrong: 0 };
    for (const { left, right, same } of together) {
      const takes = isTaken(left, right);
      if (same) tally.same += 1;
      if (takes && same) tally.found += 1;
      if (takes && !same) tally.wrong += 1;
    }
    return tally;
  });
}

/** Pairs that have a name in common, directly or by others, are no independent evidence. */
function hangingTogether(pairs: readonly LabelledPair[]): LabelledPair[][] {
  let groups: { names: Set<string>; pairs: LabelledPair[] }[] = [];
  for (const pair of pairs) {
    const names = new Set([pair.left.name, pair.right.name]);
    const joined = { names, pairs: [pair] };
    groups = groups.filter((group) => {
      if (![...names].some((name) => group.names.has(name))) return true;
      for (const name of group.names) joined.names.add(name);
      joined.pairs.unshift(...group.pairs);
      return false;
    });
    groups.push(joined);
  }
  return groups.map((group) => group.pairs);
}
