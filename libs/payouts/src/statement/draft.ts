import {
  canonicalJson,
  currency as currencyOf,
  sha256Hex,
  type IsoDate,
  type LogPosition,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import { book } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import { cutPages } from './cut-pages';
import type { StatementLine } from './statement-line';
import { statementPostings } from './statement-postings';

/** One page of a statement that is proposed. */
export interface DraftPage {
  readonly lines: readonly StatementLine[];
  readonly postings: readonly FinancialPosting[];
}

/** Cuts a statement into pages that each balance; later ones build on the balances of earlier ones. */
export function pagesOf(
  lines: readonly StatementLine[],
  balances: AccountBalances,
  currency: string,
): DraftPage[] {
  const pages: DraftPage[] = [];
  let standing = balances;
  for (const part of cutPages(lines)) {
    const postings = statementPostings(part, standing, currencyOf(currency));
    standing = book(standing, postings);
    pages.push({ lines: part, postings });
  }
  return pages;
}

/** A whole statement as it is proposed for one account at one revision. */
export interface Draft {
  readonly accountId: string;
  readonly partnerId: string;
  /** Revision of the account's stream that the draft builds on; -1: there is none yet. */
  readonly accountRevision: number;
  readonly pages: readonly DraftPage[];
}

/** @returns SHA-256 of the draft's canonical JSON: what a partner or auditor can recompute */
export const draftHash = (draft: Draft): string => sha256Hex(canonicalJson(draft));

/** What all drafts of a run add up to for approval: SHA-256 over cut and drafts, ordered by account. */
export const rootHash = (
  cut: { readonly position: LogPosition; readonly payOn: IsoDate },
  drafts: readonly Draft[],
): string =>
  sha256Hex(
    canonicalJson({
      position: cut.position.toString(),
      payOn: cut.payOn,
      drafts: drafts
        .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
        .map((draft) => ({ accountId: draft.accountId, hash: draftHash(draft) })),
    }),
  );
