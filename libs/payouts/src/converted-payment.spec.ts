import * as fc from 'fast-check';
import { currency, isoDate, money, toJson, type Decision } from '@accord/kernel';
import { conversionBy, type Publication } from '@accord/rates';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { AccountEvent } from './account/account.events';
import type { PaymentRate } from './account/converted-payment';
import { answerPayment, type AnswerPayment } from './bank-answers/answer-payment';
import { instructPayment } from './instruct-payments/instruct-payment';
import { cut, earning, issue, usd } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';

const [USD, EUR, JPY] = [currency('USD'), currency('EUR'), currency('JPY')];
const published = (day: string, dollars: string): Publication => ({
  publication: `ecb/${day}/1`,
  source: 'ecb',
  publishedOn: isoDate(day),
  base: EUR,
  rates: { USD: dollars, JPY: '163.06' },
});
// European Central Bank, 31 December 2024, and a dearer euro afterwards.
const INSTRUCTED = published('2024-12-31', '1.0389');
const ANSWERED = published('2025-01-02', '1.04');
const back = (publication: Publication, from = EUR): NonNullable<AnswerPayment['back']> =>
  conversionBy(publication, {
    source: 'ecb',
    day: publication.publishedOn,
    maxAgeDays: 5,
    from,
    to: USD,
  });
const rate = (to = EUR, publication = INSTRUCTED): PaymentRate => {
  const day = publication.publishedOn;
  const conversion = conversionBy(publication, {
    source: 'ecb',
    day,
    maxAgeDays: 5,
    from: USD,
    to,
  });
  if ('missing' in conversion) throw new Error(conversion.missing);
  return { source: 'ecb', day, to, rounding: 'half-up', conversion };
};
const OF = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD', payoutId: 'q1' };
const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
const instruct = (state: Account, by = rate()) =>
  instructPayment(state, { ...OF, details, rate: by });

const owing = (minor: string): Account => {
  const facts = [earning('a', 1, { amount: { minor, currency: 'USD' } })];
  return issue(account.initial, draftLines(facts, account.initial, cut('2026-06-15')), 'q1');
};
function take(state: Account, decision: Decision<AccountEvent>): Account {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.message);
  return decision.events.reduce(account.evolve, state);
}
const idIn = ({ payments }: Account): string => [...payments.keys()].at(-1) ?? '';
const confirm = (
  state: Account,
  rateBack = back(ANSWERED),
  amount = { text: '962.56', currency: 'EUR' },
) =>
  answerPayment(state, {
    paymentId: idIn(state),
    answer: { verdict: { kind: 'confirmed' }, amount },
    book: 'gitlab',
    sha256: 'f',
    back: rateBack,
  });
const sendBack = (state: Account, rateBack = back(ANSWERED)) =>
  answerPayment(state, {
    paymentId: idIn(state),
    answer: { verdict: { kind: 'returned', how: 'sent-back', reasonCode: null }, amount: null },
    book: 'gitlab',
    sha256: 'f',
    back: rateBack,
  });
/** Every line as `rule account side amount currency`. */
const booked = (decision: Decision<AccountEvent>): string[] =>
  decision.kind === 'rejected'
    ? decision.rejections.map(({ code }) => code)
    : decision.events.flatMap(({ data }) =>
        [...data.postings].flatMap(({ rule, lines }) =>
          lines.map(
            ({ account: code, side, amount }) =>
              `${rule} ${code} ${side} ${amount.minor} ${amount.currency}`,
          ),
        ),
      );

