import * as fc from 'fast-check';
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
import { decideWriteOff } from '../decide-write-off/decide-write-off';
import { instructPayment } from '../instruct-payments/instruct-payment';
import { placeHold } from '../place-hold/place-hold';
import { postClaim } from '../post-claim/post-claim';
import { proposeWriteOff } from '../propose-write-off/propose-write-off';
import { claimOf, claimed, cut, earning, issue } from '../spec-support/statement-runs';
import { pagesOf, type Draft } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { issuePage, type ApprovedPayout } from './issue-payout';

const OF = {
  accountId: 'gitlabinc.fjord.USD',
  partnerId: 'fjord',
  book: 'gitlab',
  currency: 'USD',
};
const ON = isoDate('2026-09-15');
const SEPTEMBER = cut('2026-09-14');

const q2: ApprovedPayout = {
  proposal: {
    payoutId: 'q2',
    book: 'gitlab',
    quarter: fiscalQuarter('FY2027-Q2'),
    kind: 'quarterly',
    payOn: isoDate('2026-09-14'),
    proposalId: 'p',
    entity: 'gitlabinc',
    position: '1000',
    statements: 1,
    lines: 1,
    total: toJson(zero(currency('USD'))),
    root: 'a'.repeat(64),
    proposedBy: { principal: 'fiona', onBehalfOf: null },
  },
};

const take = (state: Account, decision: Decision<AccountEvent>): Account =>
  decision.kind === 'rejected' ? state : decision.events.reduce(account.evolve, state);
const instructed = (state: Account): Account =>
  take(
    state,
    instructPayment(state, {
      ...OF,
      payoutId: 'q1',
      details: { detailsId: 'd', versionId: 'v', hash: 'h' },
    }),
  );
const answered = (state: Account, verdict: BankAnswer['verdict']): Account =>
  [...state.payments.keys()].reduce((so, paymentId) => {
    const answer = { verdict, amount: null };
    return take(so, answerPayment(so, { paymentId, answer, book: 'gitlab', sha256: 'f' }));
  }, state);
const confirmed = (state: Account): Account => answered(state, { kind: 'confirmed' });
const returned = (state: Account): Account =>
  answered(state, { kind: 'returned', how: 'sent-back', reasonCode: null });

/** What is proposed for the account as it stands. */
const draftOf = (state: Account, facts: readonly EarningLine[]): Draft => ({
  ...OF,
  accountRevision: state.revision,
  pages: pagesOf(draftLines(facts, state, SEPTEMBER), state, { ...OF, terms: USUAL_TERMS }),
});
const codesOf = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

