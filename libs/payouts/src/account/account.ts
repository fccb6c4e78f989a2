import { fromJson, type StreamType } from '@accord/kernel';
import type { Basis, ClaimLine } from '../statement/statement-line';
import { NOTHING_OWED, book, type AccountBalances } from './account-balances';
import { accountEvents, type AccountEvent } from './account.events';

/** What statements have said of a line so far. */
export interface PostedLine {
  /** What stands for it, in minor units. */
  readonly posted: bigint;
  /** The last statement that it stood on. */
  readonly statementId: string;
  readonly basis: Basis;
}

/** What is owed to one payee in one currency. The stream is the guard against paying twice. */
export interface Account {
  readonly balances: AccountBalances;
  readonly lines: ReadonlyMap<string, PostedLine>;
  /** Claims on funds, each as it stands. */
  readonly claims: ReadonlyMap<string, ClaimLine>;
  /** Payout runs that were issued into this account. */
  readonly payouts: ReadonlySet<string>;
}

export const account: StreamType<Account, AccountEvent> = {
  catalog: accountEvents,
  initial: { balances: NOTHING_OWED, lines: new Map(), claims: new Map(), payouts: new Set() },
  evolve(state, event) {
    const balances = book(state.balances, event.data.postings);
    switch (event.type) {
      case 'FundClaimPosted': {
        const { claim } = event.data;
        return { ...state, balances, claims: new Map(state.claims).set(claim.lineId, claim) };
      }
      case 'StatementIssued': {
        const { statementId, payoutId } = event.data;
        const lines = new Map(state.lines);
        for (const { lineId, basis, target } of event.data.lines) {
          lines.set(lineId, { posted: fromJson(target).minor, statementId, basis });
        }
        return { ...state, balances, lines, payouts: new Set(state.payouts).add(payoutId) };
      }
    }
  },
};
