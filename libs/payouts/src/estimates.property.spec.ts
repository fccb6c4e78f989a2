import * as fc from 'fast-check';
import { currency, debited, money, toJson, type Decision } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from './account/account';
import type { AccountEvent } from './account/account.events';
import { drafted, estimate, issuing } from './spec-support/estimating';
import { paidOut } from './spec-support/paid-out';
import { earning } from './spec-support/statement-runs';
import type { Draft } from './statement/draft';

type Expense = '4900' | '6100';
const EXPENSES = ['4900', '6100'] as const;

type Step =
  | { readonly kind: 'fact'; readonly line: number; readonly minor: bigint; readonly due: boolean }
  | { readonly kind: 'estimate' | 'draft' | 'issue' | 'pay' };

const facts = fc.record({
  kind: fc.constant('fact' as const),
  line: fc.nat(5),
  minor: fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 9n)),
  due: fc.constantFrom(true, true, false),
});
const others = fc.record({
  kind: fc.constantFrom('estimate' as const, 'draft' as const, 'issue' as const, 'pay' as const),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 2, arbitrary: facts }, { weight: 3, arbitrary: others }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

const lineOf = ({ line, minor, due }: Extract<Step, { kind: 'fact' }>): EarningLine => {
  const kind = line % 2 === 0 ? 'countTierRebate' : 'referralFee';
  const amount = toJson(money(minor, currency('USD')));
  return earning(`line ${line}`, 1, {
    amount,
    kind,
    rule: `rule of ${kind}`,
    ...(!due && { dueOn: null }),
  });
};
const expenseOf = ({ kind }: EarningLine): Expense => (kind === 'referralFee' ? '6100' : '4900');
const above = (minor: bigint): bigint => (minor > 0n ? minor : 0n);

/** One account, and what is expected of its accrual told by its lines alone. */
class Bookkeeper {
  state: Account = account.initial;
  readonly facts = new Map<string, EarningLine>();
  /** What statements have said, by line. */
  readonly said = new Map<string, bigint>();
  accrued: Record<Expense, bigint> = { '4900': 0n, '6100': 0n };
  private readonly drafts: Draft[] = [];
  private runs = 0;

  do(step: Step): void {
    switch (step.kind) {
      case 'fact':
        this.facts.set(`line ${step.line}`, lineOf(step));
        return;
      case 'estimate':
        return this.estimate();
      case 'draft':
        this.drafts.push(drafted(this.state, [...this.facts.values()]));
        return;
      case 'issue':
        return this.issue();
      case 'pay':
        this.state = paidOut(this.state);
    }
  }

  private estimate(): void {
    this.take(estimate(this.state, [...this.facts.values()]));
    for (const expense of EXPENSES) this.accrued[expense] = above(this.open(expense));
    // On the same facts it books nothing.
    expect(estimate(this.state, [...this.facts.values()])).toMatchObject({ events: [] });
  }

  private issue(): void {
    const draft = this.drafts.at(-1);
    if (!draft?.pages[0]) return;
    const decision = issuing(this.state, draft, `run ${(this.runs += 1)}`);
    if (decision.kind === 'rejected') return;
    this.take(decision);
    const earned: Record<Expense, bigint> = { '4900': 0n, '6100': 0n };
    for (const { lineId, basis, amount, target } of draft.pages[0].lines) {
      if (basis.kind !== 'earning') continue;
      earned[expenseOf(basis.earning)] += above(BigInt(amount.minor));
      this.said.set(lineId, BigInt(target.minor));
    }
    for (const expense of EXPENSES)
      this.accrued[expense] = above(this.accrued[expense] - earned[expense]);
  }

  /** Earned by now and on no statement. */
  open(expense: Expense): bigint {
    return [...this.facts]
      .filter(([, line]) => expenseOf(line) === expense)
      .reduce((so, [id, line]) => so + BigInt(line.amount.minor) - (this.said.get(id) ?? 0n), 0n);
  }

  private take(decision: Decision<AccountEvent>): void {
    if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.message);
    for (const event of decision.events) {
      for (const posting of event.data.postings) {
        const accounts = new Set(posting.lines.map((line) => line.account));
        expect([...accounts].reduce((so, one) => so + debited(posting, one), 0n)).toBe(0n);
      }
      this.state = account.evolve(this.state, event);
      // Also between what is accrued for a statement and the statement itself.
      expect(this.state.balances.accrued).toBeGreaterThanOrEqual(0n);
    }
  }
}

describe('What is accrued, after any estimates, late facts, statements, payments and take-backs,', () => {
  it('is the last target less what was earned since, never below zero, and estimated anew books nothing', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const book = new Bookkeeper();
        for (const step of all) {
          book.do(step);
          const { accrued } = book.state.balances;
          expect(accrued).toBe(book.accrued['4900'] + book.accrued['6100']);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('makes up with what was settled what the facts earn, once it is estimated anew', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const book = new Bookkeeper();
        for (const step of [...all, { kind: 'estimate' } as const]) book.do(step);
        const earned = [...book.facts.values()].reduce(
          (so, { amount }) => so + BigInt(amount.minor),
          0n,
        );
        const settled = [...book.state.lines.values()].reduce((so, { posted }) => so + posted, 0n);
        const tooMuch = EXPENSES.reduce((so, one) => so + above(-book.open(one)), 0n);
        expect(settled + book.state.balances.accrued - tooMuch).toBe(earned);
      }),
      { numRuns: 200 },
    );
  });
});