describe('Issuing into an account in which something happened since the proposal', () => {
  const paid = [earning('a', 1_000)];
  const before = issue(account.initial, draftLines(paid, account.initial, SEPTEMBER), 'q1');

  it('goes on after payments and answers of the bank: 1,000 paid, 500 payable', () => {
    const draft = draftOf(before, [...paid, earning('b', 500)]);
    const state = confirmed(instructed(before));
    const after = take(state, issuePage(state, q2, draft, 1, ON));
    expect(after.balances).toMatchObject({ paid: 100_000n, payable: 50_000n, receivable: 0n });
    expect(after.unpaid).toEqual(['q2.fjord']);
  });

  it('leaves it out when a payment took what the statement would take back', () => {
    const draft = draftOf(before, [earning('a', 400)]);
    const state = instructed(before);
    expect(codesOf(issuePage(state, q2, draft, 1, ON))).toEqual(['account-moved']);
    // Drafted anew it says that the partner owes 600.
    const again = draftOf(state, [earning('a', 400)]);
    const after = take(state, issuePage(state, q2, again, 1, ON));
    expect(after.balances).toMatchObject({ inFlight: 100_000n, payable: 0n, receivable: 60_000n });
  });

  it('leaves it out after a claim or a hold', () => {
    const draft = draftOf(before, [...paid, earning('b', 500)]);
    const hold = placeHold(before, {
      ...OF,
      holdId: 'h',
      scope: { kind: 'line', lineId: 'b' },
      reason: 'r',
      placedOn: ON,
    });
    for (const state of [claimed(before, 3_000), take(before, hold)]) {
      expect(codesOf(issuePage(state, q2, draft, 1, ON))).toEqual(['account-moved']);
    }
  });

  it('pays nothing twice and takes nothing below zero, whatever the bank says meanwhile', () => {
    const step = fc.constantFrom(instructed, confirmed, returned);
    const dollars = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 4 }),
        fc.array(step, { maxLength: 6 }),
        dollars,
        (earlier, between, now) => {
          const start = earlier.reduce((so, one) => one(so), before);
          const draft = draftOf(start, [earning('a', now)]);
          const state = between.reduce((so, one) => one(so), start);
          const decision = issuePage(state, q2, draft, 1, ON);
          const isIssued = draft.pages.length > 0 && decision.kind === 'accepted';
          const after = isIssued ? take(state, decision) : state;
          for (const minor of Object.values(after.balances)) {
            expect(minor).toBeGreaterThanOrEqual(0n);
          }
          const { payable, inFlight, paid: out, receivable } = after.balances;
          expect(payable + inFlight + out - receivable).toBe(BigInt(isIssued ? now : 1_000) * 100n);
          // What moved nothing that the statement rests on never leaves it out.
          const isSame = canonicalBalances(state) === canonicalBalances(start);
          if (draft.pages.length > 0 && isSame) expect(isIssued).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('While pages of a statement are missing', () => {
  const q1 = [earning('a', 1_000)];
  const sales = Array.from({ length: 200 }, (_, i) => earning(`b${String(i).padStart(3, '0')}`, 1));
  const claim = claimOf(300);

  it('takes nothing back of a claim: the page that pays it comes first', () => {
    const state = claimed(account.initial, 300);
    const draft = draftOf(state, sales);
    expect(draft.pages.map(({ lines }) => lines.at(-1)?.lineId)).toEqual(['b199', claim.lineId]);
    const begun = take(state, issuePage(state, q2, draft, 1, ON));
    const takenBack = { ...OF, claim: claimOf(0), contra: '4910' } as const;
    expect(codesOf(postClaim(begun, takenBack))).toEqual(['statement-unfinished']);
    // More of it takes nothing out of the pages to come.
    expect(codesOf(postClaim(begun, { ...takenBack, claim: claimOf(400) }))).toEqual([]);

    const issued = take(begun, issuePage(begun, q2, draft, 2, ON));
    const after = take(issued, postClaim(issued, takenBack));
    expect(after.balances).toMatchObject({ earned: 0n, payable: 50_000n, receivable: 30_000n });
  });

  it('gives up nothing that the pages to come set off', () => {
    const owing = confirmed(
      instructed(issue(account.initial, draftLines(q1, account.initial, SEPTEMBER), 'q0')),
    );
    const less = issue(owing, draftLines([earning('a', 700)], owing, SEPTEMBER), 'q1');
    const by = { principal: 'carl', onBehalfOf: null };
    const proposedBy = { principal: 'fiona', onBehalfOf: null };
    const amount = money(30_000n, currency('USD'));
    const asked = { writeOffId: 'w', book: 'gitlab', amount, proposedOn: ON, proposedBy };
    const state = take(less, proposeWriteOff(less, asked));
    const draft = draftOf(state, [earning('a', 700), ...sales, earning('c', 100)]);
    const begun = take(state, issuePage(state, q2, draft, 1, ON));
    const approve = { writeOffId: 'w', effect: 'approve', today: ON, by } as const;
    expect(begun.balances).toMatchObject({ payable: 0n, receivable: 10_000n });
    expect(codesOf(decideWriteOff(begun, { ...approve, effect: 'reject' }))).toEqual([]);
    expect(codesOf(decideWriteOff(begun, approve))).toEqual(['statement-unfinished']);

    const issued = take(begun, issuePage(begun, q2, draft, 2, ON));
    expect(issued.balances).toMatchObject({ payable: 0n, receivable: 0n });
    expect(codesOf(decideWriteOff(issued, approve))).toEqual(['more-than-owed']);
  });
});

const canonicalBalances = ({ balances: { payable, receivable } }: Account): string =>
  `${payable} ${receivable}`;
