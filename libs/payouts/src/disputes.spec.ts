import { currency, isoDate, money, rejected, type Decision } from '@accord/kernel';
import { rulesOf } from '../../../test/support/sample-rules';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { AccountEvent } from './account/account.events';
import type { Disputed } from './account/dispute';
import { answerDispute } from './answer-dispute/answer-dispute';
import { sumsOf } from './estimate-earnings/earned-sums';
import { accountTargets } from './estimate-earnings/estimate-account';
import { missDispute } from './miss-dispute/miss-dispute';
import { disputeTerms } from './open-dispute/dispute-terms';
import { openDispute } from './open-dispute/open-dispute';
import { paidOn } from './open-dispute/paid-on';
import { amounts, claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';

const OF = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
const ISSUED = { issuedOn: isoDate('2026-06-15'), quarter: 'FY2027-Q1', paidOn: null };
const TERMS = disputeTerms(ISSUED, undefined);
const LINE: Disputed = { kind: 'line', lineId: 'a' };

const take = (state: Account, decision: Decision<AccountEvent>): Account => {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events.reduce(account.evolve, state);
};
const codesOf = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

const open = (
  state: Account,
  changes: { openedOn?: string; disputed?: Disputed; id?: string } = {},
  terms = TERMS,
) =>
  openDispute(
    state,
    {
      ...OF,
      disputeId: changes.id ?? 'd1',
      statementId: 'q1.fjord',
      root: 'r',
      disputed: changes.disputed ?? LINE,
      amount: usd(500),
      reason: 'Two services are missing',
      openedOn: isoDate(changes.openedOn ?? '2026-06-20'),
    },
    terms,
  );
const answer = (state: Account, accept: number | 'all' | null) =>
  answerDispute(state, {
    disputeId: 'd1',
    accept: typeof accept === 'number' ? money(BigInt(accept) * 100n, currency('USD')) : accept,
    reason: 'One was in time',
    today: isoDate('2026-07-01'),
  });

describe('A dispute', () => {
  const facts = [earning('a', 1_000)];
  const june = draftLines(facts, account.initial, cut('2026-06-15'));
  const issued = issue(account.initial, june, 'q1');

  it('is opened through the 30th day after the issue, and is to be answered within 14', () => {
    expect(open(issued, { openedOn: '2026-07-15' })).toMatchObject({
      events: [{ data: { answerBy: '2026-07-29', statementId: 'q1.fjord', root: 'r' } }],
    });
    expect(codesOf(open(issued, { openedOn: '2026-07-16' }))).toEqual(['dispute-window-over']);
  });

  it.each([
    ['the 45 days after the quarter, though it was issued on 20 May', '2026-05-20', '2026-06-29'],
    ['the 45 days after the quarter, issued on their last day', '2026-06-14', '2026-06-29'],
    ['its issue, where it comes after these', '2026-06-20', '2026-07-05'],
  ])('under a window of 15 days is opened until these are over since %s', (_, issued, last) => {
    const disputes = { windowDays: 15, answerDays: 14, start: { quarterEndPlusDays: 45 } };
    const gitlab = rulesOf('gitlab');
    const rules = { ...gitlab, payout: { ...gitlab.payout, disputes } };
    expect(disputeTerms({ ...ISSUED, issuedOn: isoDate(issued) }, rules)).toEqual({
      through: last,
      answerDays: 14,
    });
  });

  it('of a statement of GitLab`s is opened until 60 days after its quarter', () => {
    expect(disputeTerms(ISSUED, rulesOf('gitlab')).through).toBe('2026-06-30');
    const early = { ...ISSUED, issuedOn: isoDate('2026-06-01') };
    expect(disputeTerms(early, rulesOf('gitlab')).through).toBe('2026-06-29');
  });

  it('is opened once about one thing of a statement', () => {
    const state = take(issued, open(issued));
    expect(codesOf(open(state, { id: 'd2' }))).toEqual(['already-disputed']);
    const missing = open(state, { id: 'd2', disputed: { kind: 'missing', ref: 'deal 7' } });
    expect(take(state, missing).disputes.size).toBe(2);
  });

  it('accepted with 200 of 500 pays 200 once with the next statement, which names the line', () => {
    let state = take(issued, open(issued));
    state = take(state, answer(state, 200));
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 100_000n });
    const lines = draftLines(facts, state, cut('2026-09-14'));
    expect(amounts(lines)).toEqual([['adjustment:d1', 'payable', 200n]]);
    expect(lines[0]).toMatchObject({ corrects: 'q1.fjord' });
    expect(lines.map(lineBody)[0]?.derivation).toBe(
      'Dispute of line "a" on statement "q1.fjord", accepted on 2026-07-01 with 200.00 USD: One was in time',
    );
    state = issue(state, lines, 'q2');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 120_000n });
    expect(draftLines(facts, state, cut('2026-12-14'))).toEqual([]);
  });

  it('accepted as asked pays all of it, rejected pays nothing, and is answered once', () => {
    const state = take(issued, open(issued));
    expect(answer(state, 'all')).toMatchObject({
      events: [{ data: { outcome: 'accepted', adjustment: { amount: usd(500) } } }],
    });
    expect(answer(state, 200)).toMatchObject({
      events: [{ data: { outcome: 'accepted-in-part' } }],
    });
    const rejected = take(state, answer(state, null));
    expect(draftLines(facts, rejected, cut('2026-09-14'))).toEqual([]);
    const accepted = take(state, answer(state, 'all'));
    const ofCirrus = { ...cut('2026-09-14'), book: 'cirrus' };
    expect(draftLines([], accepted, ofCirrus)).toEqual([]);
    expect(codesOf(answer(rejected, 'all'))).toEqual(['dispute-answered']);
    expect(codesOf(answer(state, 501))).toEqual(['more-than-asked']);
    expect(codesOf(answer(state, 0))).toEqual(['nothing-accepted']);
    expect(codesOf(answer(issued, 'all'))).toEqual(['dispute-unknown']);
  });

  describe('that gave 500 on a line of 1,000, which the next statement paid,', () => {
    const opened = take(issued, open(issued));
    const granted = take(opened, answer(opened, 'all'));
    const paid = issue(granted, draftLines(facts, granted, cut('2026-09-14')), 'q2');
    const said = (state: Account, dollars: number, changes = {}) =>
      draftLines([earning('a', dollars, changes)], state, cut('2026-12-14'));

    it.each([
      ['500, pays nothing more', 1_500, 500n, -500n, 1_500n],
      ['300, leaves 200 of what was given', 1_300, 300n, -300n, 1_500n],
      ['700, pays the 200 that were not given', 1_700, 700n, -500n, 1_700n],
    ])('lifted later by a missing fact by %s', (_, dollars, more, less, payable) => {
      const lines = said(paid, dollars);
      expect(amounts(lines).map(([lineId, , amount]) => [lineId, amount])).toEqual([
        ['a', more],
        ['adjustment:d1', less],
      ]);
      const after = issue(paid, lines, 'q3');
      expect(after.balances).toEqual({ ...NOTHING_OWED, payable: payable * 100n });
      expect(said(after, dollars)).toEqual([]);
    });

    it('says so on the line that takes it back', () => {
      expect(said(paid, 1_300).map(lineBody)[1]).toMatchObject({
        corrects: 'q2.fjord',
        earned: '200.00',
        derivation:
          'Dispute of line "a" on statement "q1.fjord", accepted on 2026-07-01 with 500.00 USD: One was in time; the line itself gives 300.00 USD of it by now',
      });
      expect(said(paid, 1_500).map(lineBody)[1]?.zeroReason).toBe(
        'The line itself gives it by now',
      );
    });

    it('leaves nothing to accrue once the line gives it', () => {
      const after = issue(paid, said(paid, 1_500), 'q3');
      const of = { book: 'gitlab', currency: 'USD', sums: sumsOf([earning('a', 1_500)]) };
      expect(accountTargets(after, of)).toMatchObject({
        targets: [],
        parts: [
          { rule: 'dispute', earned: usd(0), settled: usd(0) },
          { rule: 'service-attach-rebate', earned: usd(1_500), settled: usd(1_500) },
        ],
      });
    });

    it('gives it again where the line falls back', () => {
      const after = issue(paid, said(paid, 1_500), 'q3');
      expect(amounts(said(after, 1_000))).toEqual([
        ['a', 'payable', -500n],
        ['adjustment:d1', 'payable', 500n],
      ]);
    });

    it('keeps it while the line is less than it was, or what it has more is not due', () => {
      expect(amounts(said(paid, 800))).toEqual([['a', 'payable', -200n]]);
      const later = said(paid, 1_500, { dueOn: isoDate('2027-03-15') });
      expect(amounts(later)).toEqual([['a', 'not-yet-due', 0n]]);
    });

    it('is set against the same 500 once where two disputes of the line have given', () => {
      const both = {
        ...paid,
        adjustments: new Map(
          [...paid.adjustments].flatMap(([lineId, one]) => [
            [lineId, one] as const,
            ['adjustment:d2', { ...one, lineId: 'adjustment:d2', amount: usd(300) }] as const,
          ]),
        ),
      };
      expect(amounts(said(both, 1_600))).toEqual([
        ['a', 'payable', 600n],
        ['adjustment:d1', 'zero', -500n],
        ['adjustment:d2', 'payable', 200n],
      ]);
    });
  });

  it('pays once what a late fact gives before the statement that would have paid the dispute', () => {
    const opened = take(issued, open(issued));
    const state = take(opened, answer(opened, 'all'));
    const lines = draftLines([earning('a', 1_500)], state, cut('2026-09-14'));
    expect(amounts(lines)).toEqual([
      ['a', 'payable', 500n],
      ['adjustment:d1', 'zero', 0n],
    ]);
    expect(issue(state, lines, 'q2').balances).toEqual({ ...NOTHING_OWED, payable: 150_000n });
  });

  it('of before it was recorded what the line stood at pays what it gave', () => {
    const opened = take(issued, open(issued));
    const state = take(opened, answer(opened, 'all'));
    const old = new Map(
      [...state.adjustments].map(([id, { stood: _stood, ...rest }]) => [id, rest] as const),
    );
    const lines = draftLines(
      [earning('a', 1_500)],
      { ...state, adjustments: old },
      cut('2026-09-14'),
    );
    expect(amounts(lines)).toEqual([
      ['a', 'payable', 500n],
      ['adjustment:d1', 'payable', 500n],
    ]);
  });

  it('is said to be overdue once, the day after the last one for an answer', () => {
    const state = take(issued, open(issued));
    const miss = (so: Account, on: string) => missDispute(so, { disputeId: 'd1', on: isoDate(on) });
    expect(miss(state, '2026-07-04')).toMatchObject({ events: [] });
    const late = take(state, miss(state, '2026-07-05'));
    expect(late.disputes.get('d1')).toMatchObject({ isOverdue: true, status: 'open' });
    expect(miss(late, '2026-07-06')).toMatchObject({ events: [] });
    const answered = take(state, answer(state, null));
    expect(miss(answered, '2026-07-06')).toMatchObject({ events: [] });
  });

  it('may be answered while a run waits for its approval, which stays as it was', () => {
    const state = take(issued, open(issued));
    expect(take(state, answer(state, 200)).movedAt).toBe(issued.movedAt);
  });
});

