import type { IsoDate } from '@accord/kernel';
import type { FundEvent } from '../fund.events';
import { NO_CREDITS, evolveCredits, type Credit, type FundCredits } from './fund-credits';

/** A credit as the view keeps it. */
interface StoredCredit {
  readonly creditId: string;
  readonly minor: string;
  readonly expiresOn: IsoDate | null;
}

/** A fund's credits, and the day on which the next one is asked for the last time. */
export interface CreditsRow {
  readonly fund_id: string;
  readonly expires_on: string | null;
  readonly free: readonly StoredCredit[];
  readonly drawn: Readonly<Record<string, readonly StoredCredit[]>>;
}

export function foldCredits(
  row: CreditsRow | undefined,
  event: FundEvent,
  [fund_id = '']: readonly string[],
): CreditsRow {
  const { free, drawn } = evolveCredits(row ? creditsOf(row) : NO_CREDITS, event);
  return {
    fund_id,
    expires_on: free[0]?.expiresOn ?? null,
    free: free.map(stored),
    drawn: Object.fromEntries([...drawn].map(([requestId, all]) => [requestId, all.map(stored)])),
  };
}

export const creditsOf = ({ free, drawn }: Pick<CreditsRow, 'free' | 'drawn'>): FundCredits => ({
  free: free.map(read),
  drawn: new Map(Object.entries(drawn).map(([requestId, all]) => [requestId, all.map(read)])),
});

const stored = (credit: Credit): StoredCredit => ({ ...credit, minor: credit.minor.toString() });
const read = (credit: StoredCredit): Credit => ({ ...credit, minor: BigInt(credit.minor) });
