import { currency as currencyOf, money, type Currency, type Money, debited } from '@accord/kernel';
import type { FundEvent } from './fund.events';
import type { Posting } from './posting';

/** Where a fund's money is, in minor units. `allocated` is the sum of all others, always. */
export interface Buckets {
  readonly allocated: bigint;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly committed: bigint;
  readonly claimed: bigint;
  readonly consumed: bigint;
  readonly expired: bigint;
}
export type Bucket = keyof Buckets;
/** What requests hold of a fund's money. */
export type HeldBuckets = Pick<Buckets, 'reserved' | 'committed' | 'claimed' | 'consumed'>;

export interface FundBalances extends Buckets {
  readonly currency: Currency;
}

export const NOTHING: Buckets = {
  allocated: 0n,
  available: 0n,
  reserved: 0n,
  committed: 0n,
  claimed: 0n,
  consumed: 0n,
  expired: 0n,
};

/** The same buckets after a posting; what carries more than buckets keeps it. */
export const post = <B extends Buckets>(balances: B, posting: Posting): B => ({
  ...balances,
  allocated: balances.allocated - debited(posting, 'B10'),
  available: balances.available + debited(posting, 'B20'),
  reserved: balances.reserved + debited(posting, 'B30'),
  committed: balances.committed + debited(posting, 'B40'),
  claimed: balances.claimed + debited(posting, 'B50'),
  consumed: balances.consumed + debited(posting, 'B60'),
  expired: balances.expired + debited(posting, 'B70'),
});

/** The posting of an event; undefined for those that move no money. */
export const postingOf = ({ data }: FundEvent): Posting | undefined =>
  'posting' in data ? data.posting : undefined;

/**
 * Where a fund's money is after its events: the one fold behind live balances, balances as of some
 * moment and replay.
 * @param events of one fund's stream, in order
 * @returns null before the fund was opened
 */
export function fundBalances(events: readonly FundEvent[]): FundBalances | null {
  return events.reduce<FundBalances | null>((balances, event) => {
    if (event.type === 'FundOpened') {
      return { ...NOTHING, currency: currencyOf(event.data.currency) };
    }
    const posting = postingOf(event);
    return balances && posting ? post(balances, posting) : balances;
  }, null);
}

export const inBucket = (balances: FundBalances, bucket: Bucket): Money =>
  money(balances[bucket], balances.currency);