describe('A dispute of a line that pays a claim on a fund', () => {
  const CLAIM: Disputed = { kind: 'line', lineId: 'mdf:fund:c1' };
  const state = claimed(account.initial, 3_000);
  const paid = issue(state, draftLines([], state, cut('2026-06-15')), 'q1');
  const disputed = take(paid, open(paid, { disputed: CLAIM }));

  it('is not accepted: what it raised would be in no budget', () => {
    expect(answer(disputed, 'all')).toEqual(
      rejected(
        'paid-by-fund',
        'It pays claim "c1" on fund "fund": reject the dispute, and have the fund approve a claim for the rest',
      ),
    );
    expect(codesOf(answer(disputed, 200))).toEqual(['paid-by-fund']);
    expect(take(disputed, answer(disputed, null)).balances).toEqual(paid.balances);
  });

  it('is not accepted of what an earlier one had given for it either', () => {
    const given: AccountEvent = {
      type: 'DisputeAnswered',
      data: {
        ...OF,
        disputeId: 'd1',
        outcome: 'accepted',
        reason: 'r',
        answeredOn: isoDate('2026-07-01'),
        adjustment: {
          lineId: 'adjustment:d1',
          programId: 'gitlab',
          disputeId: 'd1',
          statementId: 'q1.fjord',
          disputed: CLAIM,
          amount: usd(500),
          contra: '4900',
          reason: 'r',
          decidedOn: isoDate('2026-07-01'),
        },
        postings: [],
      },
    };
    let later = account.evolve(disputed, given);
    later = issue(later, draftLines([], later, cut('2026-09-14')), 'q2');
    const again: Disputed = { kind: 'line', lineId: 'adjustment:d1' };
    later = take(later, open(later, { id: 'd2', disputed: again }));
    const answered = answerDispute(later, {
      disputeId: 'd2',
      accept: 'all',
      reason: 'r',
      today: isoDate('2026-10-01'),
    });
    expect(codesOf(answered)).toEqual(['paid-by-fund']);
  });
});

