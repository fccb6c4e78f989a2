import * as fc from 'fast-check';
import {
  canonicalJson,
  currency,
  debited,
  isoDate,
  logPosition,
  money,
  toJson,
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { HoldScope } from './account/hold';
import { placeHold } from './place-hold/place-hold';
import { releaseHold } from './release-hold/release-hold';
import { LINES_PER_PAGE } from './statement/cut-pages';
import { pagesOf } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { USUAL_TERMS, type PayoutTerms } from './statement/payout-terms';

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

/** Holds that are placed or released between runs: what is there decides which of both. */
interface Toggle {
  readonly scope: HoldScope;
  readonly beforeRun: number;
}

const scopes: fc.Arbitrary<HoldScope> = fc.oneof(
  fc.constant<HoldScope>({ kind: 'account' }),
  fc.nat(450).map((id): HoldScope => ({ kind: 'line', lineId: `line ${id}` })),
  fc.constant<HoldScope>({ kind: 'deal', dealId: 'd' }),
);
const toggles = fc.array(fc.record({ scope: scopes, beforeRun: fc.nat(4) }), { maxLength: 8 });

function toggled(state: Account, { scope }: Toggle): Account {
  const reason = 'r';
  const on = isoDate('2026-06-01');
  const same = [...state.holds.values()].find(
    (hold) => canonicalJson(hold.scope) === canonicalJson(scope),
  );
  const of = { accountId: 'a', partnerId: 'p', book: 'gitlab', currency: 'USD' };
  const decision = same
    ? releaseHold(state, { holdId: same.holdId, reason, releasedOn: on })
    : placeHold(state, { ...of, holdId: canonicalJson(scope), scope, reason, placedOn: on });
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events.reduce(account.evolve, state);
}

/** One run after another, each on what is known by then. */
function afterRuns(
  histories: readonly (readonly EarningLine[])[],
  changes: readonly Toggle[] = [],
  from: Account = account.initial,
  terms: PayoutTerms = USUAL_TERMS,
): Account {
  return histories.reduce((before, known, run) => {
    const state = changes.filter(({ beforeRun }) => beforeRun === run).reduce(toggled, before);
    const cut = { book: 'gitlab', position: logPosition(1n), payOn: isoDate('2026-06-15') };
    const pages = pagesOf(draftLines(known, state, cut), state, {
      book: 'gitlab',
      currency: 'USD',
      terms,
    });
    return pages.reduce((so, { lines, postings }, i) => {
      // One more explains what is carried forward.
      expect(lines.length).toBeLessThanOrEqual(LINES_PER_PAGE + 1);
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
  }, from);
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

  it('hold and pay each cent once, whatever is held and released in between', () => {
    const runs = fc.array(facts, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(runs, toggles, (histories, changes) => {
        const state = afterRuns(histories, changes);
        const { balances } = state;
        const final = histories.at(-1) ?? [];
        const owed = final.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
        expect(balances.payable + balances.held - balances.receivable).toBe(owed);
        for (const balance of Object.values(balances)) expect(balance).toBeGreaterThanOrEqual(0n);
        const sumOf = (part: 'held' | 'posted'): bigint =>
          [...state.lines.values()].reduce((so, line) => so + line[part], 0n);
        expect([balances.held, balances.payable - balances.receivable]).toEqual([
          sumOf('held'),
          sumOf('posted'),
        ]);

        const free = [...state.holds.values()].reduce(
          (so, { scope }) => toggled(so, { scope, beforeRun: 0 }),
          state,
        );
        expect(free.balances.held).toBe(0n);
        const paid = afterRuns([final], [], free);
        expect(paid.balances).toEqual({ ...NOTHING_OWED, payable: owed });
      }),
      { numRuns: 50 },
    );
  });

  it('carry forward or pay each cent once, whatever the minimum', () => {
    const runs = fc.array(facts, { minLength: 1, maxLength: 5 });
    const minimum = fc.bigInt({ min: 1n, max: 10n ** 13n });
    fc.assert(
      fc.property(runs, minimum, (histories, least) => {
        const terms = { minimum: toJson(money(least, currency('USD'))), setOff: true };
        const state = afterRuns(histories, [], account.initial, terms);
        const { payable, carried, receivable } = state.balances;
        const final = histories.at(-1) ?? [];
        const owed = final.reduce((so, { amount }) => so + BigInt(amount.minor), 0n);
        expect(payable + carried - receivable).toBe(owed);
        for (const minor of Object.values(state.balances)) expect(minor).toBeGreaterThanOrEqual(0n);
        // What a statement says of itself is no line that another one would correct.
        expect([...state.lines.keys()].filter((id) => !id.startsWith('line '))).toEqual([]);
        const forced = afterRuns([final], [], state);
        expect(forced.balances).toEqual({ ...NOTHING_OWED, payable: owed });
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
