import {
  currency,
  fiscalQuarter,
  isoDate,
  money,
  toJson,
  zero,
  type Currency,
  type Decision,
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { conversionBy, type Conversion } from '@accord/rates';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { answerPayment } from '../bank-answers/answer-payment';
import type { BankAnswer } from '../bank-answers/bank-answer';
import type { HoldScope } from '../account/hold';
import { decideWriteOff } from '../decide-write-off/decide-write-off';
import { sumsOf } from '../estimate-earnings/earned-sums';
import { estimateAccount } from '../estimate-earnings/estimate-account';
import { instructPayment } from '../instruct-payments/instruct-payment';
import { issuePage, type ApprovedPayout } from '../issue-payout/issue-payout';
import { placeHold } from '../place-hold/place-hold';
import { postClaim } from '../post-claim/post-claim';
import { proposeWriteOff } from '../propose-write-off/propose-write-off';
import { receiveRepayment } from '../receive-repayment/receive-repayment';
import { recordOpening } from '../record-opening/record-opening';
import { releaseHold } from '../release-hold/release-hold';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS, type PayoutTerms } from '../statement/payout-terms';
import type { Fact, Taxed } from './account-model';
import { cut, earning } from './statement-runs';

const OF = { accountId: 'e.fjord.USD', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
const ON = isoDate('2026-06-15');
const CUT = cut('2026-06-15');
const TAX = { rate: '15%', legalBasis: 'EStG 50a', rounding: 'half-up' } as const;
const TERMS: Record<Taxed, PayoutTerms> = {
  no: USUAL_TERMS,
  gross: { ...USUAL_TERMS, withholding: TAX },
  net: { ...USUAL_TERMS, withholding: { ...TAX, base: 'net' } },
};
const [USD, EUR] = [currency('USD'), currency('EUR')];
/** Dollars for a euro when it is instructed, when it leaves and when it comes back. */
const RATES = { instructed: '1.0389', confirmed: '1.04', returned: '1.03' } as const;
const conversion = (dollars: string, from: Currency, to: Currency): Conversion => {
  const rates = { USD: dollars };
  const found = conversionBy(
    { publication: 'p', source: 'ecb', publishedOn: ON, base: EUR, rates },
    { source: 'ecb', day: ON, maxAgeDays: 5, from, to },
  );
  if ('missing' in found) throw new Error(found.missing);
  return found;
};
const FIONA = { principal: 'fiona', onBehalfOf: null };
const CARL = { principal: 'carl', onBehalfOf: null };
const usd = (minor: bigint) => toJson(money(minor, currency('USD')));

/** The account as the deciders keep it, and everything that happened to it. */
export class AccountUnderModel {
  state: Account = account.initial;
  readonly events: AccountEvent[] = [];
  readonly drafts: Draft[] = [];
  /** Every state with a copy of what it was. */
  readonly states: { readonly state: Account; readonly copy: Account }[] = [];
  /** What the journal lines add up to by account and, if not in dollars, currency: debits less credits. */
  readonly journal: Record<string, bigint> = {};
  /** Codes of refusals so far. */
  readonly refusals: string[] = [];

  claim(lineId: string, minor: bigint): string {
    const claim = {
      lineId,
      programId: 'gitlab',
      fundId: 'fund',
      requestId: 'r1',
      claimId: lineId,
      amount: usd(minor),
      approvedOn: ON,
      sources: [],
    };
    return this.tell(postClaim(this.state, { ...OF, claim, contra: '4910' }));
  }

  takeOver(carried: bigint, paid: bigint, receivable: bigint): string {
    const amounts = {
      carriedForward: usd(carried),
      paid: usd(paid),
      receivable: usd(receivable),
    };
    const opening = { openingId: 'o', cutoverOn: ON, balance: { ...OF, ...amounts }, sources: [] };
    return this.tell(recordOpening(this.state, { ...OF, ...opening }));
  }

  hold(scope: HoldScope): string {
    const holdId = `h${this.events.length}`;
    const hold = { ...OF, holdId, scope, reason: 'audit', placedOn: ON };
    return this.tell(placeHold(this.state, hold));
  }

  release(holdId: string): string {
    return this.tell(releaseHold(this.state, { holdId, reason: 'fine', releasedOn: ON }));
  }

  /** A statement of everything that is known, as it would be proposed. */
  draft(facts: ReadonlyMap<string, Fact>, taxed: Taxed): void {
    const said = draftLines(earningsOf(facts), this.state, CUT);
    const pages = pagesOf(said, this.state, {
      book: CUT.book,
      currency: 'USD',
      terms: TERMS[taxed],
      isAccrued: this.state.accruals.has(CUT.book),
    });
    const terms = taxed !== 'no' && { terms: TERMS[taxed] };
    this.drafts.push({ ...OF, accountRevision: this.state.revision, ...terms, pages });
  }

  estimate(facts: ReadonlyMap<string, Fact>): string {
    const of = { estimateId: 'e', position: '1000', estimatedOn: ON };
    return this.tell(
      estimateAccount(this.state, { ...OF, ...of, sums: sumsOf(earningsOf(facts)) }),
    );
  }

  proposeWriteOff(minor: bigint): string {
    const amount = money(minor, USD);
    const of = { writeOffId: `w${this.events.length}`, book: OF.book, proposedOn: ON };
    return this.tell(proposeWriteOff(this.state, { ...of, amount, proposedBy: FIONA }));
  }

  repay(minor: bigint): string {
    const of = { repaymentId: `p${this.events.length}`, book: OF.book, receivedOn: ON };
    const amount = money(minor, USD);
    return this.tell(
      receiveRepayment(this.state, { ...of, amount, receivedBy: FIONA, reference: null }),
    );
  }

  decideWriteOff(effect: 'approve' | 'reject', isSamePerson: boolean): string {
    const by = isSamePerson ? FIONA : CARL;
    const writeOffId = [...this.state.writeOffs.keys()][0] ?? 'none';
    return this.tell(decideWriteOff(this.state, { writeOffId, effect, today: ON, by }));
  }

  issue(nth: number): string {
    const draft = this.drafts[nth];
    if (!draft || draft.pages.length === 0) return 'nothing-drafted';
    return this.tell(issuePage(this.state, approved(nth), draft, 1, ON));
  }

  instruct(payoutId: string, isInEuros: boolean): string {
    const of = { ...OF, payoutId, details: { detailsId: 'd', versionId: 'v', hash: 'h' } };
    const by = { source: 'ecb', day: ON, to: 'EUR', rounding: 'half-up' } as const;
    const rate = { ...by, conversion: conversion(RATES.instructed, USD, EUR) };
    return this.tell(instructPayment(this.state, { ...of, ...(isInEuros && { rate }) }));
  }

  answer(nth: number, verdict: BankAnswer['verdict']): string {
    const paymentId = [...this.state.payments.keys()][nth] ?? 'none';
    const answer = { verdict, amount: null };
    const dollars = RATES[verdict.kind === 'confirmed' ? 'confirmed' : 'returned'];
    const back = conversion(dollars, EUR, USD);
    const of = { paymentId, answer, book: OF.book, sha256: 'f', back };
    return this.tell(answerPayment(this.state, of));
  }

  /** @returns the code of the refusal, or what came of it */
  private tell(decision: Decision<AccountEvent>): string {
    if (decision.kind === 'rejected') {
      const code = decision.rejections[0]?.code ?? '';
      this.refusals.push(code);
      return code;
    }
    for (const event of decision.events) {
      this.states.push({ state: this.state, copy: structuredClone(this.state) });
      this.state = account.evolve(this.state, event);
      this.events.push(event);
      for (const { account: code, side, amount } of event.data.postings.flatMap((p) => p.lines)) {
        const debit = side === 'debit' ? BigInt(amount.minor) : -BigInt(amount.minor);
        const name = amount.currency === 'USD' ? code : `${code} ${amount.currency}`;
        this.journal[name] = (this.journal[name] ?? 0n) + debit;
      }
    }
    return decision.events.length > 0 ? 'done' : 'unchanged';
  }
}

const earningsOf = (facts: ReadonlyMap<string, Fact>): EarningLine[] =>
  [...facts].flatMap(([lineId, fact]) => earningOf(lineId, fact));

function earningOf(lineId: string, { kind, owed, due, deal }: Fact): EarningLine[] {
  if (kind === 'claim' || kind === 'opening') return [];
  return [
    earning(lineId, 0, {
      kind: kind === 'referral' ? 'referralFee' : 'countTierRebate',
      amount: usd(owed),
      zeroReason: owed === 0n ? 'The sale was reversed' : null,
      dueOn: due ? ON : null,
      dealId: deal ?? 'none',
    }),
  ];
}

const approved = (run: number): ApprovedPayout => ({
  proposal: {
    payoutId: `run ${run}`,
    book: OF.book,
    quarter: fiscalQuarter('FY2027-Q1'),
    kind: 'quarterly',
    payOn: ON,
    proposalId: 'p',
    entity: 'e',
    position: '1000',
    statements: 1,
    lines: 1,
    total: toJson(zero(currency('USD'))),
    root: 'a'.repeat(64),
    proposedBy: FIONA,
  },
});
