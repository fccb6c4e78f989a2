import { formatAmount } from '@accord/kernel';
import { maySee, type Caller } from '@accord/platform';
import { percent } from './discount';
import type { DealPriced } from './deal-prices.query';

export class PricedLineBody {
  family: string;
  part: string;
  list: string;
  /** Share of the list price. */
  discount: string;
  net: string;
}

/** What one party pays. */
export class PartyPriceBody {
  party: string;
  partnerId: string;
  lines: PricedLineBody[];
  list: string;
  net: string;
}

/** What the parties of a deal pay, as far as the caller may know. */
export class DealPriceBody {
  dealId: string;
  programVersion: string;
  /** True where the vendor does not publish its rates and these are made up. */
  illustrative: boolean;
  /** "sourced", "halfRate", "cosell" or "listPrice". */
  as: string;
  because: string;
  /** True where it rests on a holder that was found but not yet decided. */
  provisional: boolean;
  currency: string;
  prices: PartyPriceBody[];
}

/** @returns the price with what the caller may see of it: to a partner its own alone */
export function dealPriceBody(priced: DealPriced, caller: Caller): DealPriceBody {
  const { registration, program, illustrative, way, provisional, prices } = priced;
  const partnerOf = { reseller: registration.partnerId, distributor: registration.distributorId };
  return {
    dealId: registration.dealId,
    programVersion: program,
    illustrative,
    as: way.as,
    because: way.because,
    provisional,
    currency: registration.value.currency,
    prices: prices.flatMap(({ party, lines, list, net }) => {
      const partnerId = partnerOf[party];
      if (partnerId === undefined || !maySee(caller, partnerId)) return [];
      return [
        {
          party,
          partnerId,
          list: formatAmount(list),
          net: formatAmount(net),
          lines: lines.map((line) => ({
            family: line.family,
            part: line.part,
            list: formatAmount(line.list),
            discount: percent(line.discount),
            net: formatAmount(line.net),
          })),
        },
      ];
    }),
  };
}