describe('A payment of 1,000.00 USD in euros at 1.0389 (V-16: European Central Bank)', () => {
  const flying = take(owing('100000'), instruct(owing('100000')));
  const paid = take(flying, confirm(flying));

  it('is 962.56 EUR, and keeps publication, day, quotes and exact factor', () => {
    expect([...flying.payments.values()]).toMatchObject([
      {
        payment: {
          amount: usd(1_000),
          converted: {
            amount: { minor: '96256', currency: 'EUR' },
            source: 'ecb',
            day: '2024-12-31',
            publication: 'ecb/2024-12-31/1',
            publishedOn: '2024-12-31',
            base: 'EUR',
            quotes: { USD: '1.0389' },
            factor: '10000/10389',
            rounding: 'half-up',
          },
        },
      },
    ]);
    expect(flying.balances).toEqual({ ...NOTHING_OWED, inFlight: 100_000n });
  });

  it('is confirmed by the euros that left; they were worth 1.06 USD more by then', () => {
    // 962.56 at 1.04 are 1,001.06.
    expect(booked(confirm(flying))).toEqual([
      'R6a 2170 debit 100000 USD',
      'R6a 9000 credit 100000 USD',
      'R10 9000 debit 96256 EUR',
      'R10 1200 credit 96256 EUR',
      'R10 7100 debit 106 USD',
      'R10 9000 credit 106 USD',
    ]);
    expect(paid.balances).toEqual({ ...NOTHING_OWED, paid: 100_000n });
    expect(booked(confirm(flying, back(INSTRUCTED)))).not.toContain('R10 7100 debit 0 USD');
  });

  it('realises a gain where the euro became cheaper: at 1.03 they were worth 991.44 USD', () => {
    const cheaper = booked(confirm(flying, back(published('2025-01-02', '1.03'))));
    expect(cheaper.slice(4)).toEqual(['R10 9000 debit 856 USD', 'R10 7100 credit 856 USD']);
  });

  it('is payable again in full when it comes back, and its exchange is undone', () => {
    expect(booked(sendBack(paid))).toEqual([
      'R6b 9000 debit 100000 USD',
      'R6b 2130 credit 100000 USD',
      'R10 1200 debit 96256 EUR',
      'R10 9000 credit 96256 EUR',
      'R10 9000 debit 106 USD',
      'R10 7100 credit 106 USD',
    ]);
    expect(take(paid, sendBack(paid)).balances).toEqual({ ...NOTHING_OWED, payable: 100_000n });
    expect(take(flying, sendBack(flying)).balances).toEqual({ ...NOTHING_OWED, payable: 100_000n });
  });

  it('is not answered without a rate of the day, nor by another amount or currency', () => {
    expect(booked(confirm(flying, { missing: 'No rate' }))).toEqual(['rate-missing']);
    expect(booked(sendBack(paid, { missing: 'No rate' }))).toEqual(['rate-missing']);
    const dollars = { text: '1000.00', currency: 'USD' };
    expect(booked(confirm(flying, back(ANSWERED), dollars))).toEqual(['amount-mismatch']);
  });
});

describe('A payment in another currency', () => {
  it('goes through the base between two others: 1,234.56 USD are 193,770 JPY', () => {
    const flying = take(owing('123456'), instruct(owing('123456'), rate(JPY)));
    expect([...flying.payments.values()][0]?.payment.converted).toMatchObject({
      amount: toJson(money(193_770n, JPY)),
      quotes: { USD: '1.0389', JPY: '163.06' },
    });
  });

  it('waits where it is less than one unit: 0.01 USD in yen are 2, at 400 USD they are none', () => {
    expect(instruct(owing('1'), rate(JPY))).toMatchObject({ kind: 'accepted' });
    const dear = rate(JPY, published('2024-12-31', '400'));
    expect(booked(instruct(owing('1'), dear))).toEqual(['nothing-payable']);
  });

  it('balances in each currency, at any rate and amount', () => {
    const quote = fc.integer({ min: 5_000, max: 20_000 }).map((n) => (n / 10_000).toFixed(4));
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10 ** 9 }), quote, quote, (minor, then, now) => {
        const state = owing(String(minor));
        const flying = take(state, instruct(state, rate(EUR, published('2024-12-31', then))));
        const told = [...flying.payments.values()][0]?.payment.converted?.amount;
        if (!told) throw new Error('not converted');
        // The nearest cent: minor * 10,000 / (rate * 10,000), told by whole numbers.
        const tenThousandths = BigInt(then.replace('.', ''));
        const off = BigInt(told.minor) * tenThousandths - BigInt(minor) * 10_000n;
        expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(tenThousandths);
        const answer = { verdict: { kind: 'confirmed' }, amount: null } as const;
        const rateBack = back(published('2025-01-02', now));
        const of = { paymentId: idIn(flying), answer, book: 'gitlab', sha256: 'f', back: rateBack };
        const decision = answerPayment(flying, of);
        const sums = new Map<string, bigint>();
        for (const line of booked(decision)) {
          const [, , side, amount = '', code = ''] = line.split(' ');
          const signed = side === 'debit' ? BigInt(amount) : -BigInt(amount);
          sums.set(code, (sums.get(code) ?? 0n) + signed);
        }
        expect([...sums.values()].filter((sum) => sum !== 0n)).toEqual([]);
        expect(take(flying, decision).balances).toEqual({ ...NOTHING_OWED, paid: BigInt(minor) });
      }),
    );
  });
});
