import * as fc from 'fast-check';
import { currency, fromJson, isoDate, logPosition, money, toJson } from '@accord/kernel';
import { acknowledgeChange } from '../acknowledge-change/acknowledge-change';
import { period, type Period } from '../period/period';
import { account } from '../account/account';
import { cut, earning, issue, usd } from '../spec-support/statement-runs';
import { draftLines } from '../statement/draft-lines';
import { lateChanges } from './late-changes';

const P = logPosition(900n);
const fact = (position: string) => ({
  eventId: `e${position}`,
  stream: 'sale-1',
  revision: 1,
  position,
  type: 'SaleReversed',
});

describe('What late facts make of a closed period', () => {
  const closed = [earning('a', 1_000), earning('b', 2_500), earning('c', 2_250)];

  it('is every line with another amount, with the facts after the close: 2,500 are 0 now', () => {
    const reversed = earning('b', 0, { sources: [fact('880'), fact('901')] });
    const late = earning('d', 300, { sources: [fact('905')] });
    const now = [earning('a', 1_000), reversed, late];
    expect(lateChanges(closed, now, P)).toMatchObject([
      {
        lineId: 'b',
        was: usd(2_500),
        is: usd(0),
        delta: usd(-2_500),
        facts: [{ eventId: 'e901' }],
      },
      {
        lineId: 'c',
        was: usd(2_250),
        is: usd(0),
        facts: [],
        derivation: 'The rules that gave it do not hold any more',
      },
      { lineId: 'd', was: usd(0), is: usd(300), facts: [{ eventId: 'e905' }] },
    ]);
    expect(lateChanges(closed, closed, P)).toEqual([]);
  });

  it('adds up to what the next run corrects, whatever came late', () => {
    const amounts = fc.array(fc.nat(5_000), { minLength: 4, maxLength: 4 });
    const lines = (all: readonly number[]) =>
      all.flatMap((dollars, i) => (dollars % 5 === 0 ? [] : [earning(`l${i}`, dollars)]));
    fc.assert(
      fc.property(amounts, amounts, (before, after) => {
        const june = cut('2026-06-15');
        const state = issue(
          account.initial,
          draftLines(lines(before), account.initial, june),
          'q1',
        );
        const next = draftLines(lines(after), state, june);
        const corrected = next.filter(({ amount }) => amount.minor !== '0');
        const changes = lateChanges(lines(before), lines(after), P);
        expect(changes.map(({ lineId, delta }) => [lineId, delta])).toEqual(
          corrected.map(({ lineId, amount }) => [lineId, amount]),
        );
      }),
    );
  });

  it('is acknowledged by the figure that was seen; another figure is another change', () => {
    const state: Period = {
      status: 'closed',
      book: 'gitlab',
      quarter: 'FY2027-Q1',
      position: P,
      closedOn: isoDate('2026-06-15'),
      lines: closed.length,
      orderedBy: 'payee',
      seen: new Map(),
    };
    const see = (so: Period, dollars: number, seen: number) => {
      const [change] = lateChanges(closed.slice(0, 1), [earning('a', dollars)], P);
      return acknowledgeChange(so, {
        book: 'gitlab',
        quarter: 'FY2027-Q1',
        change,
        seen: money(fromJson(usd(seen)).minor, currency('USD')),
        by: { principal: 'fiona', onBehalfOf: null },
        today: isoDate('2026-06-20'),
      });
    };
    expect(see(state, 900, 800)).toMatchObject({ rejections: [{ code: 'change-moved' }] });
    expect(see(state, 1_000, 1_000)).toMatchObject({ rejections: [{ code: 'no-such-change' }] });
    const decision = see(state, 900, 900);
    if (decision.kind === 'rejected') throw new Error('refused');
    const after = decision.events.reduce(period.evolve, state);
    expect(see(after, 900, 900)).toMatchObject({ events: [] });
    expect(see(after, 850, 850)).toMatchObject({
      events: [{ data: { is: toJson(money(85_000n, currency('USD'))) } }],
    });
  });
});
