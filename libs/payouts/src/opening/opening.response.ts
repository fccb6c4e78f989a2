import { formatAmount, fromJson, type MoneyJson } from '@accord/kernel';
import type { Opening } from './opening';

export class OpeningBalanceBody {
  partnerId: string;
  accountId: string;
  carriedForward: string;
  paid: string;
  receivable: string;
}

/** The balances with which a business begins here, for review. */
export class OpeningBody {
  openingId: string;
  status: 'proposed' | 'confirmed';
  book: string;
  entity: string;
  currency: string;
  cutoverOn: string;
  /** What a confirmation names. */
  hash: string;
  proposedBy: string;
  confirmedBy: string | null;
  balances: OpeningBalanceBody[];
}

export function openingBody(state: Exclude<Opening, { status: 'unknown' }>): OpeningBody {
  const { proposedBy, balances, ...proposal } = state.proposal;
  const text = (amount: MoneyJson): string => formatAmount(fromJson(amount));
  return {
    ...proposal,
    status: state.status,
    proposedBy: proposedBy.principal,
    confirmedBy: state.status === 'confirmed' ? state.confirmation.confirmedBy.principal : null,
    balances: balances.map(({ partnerId, accountId, carriedForward, paid, receivable }) => ({
      partnerId,
      accountId,
      carriedForward: text(carriedForward),
      paid: text(paid),
      receivable: text(receivable),
    })),
  };
}
