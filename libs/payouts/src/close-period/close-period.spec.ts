import { fiscalQuarter, fold, isoDate, logPosition } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { closePeriod, freezeEarnings, isFrozen, mayClose } from './close-period';

const line = (lineId: string): EarningLine => ({
  lineId,
  programId: 'gitlab',
  programVersion: 'gitlab@1',
  partnerId: 'fjord',
  rule: 'r',
  kind: 'referralFee',
  quarter: fiscalQuarter('FY2027-Q1'),
  dealId: 'd',
  saleId: 's',
  base: { minor: '1', currency: 'USD' },
  rate: '10%',
  tier: null,
  exact: { numerator: '1', denominator: '10' },
  rounding: 'half-up',
  cap: null,
  amount: { minor: '0', currency: 'USD' },
  zeroReason: null,
  dueOn: null,
  derivation: '',
  sources: [],
});
const page = (position: string, number: number, pages: number, id: string): PeriodEvent => ({
  type: 'EarningsFrozen',
  data: { position, page: number, pages, lines: [line(id)] },
});
const command = { book: 'gitlab', quarter: fiscalQuarter('FY2027-Q1') };
const facts = (today: string, nextIsClosed = false) => ({
  today: isoDate(today),
  calendar: { firstMonth: 2 },
  nextIsClosed,
});
const snapshot = (position: bigint, ...ids: string[]) => ({
  position: logPosition(position),
  lines: ids.map(line),
});

describe('A fiscal quarter', () => {
  it.each([
    ['2026-04-30', false, 'period-not-over'],
    ['2026-05-01', true, 'later-period-closed'],
  ])('on %s, the next closed: %s, is refused: %s', (today, next, code) => {
    expect(mayClose(period.initial, command, facts(today, next))).toMatchObject({
      kind: 'rejected',
      rejections: [{ code }],
    });
  });

  it('closes the day after it ends, over the lines frozen at its position', () => {
    const frozen = fold(period, [page('7', 1, 2, 'a'), page('7', 2, 2, 'b')]);
    expect(isFrozen(frozen, snapshot(7n, 'a', 'b'))).toBe(true);
    const closed = closePeriod(frozen, command, facts('2026-05-01'), snapshot(7n, 'a', 'b'));
    expect(closed).toMatchObject({
      events: [{ type: 'PeriodClosed', data: { position: '7', lines: 2, closedOn: '2026-05-01' } }],
    });
  });

  it('forgets the pages of an attempt that was given up', () => {
    const frozen = fold(period, [page('7', 1, 2, 'a'), page('9', 1, 1, 'c')]);
    expect(isFrozen(frozen, snapshot(7n, 'a', 'b'))).toBe(false);
    expect(isFrozen(frozen, snapshot(9n, 'c'))).toBe(true);
  });

  it('never reopens', () => {
    const closed = closePeriod(period.initial, command, facts('2026-05-01'), snapshot(7n));
    if (closed.kind === 'rejected') throw new Error('refused');
    const state = fold(period, closed.events);
    expect(mayClose(state, command, facts('2026-06-01'))).toMatchObject({
      rejections: [{ code: 'period-closed' }],
    });
    expect(freezeEarnings(state, { position: '9', page: 1, pages: 1, lines: [] })).toMatchObject({
      kind: 'rejected',
    });
  });
});
