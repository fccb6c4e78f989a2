import {
  currency as currencyOf,
  debited,
  fromJson,
  money,
  toJson,
  type IsoDate,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { accrualOf } from '../account/accrual';
import type { Payee } from '../account/payee';
import { accrualPostings } from '../estimate-earnings/accrual-postings';
import type { DraftPage } from '../statement/draft';
import { EXPENSES, type Expense } from '../statement/expense-of';

/** The page that is about to be issued. */
export interface AccruedPage extends Payee {
  readonly statementId: string;
  readonly page: number;
  /** Log position through which facts are in. */
  readonly position: string;
  readonly estimatedOn: IsoDate;
}

/**
 * Brings the accrual to what a page needs, just before it is issued. A page takes what it earns out of
 * the accrual: where less was accrued, the shortfall is (R1). One that was drafted before anything was
 * accrued books its own expense: what was accrued for it meanwhile goes back (R1 reversed). Thus what was
 * approved is issued word for word, whatever was estimated since.
 * @returns nothing where the accrual fits
 */
export function accrueStatement(
  { accruals }: Pick<Account, 'accruals'>,
  { accountId, partnerId, book, currency, ...of }: AccruedPage,
  content: Pick<DraftPage, 'postings' | 'drawn'>,
): AccountEvent[] {
  if (!accruals.has(book)) return [];
  const { open } = accrualOf(accruals, book);
  const amount = (minor: bigint) => toJson(money(minor, currencyOf(currency)));
  const targets = EXPENSES.flatMap((expense) => {
    const before = open[expense];
    const target = targetOf(expense, before, content);
    return target === before ? [] : [{ expense, before: amount(before), target: amount(target) }];
  });
  if (targets.length === 0) return [];
  const postings = accrualPostings(targets, 'R1');
  const data = { accountId, partnerId, book, currency, method: 'as-stated', ...of } as const;
  return [{ type: 'EstimatePosted', data: { ...data, parts: [], targets, postings } }];
}

function targetOf(
  expense: Expense,
  before: bigint,
  { postings, drawn }: Pick<DraftPage, 'postings' | 'drawn'>,
): bigint {
  const needed = drawn?.find((one) => one.expense === expense);
  if (needed) {
    const { minor } = fromJson(needed.amount);
    return minor > before ? minor : before;
  }
  const booked = postings
    .filter(({ rule }) => rule === 'R2')
    .reduce((so, posting) => so + debited(posting, expense), 0n);
  return booked < before ? before - booked : 0n;
}
