import { accepted, fiscalQuarter, fold, isoDate, logPosition } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { period, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import {
  closePeriod,
  freezeEarnings,
  isFrozen,
  mayClose,
  refuseClose,
  requestClose,
} from './close-period';

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
const page = (position: string, number: number, ...ids: string[]): PeriodEvent => ({
  type: 'EarningsFrozen',
  data: { position, page: number, lines: ids.map(line) },
});
const command = { book: 'gitlab', quarter: fiscalQuarter('FY2027-Q1') };
const facts = (today: string, nextIsClosed = false, awaitsEnd = false) => ({
  today: isoDate(today),
  calendar: { firstMonth: 2 },
  graceDays: 0,
  nextIsClosed,
  awaitsEnd,
});
const snapshot = (position: bigint, lines: number) => ({
  position: logPosition(position),
  lines,
  hash: 'a'.repeat(64),
});

describe('A fiscal quarter', () => {
  it('is not closed before what is guaranteed for it is reckoned', () => {
    const by = { principal: 'fiona', onBehalfOf: null };
    const awaited = requestClose(period.initial, command, facts('2026-05-01', false, true), by);
    expect(awaited).toMatchObject({ rejections: [{ code: 'guarantee-not-reckoned' }] });
    expect(requestClose(period.initial, command, facts('2026-05-01'), by).kind).toBe('accepted');
  });

  it('with 5 grace days waits through the 5th day after its end', () => {
    const with5 = (today: string) => ({ ...facts(today), graceDays: 5 });
    expect(mayClose(period.initial, command, with5('2026-05-05'))).toMatchObject({
      rejections: [{ code: 'grace-not-over' }],
    });
    expect(mayClose(period.initial, command, with5('2026-05-06'))).toMatchObject({
      kind: 'accepted',
    });
  });

  it('is none where the books are kept by month, nor a month where they are kept by quarter', () => {
    const monthly = { firstMonth: 2, periods: 'month' as const };
    const month = { book: 'gitlab', quarter: fiscalQuarter('FY2027-M01') };
    const refused = { rejections: [{ code: 'not-a-period', path: 'quarter' }] };
    const inJune = facts('2026-06-15');
    expect(mayClose(period.initial, command, { ...inJune, calendar: monthly })).toMatchObject(
      refused,
    );
    expect(mayClose(period.initial, month, inJune)).toMatchObject(refused);
  });

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
    const frozen = fold(period, [page('7', 1, 'a', 'b'), page('7', 2, 'c')]);
    expect(isFrozen(frozen, snapshot(7n, 3))).toBe(true);
    const closed = closePeriod(frozen, command, facts('2026-05-01'), snapshot(7n, 3));
    expect(closed).toMatchObject({
      events: [{ type: 'PeriodClosed', data: { position: '7', lines: 3, closedOn: '2026-05-01' } }],
    });
  });

  it('closes over nothing where nobody earned anything', () => {
    expect(isFrozen(period.initial, snapshot(7n, 0))).toBe(true);
  });

  it('forgets the pages of an attempt that was given up', () => {
    const frozen = fold(period, [page('7', 1, 'a'), page('7', 2, 'b'), page('9', 1, 'c')]);
    expect(isFrozen(frozen, snapshot(7n, 2))).toBe(false);
    expect(isFrozen(frozen, snapshot(9n, 1))).toBe(true);
  });

  it('does not count a page that is written twice, nor pages between which another attempt began', () => {
    const twice = fold(period, [page('7', 1, 'a'), page('7', 1, 'a'), page('7', 2, 'b')]);
    expect(isFrozen(twice, snapshot(7n, 2))).toBe(true);
    const mixed = fold(period, [page('7', 1, 'a'), page('9', 1, 'c'), page('7', 2, 'b', 'd')]);
    for (const lines of [1, 2, 3]) expect(isFrozen(mixed, snapshot(7n, lines))).toBe(false);
  });

  it('takes a page only after the one before, so that of two attempts one is told to try again', () => {
    const state = fold(period, [page('7', 1, 'a')]);
    const freeze = (position: string, number: number) =>
      freezeEarnings(state, { position, page: number, lines: [line('b')] });
    expect(freeze('7', 2).kind).toBe('accepted');
    expect(freeze('9', 1).kind).toBe('accepted');
    for (const refused of [freeze('7', 1), freeze('7', 3), freeze('9', 2)]) {
      expect(refused).toMatchObject({ rejections: [{ code: 'close-interrupted' }] });
    }
  });

  it('does not close over what does not lie beside it', () => {
    const frozen = fold(period, [page('7', 1, 'a', 'b')]);
    expect(closePeriod(frozen, command, facts('2026-05-01'), snapshot(7n, 3))).toMatchObject({
      rejections: [{ code: 'close-interrupted' }],
    });
  });

  it('is asked to close by one after the other', () => {
    const by = { principal: 'fiona', onBehalfOf: null };
    const ask = (state: Period) => requestClose(state, command, facts('2026-05-01'), by);
    const asked = ask(period.initial);
    expect(asked).toMatchObject({
      events: [{ type: 'CloseRequested', data: { quarter: 'FY2027-Q1', requestedBy: by } }],
    });
    if (asked.kind === 'rejected') throw new Error('refused');
    expect(ask(fold(period, asked.events))).toMatchObject({
      rejections: [
        {
          code: 'close-running',
          message: 'FY2027-Q1 is being closed, as fiona asked on 2026-05-01',
        },
      ],
    });
    const why = { code: 'later-period-closed', message: 'It is too late' };
    const refused = refuseClose(fold(period, asked.events), why);
    expect(refused).toEqual(accepted({ type: 'CloseRefused', data: why }));
    if (refused.kind === 'rejected') throw new Error('refused');
    expect(ask(fold(period, [...asked.events, ...refused.events])).kind).toBe('accepted');
    expect(refuseClose(period.initial, why).kind).toBe('rejected');
  });

  it('never reopens', () => {
    const closed = closePeriod(period.initial, command, facts('2026-05-01'), snapshot(7n, 0));
    if (closed.kind === 'rejected') throw new Error('refused');
    const state = fold(period, closed.events);
    expect(mayClose(state, command, facts('2026-06-01'))).toMatchObject({
      rejections: [{ code: 'period-closed' }],
    });
    expect(freezeEarnings(state, { position: '9', page: 1, lines: [] })).toMatchObject({
      kind: 'rejected',
    });
  });
});

describe('A month with 5 grace days (V-25, scenario 60: Salesforce Rebate Management)', () => {
  const january = { book: 'gitlab', quarter: fiscalQuarter('FY2026-M01') };
  const monthly = { firstMonth: 1, periods: 'month' as const };
  const on = (today: string) =>
    mayClose(period.initial, january, { ...facts(today), calendar: monthly, graceDays: 5 });

  it('takes in what is recorded from 1 January through 5 February', () => {
    expect(on('2026-02-05')).toMatchObject({
      rejections: [
        { code: 'grace-not-over', message: 'Facts of FY2026-M01 are awaited through 2026-02-05' },
      ],
    });
    expect(on('2026-02-06')).toEqual({ kind: 'accepted', events: [] });
  });
});
