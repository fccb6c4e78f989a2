import {
  currency,
  fiscalQuarter,
  isoDate,
  money,
  toJson,
  zero,
  type Decision,
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { answerPayment } from '../bank-answers/answer-payment';
import type { BankAnswer } from '../bank-answers/bank-answer';
import type { HoldScope } from '../account/hold';
import { instructPayment } from '../instruct-payments/instruct-payment';
import { issuePage, type ApprovedPayout } from '../issue-payout/issue-payout';
import { placeHold } from '../place-hold/place-hold';
import { postClaim } from '../post-claim/post-claim';
import { recordOpening } from '../record-opening/record-opening';
import { releaseHold } from '../release-hold/release-hold';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import type { Fact } from './account-model';
import { cut, earning } from './statement-runs';

const OF = { accountId: 'e.fjord.USD', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
const ON = isoDate('2026-06-15');
const CUT = cut('2026-06-15');
const SCOPE = { book: CUT.book, currency: 'USD', terms: USUAL_TERMS };
const usd = (minor: bigint) => toJson(money(minor, currency('USD')));

/** The account as the deciders keep it, and everything that happened to it. */
export class AccountUnderModel {
  state: Account = account.initial;
  readonly events: AccountEvent[] = [];
  readonly drafts: Draft[] = [];
  /** Every state with a copy of what it was. */
  readonly states: { readonly state: Account; readonly copy: Account }[] = [];
  /** What the journal lines add up to by account: debits less credits. */
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
  draft(facts: ReadonlyMap<string, Fact>): void {
    const earnings = [...facts].flatMap(([lineId, fact]) => earningOf(lineId, fact));
    const pages = pagesOf(draftLines(earnings, this.state, CUT), this.state, SCOPE);
    this.drafts.push({ ...OF, accountRevision: this.state.revision, pages });
  }

  issue(nth: number): string {
    const draft = this.drafts[nth];
    if (!draft || draft.pages.length === 0) return 'nothing-drafted';
    return this.tell(issuePage(this.state, approved(nth), draft, 1, ON));
  }

  instruct(payoutId: string): string {
    const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
    return this.tell(instructPayment(this.state, { ...OF, payoutId, details }));
  }

  answer(nth: number, verdict: BankAnswer['verdict']): string {
    const paymentId = [...this.state.payments.keys()][nth] ?? 'none';
    const answer = { verdict, amount: null };
    return this.tell(answerPayment(this.state, { paymentId, answer, book: OF.book, sha256: 'f' }));
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
        this.journal[code] = (this.journal[code] ?? 0n) + debit;
      }
    }
    return decision.events.length > 0 ? 'done' : 'unchanged';
  }
}

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
    proposedBy: { principal: 'fiona', onBehalfOf: null },
  },
});
