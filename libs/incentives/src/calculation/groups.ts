import type { Reach } from '@accord/programs';
import type { FiscalQuarter } from '@accord/kernel';
import type { Claim } from './claim';
import type { Guarantee } from './guarantees';

/**
 * What is reckoned together: everything on one sale under rules that look no further, else everything of one
 * partner in one quarter, in all quarters under a rule that looks beyond the quarter, and of all partners
 * under one that limits them together.
 */
export const groupOf = ({ deal, sale, quarter, rule, reach }: Claim): string =>
  reach === 'sale'
    ? `${deal.programId} sale ${sale.saleId}`
    : groupBeyond({ ...deal, quarter, rule: rule.rule, reach });

/** A guarantee is reckoned with the sales of its partner, of its quarter at least. */
export const groupOfGuarantee = ({ rule, reach, ...owed }: Guarantee): string =>
  groupBeyond({ ...owed, rule: rule.rule, reach: reach === 'sale' ? 'quarter' : reach });

function groupBeyond({
  programId,
  partnerId,
  quarter,
  rule,
  reach,
}: {
  readonly programId: string;
  readonly partnerId: string;
  readonly quarter: FiscalQuarter;
  readonly rule: string;
  readonly reach: Exclude<Reach, 'sale'>;
}): string {
  switch (reach) {
    case 'quarter':
      return `${programId} ${partnerId} ${quarter}`;
    case 'partner':
      return `${programId} ${partnerId} every ${rule}`;
    case 'everybody':
      return `${programId} everybody every ${rule}`;
  }
}

/** Claims of one group and rule are reckoned together. */
export const keyOf = ({ claim }: { readonly claim: Claim }): string =>
  `${groupOf(claim)} ${claim.rule.rule}`;

/** By the same key. */
export const keyOfGuarantee = (guarantee: Guarantee): string =>
  `${groupOfGuarantee(guarantee)} ${guarantee.rule.rule}`;
