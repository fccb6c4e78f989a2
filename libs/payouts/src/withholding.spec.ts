import * as fc from 'fast-check';
import { isoDate } from '@accord/kernel';
import type { PayoutRules } from '@accord/programs';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { companyOf } from './propose-payout/company-of';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { lineBody } from './statement/line.response';
import { USUAL_TERMS, type PayoutTerms } from './statement/payout-terms';
import { withholdingFor } from './statement/withholding-rule';

const JUNE = cut('2026-06-15');
const tax = (rate: string): PayoutTerms => ({
  ...USUAL_TERMS,
  withholding: { rate, legalBasis: 'EStG 50a', rounding: 'half-up' },
});
const run = (
  state: Account,
  facts: ReturnType<typeof earning>[],
  name: string,
  terms: PayoutTerms,
) => issue(state, draftLines(facts, state, JUNE), name, terms);
const said = (state: Account, facts: ReturnType<typeof earning>[], terms: PayoutTerms) =>
  pagesOf(draftLines(facts, state, JUNE), state, { book: 'gitlab', currency: 'USD', terms })
    .flatMap(({ lines }) => lines.map(lineBody))
    .map(({ lineId, amount, derivation }) => [lineId, amount, derivation]);

describe('Tax that is withheld', () => {
  const a = earning('a', 1_000);

  it('is a line of the statement, owed to the authority (2140); the rest is payable', () => {
    expect(said(account.initial, [a], tax('15%'))).toEqual([
      ['a', '1000.00', 'so it is'],
      [
        'withholding',
        '-150.00',
        '15% of 1000.00 USD is withheld (EStG 50a): 150.00 USD; net 850.00 USD',
      ],
    ]);
    const state = run(account.initial, [a], 'q1', tax('15%'));
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 85_000n, withheld: 15_000n });
    expect(said(state, [a], tax('15%'))).toEqual([]);
  });

  it('is not paid to the payee: the bank is told 850 of 1,000', () => {
    const paid = paidOut(run(account.initial, [a], 'q1', tax('15%')));
    expect(paid.balances).toEqual({ ...NOTHING_OWED, paid: 85_000n, withheld: 15_000n });
    expect([...paid.payments.values()].map(({ payment }) => payment.amount)).toEqual([usd(850)]);
  });

  it('is rounded once for the statement: 10% of 33.35 is 3.34', () => {
    const cents = earning('c', 0, { amount: { minor: '3335', currency: 'USD' }, zeroReason: null });
    expect(run(account.initial, [cents], 'q1', tax('10%')).balances).toEqual({
      ...NOTHING_OWED,
      payable: 3_001n,
      withheld: 334n,
    });
  });

  it('goes back with what is taken back: of 400 the payee owes 340, and 60 are not due', () => {
    const paid = paidOut(run(account.initial, [a], 'q1', tax('15%')));
    const less = run(paid, [earning('a', 600)], 'q2', tax('15%'));
    expect(less.balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      receivable: 34_000n,
      withheld: 9_000n,
    });
    // 500 more: 340 are set off, 75 withheld, 85 paid.
    const more = run(less, [earning('a', 600), earning('b', 500)], 'q3', tax('15%'));
    expect(more.balances).toEqual({
      ...NOTHING_OWED,
      paid: 85_000n,
      payable: 8_500n,
      withheld: 16_500n,
    });
  });

  it('goes back with a claim that is taken back: of 1,000 taxed with 150 the payee owes 850', () => {
    const paid = paidOut(run(claimed(account.initial, 1_000), [], 'q1', tax('15%')));
    expect(paid.balances).toEqual({ ...NOTHING_OWED, paid: 85_000n, withheld: 15_000n });
    const back = run(claimed(paid, 0), [], 'q2', tax('15%'));
    expect(back.balances).toEqual({ ...NOTHING_OWED, paid: 85_000n, receivable: 85_000n });
    // Before it is paid nothing of it is left at all.
    const unpaid = run(claimed(account.initial, 1_000), [], 'q1', tax('15%'));
    expect(run(claimed(unpaid, 0), [], 'q2', tax('15%')).balances).toEqual(NOTHING_OWED);
  });

  it('is not spoken of where there is none', () => {
    expect(said(account.initial, [earning('a', 0)], tax('15%'))).toEqual([
      ['a', '0.00', 'so it is'],
    ]);
  });

  it('is kept back of what was carried forward when that is paid alone', () => {
    const terms = { ...tax('15%'), minimum: usd(50) };
    const small = run(account.initial, [earning('a', 20)], 'q1', terms);
    expect(said(small, [earning('a', 20)], tax('15%')).map(([lineId]) => lineId)).toEqual([
      'carry-forward',
      'withholding',
    ]);
    expect(run(small, [earning('a', 20)], 'q2', tax('15%')).balances).toEqual({
      ...NOTHING_OWED,
      payable: 1_700n,
      withheld: 300n,
    });
  });

  it('is never more than is left to pay', () => {
    const paid = paidOut(run(account.initial, [a], 'q1', USUAL_TERMS));
    const owing = run(paid, [], 'q2', USUAL_TERMS);
    const all = run(owing, [earning('b', 1_100)], 'q3', tax('15%'));
    expect(all.balances).toEqual({ ...NOTHING_OWED, paid: 100_000n, withheld: 10_000n });
  });

  it('waits with what is carried forward below the minimum', () => {
    const terms = { ...tax('15%'), minimum: usd(50) };
    const small = run(account.initial, [earning('a', 20)], 'q1', terms);
    expect(small.balances).toEqual({ ...NOTHING_OWED, carried: 2_000n });
    const enough = run(small, [earning('a', 20), earning('b', 40)], 'q2', terms);
    expect(enough.balances).toEqual({ ...NOTHING_OWED, payable: 5_100n, withheld: 900n });
  });

  it('and what is paid make up what was earned, whatever comes late, at any rate', () => {
    const amounts = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 100 }), (figures, percent) => {
        let state = account.initial;
        figures.forEach((dollars, i) => {
          state = run(state, [earning('a', dollars)], `q${i}`, tax(`${percent}%`));
          if (i % 2 === 0) state = paidOut(state);
          const { payable, inFlight, paid, withheld, receivable } = state.balances;
          expect(payable + inFlight + paid + withheld - receivable).toBe(BigInt(dollars) * 100n);
          for (const one of Object.values(state.balances)) expect(one).toBeGreaterThanOrEqual(0n);
        });
      }),
    );
  });
});