describe('A window that counts from the payment', () => {
  const gitlab = rulesOf('gitlab');
  const disputes = { windowDays: 30, answerDays: 14, start: 'payment' as const };
  const rules = { ...gitlab, payout: { ...gitlab.payout, disputes } };
  const terms = (paidOn: string | null) =>
    disputeTerms({ ...ISSUED, paidOn: paidOn === null ? null : isoDate(paidOn) }, rules);
  const facts = [earning('a', 1_000)];
  const june = draftLines(facts, account.initial, cut('2026-06-15'));
  const issued = issue(account.initial, june, 'q1');
  const opened = (paidOn: string | null, openedOn: string) =>
    codesOf(open(issued, { openedOn }, terms(paidOn)));

  it.each([
    ['2026-07-30', []],
    ['2026-07-31', []],
    ['2026-08-01', ['dispute-window-over']],
  ])('of 1 July is open through the 30th day after it, on %s: %j', (day, codes) => {
    expect(opened('2026-07-01', day)).toEqual(codes);
  });

  it('has not begun, and so does not end, while nothing is paid', () => {
    expect(opened(null, '2026-12-31')).toEqual([]);
    expect(terms(null).through).toBeNull();
  });

  it('counts from the day on which the bank has paid, and again once money that came back is paid', () => {
    const event = (
      type: 'PaymentConfirmed' | 'PaymentReturned',
      paymentId: string,
      on: string,
    ) => ({
      type,
      paymentId,
      on: isoDate(on),
    });
    const payments = new Map([
      ['p1', ['q1.fjord']],
      ['p2', ['q1.fjord', 'q2.fjord']],
    ]);
    const first = event('PaymentConfirmed', 'p1', '2026-07-01');
    const back = event('PaymentReturned', 'p1', '2026-07-03');
    const second = event('PaymentConfirmed', 'p2', '2026-07-08');
    expect(paidOn('q1.fjord', payments, [])).toBeNull();
    expect(paidOn('q1.fjord', payments, [first])).toBe('2026-07-01');
    expect(paidOn('q2.fjord', payments, [first])).toBeNull();
    expect(paidOn('q1.fjord', payments, [first, back])).toBeNull();
    expect(paidOn('q1.fjord', payments, [first, back, second])).toBe('2026-07-08');
  });
});
