import type { ProgramRules } from '@accord/programs';

/** An approved registration of the opportunity that a booking names. */
export interface NamedDeal {
  readonly partnerId: string;
  readonly dealType: string;
}

export interface SellerFacts extends Pick<ProgramRules, 'incentives'> {
  /** Somebody has accrued from it already: a later registration does not sell it again. */
  readonly isAccrued?: boolean;
}

/**
 * Who accrues from a booking. Incentives find a registration by the opportunity too, and pay each partner
 * that has one: what a rule leaves to the fund goes to the same partners.
 * @param named by the booking's registration, or by the order without one; undefined: nobody
 * @param deals first registered first
 */
export function sellersOf(
  named: string | undefined,
  deals: readonly NamedDeal[],
  { incentives, isAccrued = false }: SellerFacts,
): readonly string[] {
  const isSplit = (dealType: string): boolean =>
    incentives.some((rule) => rule.kind === 'formula' && rule.split && rule.dealType === dealType);
  const paid = deals.filter(({ dealType }) => isSplit(dealType)).map((deal) => deal.partnerId);
  const [first] = deals;
  const seller = named ?? (paid.length > 0 || isAccrued ? undefined : first?.partnerId);
  return [...new Set([...(seller === undefined ? [] : [seller]), ...paid])];
}
