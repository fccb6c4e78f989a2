import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { placeHold } from './place-hold/place-hold';
import { paidOut as paid } from './spec-support/paid-out';
import { cut, earning, issue, usd } from './spec-support/statement-runs';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';
import { USUAL_TERMS, type PayoutTerms } from './statement/payout-terms';

const SCOPE = { book: 'gitlab', currency: 'USD' };
const JUNE = cut('2026-06-15');
const MINIMUM: PayoutTerms = { minimum: usd(50), setOff: true };

const run = (
  state: Account,
  facts: ReturnType<typeof earning>[],
  name: string,
  terms: PayoutTerms,
) => issue(state, draftLines(facts, state, JUNE), name, terms);
const sayings = (state: Account, facts: ReturnType<typeof earning>[], terms: PayoutTerms) =>
  pagesOf(draftLines(facts, state, JUNE), state, { ...SCOPE, terms }).flatMap(({ lines }) =>
    lines.map(lineBody).map(({ lineId, amount, derivation }) => [lineId, amount, derivation]),
  );

describe('A minimum of 50 for payments', () => {
  const a = earning('a', 20);
  const b = earning('b', 29);
  const c = earning('c', 1);

  it('carries 20 forward with a line of zero that says so', () => {
    expect(sayings(account.initial, [a], MINIMUM)).toEqual([
      ['a', '20.00', 'so it is'],
      [
        'carry-forward',
        '0.00',
        '0.00 USD was carried forward before; less than the minimum of 50.00 USD is payable, so that 20.00 USD is carried forward',
      ],
    ]);
    const state = run(account.initial, [a], 'q1', MINIMUM);
    expect(state.balances).toEqual({ ...NOTHING_OWED, carried: 2_000n });
  });

  it('pays when the sum reaches it, to the cent: 20 + 29 waits, 20 + 29 + 1 is paid', () => {
    let state = run(account.initial, [a], 'q1', MINIMUM);
    state = run(state, [a, b], 'q2', MINIMUM);
    expect(state.balances).toEqual({ ...NOTHING_OWED, carried: 4_900n });
    state = run(state, [a, b, c], 'q3', MINIMUM);
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 5_000n });
    expect(state.unpaid).toEqual(['q1.fjord', 'q2.fjord', 'q3.fjord']);
    expect(paid(state).balances).toEqual({ ...NOTHING_OWED, paid: 5_000n });
  });

  it('says nothing while nothing happens, and pays what is left once it no longer holds', () => {
    const state = run(account.initial, [a], 'q1', MINIMUM);
    expect(sayings(state, [a], MINIMUM)).toEqual([]);
    expect(sayings(state, [a], USUAL_TERMS)).toEqual([
      ['carry-forward', '0.00', '20.00 USD was carried forward before; nothing is carried forward'],
    ]);
    expect(run(state, [a], 'q2', USUAL_TERMS).balances).toEqual({
      ...NOTHING_OWED,
      payable: 2_000n,
    });
  });

  it('carries forward what the statement adds, not what was payable before', () => {
    const state = run(account.initial, [earning('a', 30)], 'q1', USUAL_TERMS);
    expect(run(state, [earning('a', 30), earning('b', 10)], 'q2', MINIMUM).balances).toEqual({
      ...NOTHING_OWED,
      payable: 3_000n,
      carried: 1_000n,
    });
  });

  it('brings in what was carried forward by one posting, and none of zero', () => {
    const state = run(account.initial, [a], 'q1', MINIMUM);
    const [page] = pagesOf(draftLines([a], state, JUNE), state, { ...SCOPE, terms: USUAL_TERMS });
    expect(page?.postings.map(({ rule }) => rule)).toEqual(['R5']);
  });

  it('takes what was too much from what a hold keeps carried forward, before anything is owed', () => {
    const paid_ = paid(run(account.initial, [earning('a', 100)], 'q1', MINIMUM));
    const small = run(paid_, [earning('a', 100), b], 'q2', MINIMUM);
    const hold = { holdId: 'h', scope: { kind: 'account' }, reason: 'audit' } as const;
    const of = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
    const placed = placeHold(small, { ...of, ...hold, placedOn: JUNE.payOn });
    if (placed.kind === 'rejected') throw new Error('refused');
    const held = placed.events.reduce(account.evolve, small);
    const less = run(held, [earning('a', 60), b], 'q3', { ...MINIMUM, setOff: false });
    expect(less.balances).toEqual({
      ...NOTHING_OWED,
      paid: 10_000n,
      carried: 0n,
      receivable: 1_100n,
    });
  });

  it('takes what was too much from what is carried forward', () => {
    const state = run(account.initial, [a, b], 'q1', MINIMUM);
    const less = run(state, [a, earning('b', 9)], 'q2', MINIMUM);
    expect(less.balances).toEqual({ ...NOTHING_OWED, carried: 2_900n });
  });
});

describe('What a partner owes', () => {
  // SAP's scale at 27,000: 1,080 paid; a late credit note of 8,000 makes it 380.
  const december = paid(run(account.initial, [earning('a', 1_080)], 'q1', USUAL_TERMS));
  const corrected = earning('a', 380);
  const next = earning('b', 500);

  it('is 700 after a late credit note; 500 more is set off in full and leaves 200', () => {
    const owing = run(december, [corrected], 'q2', USUAL_TERMS);
    expect(owing.balances).toEqual({ ...NOTHING_OWED, paid: 108_000n, receivable: 70_000n });
    const offset = run(owing, [corrected, next], 'q3', USUAL_TERMS);
    expect(offset.balances).toEqual({ ...NOTHING_OWED, paid: 108_000n, receivable: 20_000n });
  });

  it('stays owed beside what is payable where the program does not set off', () => {
    const terms = { minimum: null, setOff: false };
    const owing = run(december, [corrected], 'q2', terms);
    const beside = run(owing, [corrected, next], 'q3', terms);
    expect(beside.balances).toEqual({
      ...NOTHING_OWED,
      paid: 108_000n,
      payable: 50_000n,
      receivable: 70_000n,
    });
  });

  it('is nothing where the payment has not gone yet: it is taken from what is payable', () => {
    const unpaid = run(account.initial, [earning('a', 1_080)], 'q1', USUAL_TERMS);
    const terms = { minimum: null, setOff: false };
    expect(run(unpaid, [corrected], 'q2', terms).balances).toEqual({
      ...NOTHING_OWED,
      payable: 38_000n,
    });
  });
});
