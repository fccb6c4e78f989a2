import { Inject, Injectable } from '@nestjs/common';
import {
  add,
  fromJson,
  subtract,
  type IsoDate,
  type LogPosition,
  type Money,
  type Recorded,
} from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Fund } from '../fund';
import type { FundEvent, RequestTerms } from '../fund.events';
import { FUNDS } from '../funds.token';

/** A claim that was approved, and what became of its amount. */
export interface ApprovedClaim {
  readonly programId: string;
  readonly partnerId: string;
  /** Approved less clawed back. */
  readonly amount: Money;
  /** What somebody else owes the vendor of it; null: nobody does. */
  readonly refund: { readonly party: string; readonly amount: Money } | null;
  readonly approvedOn: IsoDate;
  /** How it is paid and booked, by the terms of its request; empty: as usual. */
  readonly terms: Pick<RequestTerms, 'setOff' | 'account'>;
  /** The events that say so, in order. */
  readonly events: readonly Recorded[];
}

/** What other contexts may ask about claims on funds. */
@Injectable()
export class ClaimDirectory {
  constructor(@Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>) {}

  /**
   * @param upTo log position through which events count
   * @returns undefined when the claim was not approved by then
   */
  async approved(
    fundId: string,
    claimId: string,
    upTo: LogPosition,
  ): Promise<ApprovedClaim | undefined> {
    let programId: string | undefined;
    let claim: Omit<ApprovedClaim, 'programId'> | undefined;
    const terms = new Map<string, RequestTerms>();
    for (const event of await this.funds.events(fundId, 0, upTo)) {
      if (event.type === 'FundOpened') programId = event.data.programId;
      if (isHeldTo(event)) terms.set(event.data.requestId, event.data.terms);
      if (!('claimId' in event.data) || event.data.claimId !== claimId) continue;
      if (event.type === 'ClaimApproved') {
        const { requestId, partnerId, amount, refund, approvedOn } = event.data;
        claim = {
          terms: paidUnder(terms.get(requestId)),
          partnerId,
          amount: fromJson(amount),
          refund: refund && { party: refund.party, amount: fromJson(refund.amount) },
          approvedOn,
          events: [event],
        };
      } else if (event.type === 'ClaimClawedBack' && claim) {
        const { amount: back, refund: less } = event.data;
        const amount = subtract(claim.amount, fromJson(back));
        const refund =
          claim.refund && less
            ? { ...claim.refund, amount: subtract(claim.refund.amount, fromJson(less.amount)) }
            : claim.refund;
        claim = { ...claim, amount, refund, events: [...claim.events, event] };
      }
    }
    return claim && programId !== undefined ? { programId, ...claim } : undefined;
  }

  /**
   * @param upTo log position through which events count
   * @returns what a co-op fund whose bookings were too little paid out instead, less what went back with undone
   *   bookings; undefined when nothing was paid out
   */
  async paidOut(fundId: string, upTo: LogPosition): Promise<ApprovedClaim | undefined> {
    let programId: string | undefined;
    let claim: Omit<ApprovedClaim, 'programId'> | undefined;
    for (const event of await this.funds.events(fundId, 0, upTo)) {
      if (event.type === 'FundOpened') programId = event.data.programId;
      if (event.type === 'CoopSettled' && event.data.outcome === 'paid-out') {
        const { partnerId, settledOn: approvedOn } = event.data;
        const amount = fromJson(event.data.amount);
        claim = {
          partnerId,
          approvedOn,
          terms: {},
          refund: null,
          amount: claim ? add(claim.amount, amount) : amount,
          events: [...(claim?.events ?? []), event],
        };
      } else if (isTakenBack(event) && event.data.rebate && claim) {
        const amount = subtract(claim.amount, fromJson(event.data.rebate));
        claim = { ...claim, amount, events: [...claim.events, event] };
      }
    }
    return claim && programId !== undefined ? { programId, ...claim } : undefined;
  }
}

const isTakenBack = <E extends FundEvent>(
  event: E,
): event is E & Extract<FundEvent, { type: 'CoopTakenBack' | 'CoopRevised' }> =>
  event.type === 'CoopTakenBack' || event.type === 'CoopRevised';

type HeldTo = Extract<FundEvent, { type: 'FundsRequestApproved' | 'FundsRequestReallocated' }>;

const isHeldTo = <E extends FundEvent>(event: E): event is E & HeldTo =>
  event.type === 'FundsRequestApproved' || event.type === 'FundsRequestReallocated';

const paidUnder = (terms: RequestTerms | undefined): ApprovedClaim['terms'] => ({
  ...(terms?.setOff === false && { setOff: terms.setOff }),
  ...(terms?.account && { account: terms.account }),
});