describe('Whom tax is withheld from', () => {
  const rules: PayoutRules = {
    rounding: 'half-up',
    withholding: [
      {
        countries: ['DE', 'AT'],
        payee: 'partner',
        rate: '15%',
        legalBasis: 'EStG 50a',
        to: isoDate('2026-12-31'),
      },
      { countries: ['DE', 'AT'], payee: 'person', rate: '20%', legalBasis: 'EStG 50a' },
      {
        countries: ['IN'],
        rate: '30%',
        legalBasis: 'IRC 1441',
        reduced: {
          forms: ['W-8BEN-E', 'W-8BEN'],
          rate: '15%',
          legalBasis: 'US-India treaty, article 12',
        },
      },
      {
        countries: ['FR'],
        rate: '30%',
        base: 'net',
        legalBasis: 'IRC 1441',
        reduced: { forms: ['W-8BEN-E'], rate: '0%', legalBasis: 'US-France treaty, article 12' },
      },
    ],
  };
  const of = (country: string, payee: 'partner' | 'person', on: string, ...forms: string[]) =>
    withholdingFor(rules, payee, { country, forms }, isoDate(on))?.rate;

  it('is told by country, kind of payee and day', () => {
    expect(of('DE', 'partner', '2026-12-31')).toBe('15%');
    expect(of('DE', 'partner', '2027-01-01')).toBeUndefined();
    expect(of('AT', 'person', '2027-01-01')).toBe('20%');
    expect(of('US', 'partner', '2026-06-15')).toBeUndefined();
  });

  it('is another rate while a form of the payee is there', () => {
    expect(of('IN', 'partner', '2026-06-15')).toBe('30%');
    expect(of('IN', 'partner', '2026-06-15', 'W-8BEN-E')).toBe('15%');
    expect(of('IN', 'partner', '2026-06-15', 'W-9')).toBe('30%');
    expect(of('DE', 'partner', '2026-06-15', 'W-8BEN-E')).toBe('15%');
  });

  it('is on the gross, or on the net where the row says so', () => {
    const told = (country: string) =>
      withholdingFor(rules, 'partner', { country, forms: [] }, isoDate('2026-06-15'));
    expect(told('IN')).toEqual({ rate: '30%', legalBasis: 'IRC 1441', rounding: 'half-up' });
    expect(told('FR')).toEqual({ ...told('IN'), base: 'net' });
  });

  it('is nobody where a treaty leaves nothing, or the program says nothing', () => {
    expect(of('FR', 'partner', '2026-06-15')).toBe('30%');
    expect(of('FR', 'partner', '2026-06-15', 'W-8BEN-E')).toBeUndefined();
    const none: PayoutRules = { rounding: 'half-up' };
    const standing = { country: 'FR', forms: [] };
    expect(withholdingFor(none, 'partner', standing, isoDate('2026-06-15'))).toBeUndefined();
  });

  it('is a person by the company for which it has sold', () => {
    const sold = earning('a', 1, { personId: 'p7' });
    const whose = { partnerId: 'fjord', personId: 'p7', companies: ['fjord'] };
    expect(companyOf('person:p7', [sold], account.initial)).toEqual(whose);
    const before = issue(account.initial, draftLines([sold], account.initial, JUNE), 'q1');
    expect(companyOf('person:p7', [], before)).toEqual(whose);
    expect(companyOf('fjord', [], account.initial)).toEqual({
      partnerId: 'fjord',
      personId: null,
      companies: ['fjord'],
    });
  });
});
