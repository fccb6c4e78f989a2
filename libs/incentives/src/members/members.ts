import { ratioText, sha256Hex, type FiscalQuarter, type IsoDate } from '@accord/kernel';
import type { claimsIn } from '../calculate-earnings';
import { claimIdOf, lineIdOf, type Claim } from '../calculation/claim';
import { countedServices } from '../calculation/count-tier-rebate';
import { countedSales, partnerOf } from '../calculation/formula-rebate';
import { idOf, type FormulaSale } from '../calculation/formula-sale';
import { keyOf, keyOfGuarantee } from '../calculation/groups';
import { guaranteedTo, guaranteeIdOf } from '../calculation/guarantees';
import { Measures, total } from '../calculation/measures';
import { weigh, type Weighed } from '../calculation/weigh';
import type { EarningLine, SourceEvent } from '../earning-line';
import type { LineMeasure } from './line-measure';

/** One of what a line counts or sums. */
export interface Member {
  /** What goes into the hash: `<deal>:<sale>`, of services the deal alone. */
  readonly memberId: string;
  readonly partnerId: string;
  readonly dealId: string;
  readonly saleId: string;
  readonly bookedOn: IsoDate;
  readonly quarter: FiscalQuarter;
  /** Its part of the sum, exact; null where members are counted alone. */
  readonly exact: string | null;
  readonly sources: readonly SourceEvent[];
}

/** @returns SHA-256 over the sorted ids of members, one per line */
export const hashOfMembers = (members: readonly Pick<Member, 'memberId'>[]): string =>
  sha256Hex(
    members
      .map(({ memberId }) => memberId)
      .toSorted()
      .join('\n'),
  );

/**
 * What a line counts or sums, one by one, reckoned anew from the facts that it was reckoned from.
 * @param found every claim of the line's group, every other claim on the sales among them, and every
 *   guarantee of its partner
 * @returns ordered by id; undefined where the facts hold no claim for the line
 */
export function membersOf(
  line: EarningLine,
  { measure, input }: LineMeasure,
  { claims, owed, world }: ReturnType<typeof claimsIn>,
): Member[] | undefined {
  const weighed = weigh(claims, world);
  const own = weighed.claims.find((claim) => lineIdOf(claim) === claimIdOf(line));
  if (own && measure === 'tier') return servicesOf(own, weighed).toSorted(byId);
  const guarantee = owed.find((one) => guaranteeIdOf(one) === line.lineId);
  const key = own ? keyOf({ claim: own }) : guarantee && keyOfGuarantee(guarantee);
  const partnerId = own?.deal.partnerId ?? guarantee?.partnerId;
  if (key === undefined || partnerId === undefined) return undefined;
  const group = weighed.formulas.filter((sale) => keyOf(sale) === key);
  const counted = countedSales(group).filter((sale) => partnerOf(sale) === partnerId);
  const over = input ?? { fact: 'sales', over: 'quarter' };
  const measures = new Measures(counted, guaranteedTo(partnerId, line, world));
  return measures
    .salesOver(over, line.quarter)
    .map((sale) => {
      const exact = input && ratioText(total(input, [sale]));
      return { ...memberOf(sale.claim, idOf(sale)), exact };
    })
    .toSorted(byId);
}

function servicesOf(own: Claim, { services }: Weighed): Member[] {
  const counted = countedServices(services.filter(isWith(own)));
  return counted.map(({ claim }) => memberOf(claim, claim.deal.dealId));
}

const isWith =
  (own: Claim) =>
  (one: Pick<FormulaSale, 'claim'>): boolean =>
    keyOf(one) === keyOf({ claim: own });

const memberOf = ({ deal, sale, quarter }: Claim, memberId: string): Member => ({
  memberId,
  partnerId: deal.partnerId,
  dealId: deal.dealId,
  saleId: sale.saleId,
  bookedOn: sale.bookedOn,
  quarter,
  exact: null,
  sources: [...deal.sources, ...sale.sources],
});

const byId = (a: Member, b: Member): number =>
  a.memberId < b.memberId ? -1 : a.memberId > b.memberId ? 1 : a.saleId < b.saleId ? -1 : 1;
