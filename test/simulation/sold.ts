/** What was sold, as far as it was answered: what partners have earned follows from it. */
export interface Sold {
  readonly saleId: string;
  readonly partnerId: string;
  readonly dealId: string;
  readonly kind: 'referral' | 'serviceAttach';
  /** In whose quarter it counts: that of the later of approval and booking. */
  readonly quarter: string;
  readonly bookedOn: string;
  readonly cents: number;
  isPaid: boolean;
  isReversed: boolean;
}

/** Services of a quarter, the share of each, and the most that one gives (samples/gitlab/program.yaml). */
const TIERS = [
  { from: 10, perMille: 75n, cap: 750_000n },
  { from: 5, perMille: 50n, cap: 500_000n },
  { from: 2, perMille: 25n, cap: 250_000n },
];

/**
 * What a partner has earned of all that was sold: a tenth of what customers have paid in full, and of
 * services the share that their number in the quarter gives, halves of a cent rounded up.
 */
export function earnedBy(partnerId: string, sold: readonly Sold[]): bigint {
  const own = sold.filter((one) => one.partnerId === partnerId && !one.isReversed);
  const fees = own
    .filter(({ kind, isPaid }) => kind === 'referral' && isPaid)
    .map(({ cents }) => share(cents, 100n));
  const services = own.filter(({ kind }) => kind === 'serviceAttach');
  const rebates = services.map(({ quarter, cents }) => {
    const count = services.filter((one) => one.quarter === quarter).length;
    const tier = TIERS.find(({ from }) => count >= from);
    if (!tier) return 0n;
    const part = share(cents, tier.perMille);
    return part > tier.cap ? tier.cap : part;
  });
  return [...fees, ...rebates].reduce((so, one) => so + one, 0n);
}

const share = (cents: number, perMille: bigint): bigint =>
  (BigInt(cents) * perMille * 2n + 1_000n) / 2_000n;
