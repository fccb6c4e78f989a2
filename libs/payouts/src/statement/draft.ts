import {
  canonicalJson,
  currency as currencyOf,
  sha256Hex,
  type IsoDate,
  type LogPosition,
} from '@accord/kernel';
import { isUnpaidIn, type Account } from '../account/account';
import type { Drawn } from '../account/accrual';
import { book } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import { holdOnAccount } from '../account/hold';
import { broughtIn, carriedOut, carryForwardLine, isBroughtInOnly, toCarry } from './carry-forward';
import { cutPages } from './cut-pages';
import { apartAfter } from './kept-apart';
import type { PayoutTerms } from './payout-terms';
import type { StatementLine } from './statement-line';
import { drawnBy, statementPostings } from './statement-postings';
import { taxOn } from './tax';
import { taxPostings, withholdingLine } from './withholding';

/** One page of a statement that is proposed. */
export interface DraftPage {
  readonly lines: readonly StatementLine[];
  readonly postings: readonly FinancialPosting[];
  /** Absent: it takes nothing out of the accrual. */
  readonly drawn?: readonly Drawn[];
}

/** What of an account a statement builds on. */
type DraftBase = Pick<Account, 'balances' | 'holds' | 'apart' | 'lines' | 'unpaid' | 'unpaidTax'>;

/** What a statement is drafted for. */
export interface DraftScope {
  /** Program whose book it is. */
  readonly book: string;
  readonly currency: string;
  readonly terms: PayoutTerms;
  /** Whether what is earned is taken out of what was accrued; absent: nothing ever was. */
  readonly isAccrued?: boolean;
}

/**
 * Cuts a statement into pages that each balance; later ones build on the balances of earlier ones.
 * @returns none when there is nothing to say
 */
export function pagesOf(
  lines: readonly StatementLine[],
  account: DraftBase,
  scope: DraftScope,
): DraftPage[] {
  const parts = cutPages(lines);
  if (parts.length > 0) return postedPages(parts, account, scope);
  // What is carried forward is paid alone where the minimum is reached by now.
  const alone = postedPages([[]], account, scope);
  return alone.flatMap(({ lines }) => lines).some(isBroughtInOnly) ? alone : [];
}

/** Books pages of lines one after the other, and says on the last one what is carried forward and withheld. */
export function postedPages(
  parts: readonly (readonly StatementLine[])[],
  account: DraftBase,
  { book: programId, currency, terms, isAccrued = false }: DraftScope,
): DraftPage[] {
  const { balances, holds } = account;
  const brought = holdOnAccount(holds) ? 0n : balances.carried;
  const isUnpaid = isUnpaidIn(account);
  let standing = balances;
  let kept = account.apart;
  const pages = parts.map((lines, i): DraftPage => {
    const first = i === 0 ? broughtIn(brought, currency) : [];
    const base = {
      balances: book(standing, first),
      apart: kept.payable + (first.length > 0 ? kept.carried : 0n),
      isUnpaid,
    };
    const posted = statementPostings(lines, base, currencyOf(currency), terms, isAccrued);
    const postings = [...first, ...posted];
    kept = apartAfter(
      kept,
      standing,
      { lines, postings },
      { start: account.apart.payable, isUnpaid },
    );
    standing = book(standing, postings);
    const drawn = isAccrued ? drawnBy(lines, currencyOf(currency)) : [];
    return { lines, postings, ...(drawn.length > 0 && { drawn }) };
  });
  const carried = toCarry(balances, standing, terms);
  const last = pages.at(-1);
  if (!last) return pages;
  const ends: DraftPage[] = [last];
  if (brought !== 0n || carried !== 0n) {
    ends.push({
      lines: [carryForwardLine(programId, terms, { brought, carried }, currency)],
      postings: carriedOut(carried, currency),
    });
  }
  const { withholding } = terms;
  if (withholding) {
    const after = book(standing, carriedOut(carried, currency));
    const statement = {
      lines: parts.flat(),
      postings: pages.flatMap(({ postings }) => postings),
      before: balances,
      apart: account.apart.payable,
      unpaidTax: account.unpaidTax,
      isUnpaid,
      after,
      setOff: terms.setOff,
    };
    const tax = taxOn(statement, withholding, currency);
    if (tax.withheld !== 0n) {
      ends.push({
        lines: [withholdingLine(programId, withholding, tax, currency)],
        postings: taxPostings(tax, after, currency),
      });
    }
  }
  return [
    ...pages.slice(0, -1),
    {
      ...last,
      lines: ends.flatMap(({ lines }) => lines),
      postings: ends.flatMap(({ postings }) => postings),
    },
  ];
}

/** A whole statement as it is proposed for one account at one revision. */
export interface Draft {
  readonly accountId: string;
  readonly partnerId: string;
  /** Revision of the account's stream that the draft builds on; -1: there is none yet. */
  readonly accountRevision: number;
  /** Absent: the usual ones. */
  readonly terms?: PayoutTerms;
  readonly pages: readonly DraftPage[];
}

/** @returns SHA-256 of the draft's canonical JSON: what a partner or auditor can recompute */
export const draftHash = (draft: Draft): string => sha256Hex(canonicalJson(draft));

/** What a run's root holds of a draft. */
export interface HashedDraft {
  readonly accountId: string;
  readonly hash: string;
}

/** What all drafts of a run add up to for approval: SHA-256 over cut and drafts, ordered by account. */
export const rootHash = (
  cut: { readonly position: LogPosition; readonly payOn: IsoDate },
  drafts: readonly HashedDraft[],
): string =>
  sha256Hex(
    canonicalJson({
      position: cut.position.toString(),
      payOn: cut.payOn,
      drafts: drafts
        .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
        .map(({ accountId, hash }) => ({ accountId, hash })),
    }),
  );
