import { debited, type StreamType } from '@accord/kernel';
import {
  coFunderEvents,
  type ClaimRefund,
  type CoFunder,
  type CoFunderEvent,
} from './co-funder.events';

/** What one co-funding party owes by one program in one currency. The stream is the guard. */
export interface CoFunderAccount {
  /** Whose it is; null: nothing happened yet. */
  readonly coFunder: CoFunder | null;
  /** 1150: owed and not received, in minor units; below zero where too much was received since. */
  readonly open: bigint;
  /** What is owed for each claim, by line. */
  readonly refunds: ReadonlyMap<string, ClaimRefund>;
}

export const coFunderAccount: StreamType<CoFunderAccount, CoFunderEvent> = {
  catalog: coFunderEvents,
  initial: { coFunder: null, open: 0n, refunds: new Map() },
  evolve(before, { type, data }) {
    const { accountId, party, entity, book, currency } = data;
    const state = {
      ...before,
      coFunder: { accountId, party, entity, book, currency },
      open: data.postings.reduce((so, posting) => so + debited(posting, '1150'), before.open),
    };
    switch (type) {
      case 'RefundPosted': {
        const { lineId, fundId, requestId, claimId, partnerId, amount, approvedOn, sources } = data;
        const refund = { fundId, requestId, claimId, partnerId, amount, approvedOn, sources };
        return { ...state, refunds: new Map(state.refunds).set(lineId, refund) };
      }
      case 'RefundReceived':
        return state;
    }
  },
};

/** Where stands what a party owes a legal entity by one program in one currency. */
export const coFunderId = ({
  entity,
  book,
  party,
  currency,
}: Omit<CoFunder, 'accountId'>): string => `${entity}.${book}.${party}.${currency}`;
