import * as fc from 'fast-check';
import { currency, debited, isoDate, logPosition, money, toJson } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from './account/account';
import { LINES_PER_PAGE } from './statement/cut-pages';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';

const earning = (lineId: string, minor: bigint, referral: boolean): EarningLine => {
  const amount = toJson(money(minor, currency('USD')));
  return {
    lineId,
    programId: 'gitlab',
    programVersion: 'gitlab@1',
    partnerId: 'p',
    rule: 'r',
    kind: referral ? 'referralFee' : 'countTierRebate',
    quarter: 'FY2027-Q1' as EarningLine['quarter'],
    dealId: 'd',
    saleId: 's',
    base: amount,
    rate: '100%',
    tier: null,
    exact: { numerator: amount.minor, denominator: '1' },
    rounding: 'half-up',
    cap: null,
    amount,
    zeroReason: minor === 0n ? 'none' : null,
    dueOn: isoDate('2026-06-14'),
    derivation: '',
    sources: [],
  };
};

const facts = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 450 }),
      minor: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 10n ** 12n })),
    }),
    { selector: ({ id }) => id, maxLength: 450 },
  )
  .map((all) => all.map(({ id, minor }) => earning(`line ${id}`, minor, id % 2 === 0)));

/** One run after another, each on what is known by then. */
function afterRuns(histories: readonly (readonly EarningLine[])[]): Account {
  return histories.reduce((state, known, run) => {
    const cut = { book: 'gitlab', position: logPosition(1n), payOn: isoDate('2026-06-15') };
    const pages = pagesOf(draftLines(known, state, cut), state.balances, 'USD');
    return pages.reduce((so, { lines, postings }, i) => {
      expect(lines.length).toBeLessThanOrEqual(LINES_PER_PAGE);
      for (const posting of postings) {
        const accounts = new Set(posting.lines.map((line) => line.account));
        const sum = [...accounts].reduce((total, one) => total + debited(posting, one), 0n);
        expect(sum).toBe(0n);
      }
      const data = {
        accountId: 'a',
        partnerId: 'p',
        book: 'gitlab',
        currency: 'USD',
        statementId: `s${run}`,
        payoutId: `run ${run}`,
        quarter: 'q',
        issuedOn: isoDate('2026-06-15'),
        position: '1',
        root: 'r',
        page: i + 1,
        pages: pages.length,
        lines,
        postings,
      };
      return account.evolve(so, { type: 'StatementIssued', data });
    }, state);
  }, account.initial);
}

describe('Statements after any sequence of late facts', () => {
  it('add up to what a single run on the final facts gives, each balanced, nothing below zero', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 5 }), (histories) => {
        const { balances, lines } = afterRuns(histories);
        const final = histories.at(-1) ?? [];
        const owed = final.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
        const posted = [...lines.values()].reduce((so, line) => so + line.posted, 0n);
        expect(posted).toBe(owed);
        expect(balances.payable - balances.receivable).toBe(owed);
        expect(balances.earned).toBe(0n);
        expect(balances.payable).toBeGreaterThanOrEqual(0n);
        expect(balances.receivable).toBe(0n);
      }),
      { numRuns: 50 },
    );
  });

  it('say nothing when a run is repeated', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const once = afterRuns([known]);
        const cut = { book: 'gitlab', position: logPosition(1n), payOn: isoDate('2026-06-15') };
        expect(draftLines(known, once, cut)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
