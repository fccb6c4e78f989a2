import * as fc from 'fast-check';
import { currency, money, toJson } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { account, type Account } from './account/account';
import { drafted, issued } from './spec-support/estimating';
import { earning } from './spec-support/statement-runs';
import type { StatementLine } from './statement/statement-line';

/** What becomes known of a line between two runs; null: the rules do not give it any more. */
interface Change {
  readonly line: number;
  readonly minor: bigint | null;
  readonly due: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  line: fc.nat(5),
  minor: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0n, null) },
    { weight: 3, arbitrary: fc.bigInt(1n, 10n ** 9n) },
  ),
  due: fc.constantFrom(true, true, false),
});
const histories = fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

const lineOf = (id: string, minor: bigint, due: boolean): EarningLine =>
  earning(id, Number(minor === 0n ? 0 : 1), {
    amount: toJson(money(minor, currency('USD'))),
    ...(!due && { dueOn: null }),
  });

/** What one run knows, and what its statement says. */
interface Run {
  readonly facts: ReadonlyMap<string, EarningLine>;
  readonly before: Account;
  readonly lines: readonly StatementLine[];
  readonly after: Account;
}

/** One run after the other, each on what is known by then. */
function runs(all: readonly (readonly Change[])[]): Run[] {
  const facts = new Map<string, EarningLine>();
  let state = account.initial;
  return all.map((changes, run) => {
    for (const { line, minor, due } of changes) {
      const id = `line ${line}`;
      if (minor === null) facts.delete(id);
      else facts.set(id, lineOf(id, minor, due));
    }
    const draft = drafted(state, [...facts.values()]);
    const before = state;
    state = issued(state, draft, `run ${run}`);
    const lines = draft.pages.flatMap((page) => page.lines);
    return { facts: new Map(facts), before, lines, after: state };
  });
}

const minorOf = (amount: { readonly minor: string }): bigint => BigInt(amount.minor);

describe('What late facts change', () => {
  it('is corrected line by line, by the difference, and names the statement that it corrects', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const stood = new Map<string, { target: bigint; statementId: string }>();
        let [said, corrected] = [0n, 0n];
        for (const [run, { lines }] of runs(all).entries()) {
          for (const { lineId, target, posted, amount, corrects } of lines) {
            const before = stood.get(lineId);
            expect(minorOf(posted)).toBe(before?.target ?? 0n);
            expect(minorOf(amount)).toBe(minorOf(target) - minorOf(posted));
            const isCorrection = before !== undefined && before.target !== 0n;
            expect(corrects).toBe(isCorrection ? before.statementId : null);
            if (isCorrection) corrected += minorOf(amount);
            else said += minorOf(amount);
            stood.set(lineId, { target: minorOf(target), statementId: `run ${run}.fjord` });
          }
        }
        // All corrections are the difference between what was said first and what stands now.
        const now = [...stood.values()].reduce((so, { target }) => so + target, 0n);
        expect(corrected).toBe(now - said);
      }),
      { numRuns: 200 },
    );
  });

  it('passes over no fact: each stands on a statement as it is, or the next one says what becomes of it', () => {
    fc.assert(
      fc.property(histories, (all) => {
        for (const { facts, before, lines, after } of runs(all)) {
          const byId = new Map(lines.map((line) => [line.lineId, line]));
          for (const [lineId, { amount, dueOn }] of facts) {
            const line = byId.get(lineId);
            if (!line) {
              // Nothing to say: an earlier statement has said it to the cent.
              expect(before.lines.get(lineId)?.posted).toBe(minorOf(amount));
              continue;
            }
            const isWaiting = dueOn === null && minorOf(line.target) < minorOf(amount);
            expect(line.standing).toBe(
              minorOf(amount) === 0n ? 'zero' : isWaiting ? 'not-yet-due' : 'payable',
            );
            // What is not due stays where it stood, unless it is less by now.
            const stood = before.lines.get(lineId)?.posted ?? 0n;
            const isKept = dueOn === null && stood < minorOf(amount);
            expect(minorOf(line.target)).toBe(isKept ? stood : minorOf(amount));
          }
          // Also what the rules do not give any more: it is taken back, and the line says why.
          for (const [lineId, { posted }] of before.lines) {
            if (facts.has(lineId) || posted === 0n) continue;
            const line = byId.get(lineId);
            expect(line?.target.minor).toBe('0');
            const { basis } = line ?? {};
            expect(basis?.kind === 'earning' && basis.earning.zeroReason).toMatch(/do not hold/);
            expect(after.lines.get(lineId)?.posted).toBe(0n);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
