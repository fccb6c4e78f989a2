import { accepted, fromJson, posting, type Decision, type IsoDate } from '@accord/kernel';
import type { SourceEvent } from '@accord/incentives';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { OpeningBalance } from '../opening/opening.events';

export interface RecordOpening {
  readonly openingId: string;
  readonly book: string;
  readonly currency: string;
  readonly cutoverOn: IsoDate;
  readonly balance: OpeningBalance;
  /** The proposal and its confirmation. */
  readonly sources: readonly SourceEvent[];
}

export const openingLineId = (openingId: string): string => `opening:${openingId}`;

/**
 * Begins an account with what the books that came before say, against 3900: what they were booked
 * against then is in those books. Once; the same opening again adds nothing.
 */
export function recordOpening(
  state: Account,
  { openingId, book, currency, cutoverOn, balance, sources }: RecordOpening,
): Decision<AccountEvent> {
  const lineId = openingLineId(openingId);
  if (state.openings.has(lineId)) return accepted();
  const { accountId, partnerId, carriedForward, paid, receivable } = balance;
  const postings = [
    posting(
      'OB',
      { debit: '3900', credit: '2110', amount: fromJson(carriedForward) },
      { debit: '3900', credit: '1200', amount: fromJson(paid) },
      { debit: '1100', credit: '3900', amount: fromJson(receivable) },
    ),
  ].filter(({ lines }) => lines.length > 0);
  const opening = {
    lineId,
    programId: book,
    openingId,
    amount: carriedForward,
    cutoverOn,
    sources,
  };
  return accepted({
    type: 'OpeningBalanceRecorded',
    data: { accountId, partnerId, book, currency, opening, paid, receivable, postings },
  });
}
