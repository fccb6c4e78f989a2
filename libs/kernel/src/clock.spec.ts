import fc from 'fast-check';
import { isBusinessDay } from './business-calendar';
import { dayOf, deadlineAfter, type Lapse, type Moment, type WorkCalendar } from './clock';
import { compareDates, dateIn, isoDate, plusDays } from './dates';

const memorialDay = isoDate('2026-05-25');
const us: WorkCalendar = {
  timeZone: 'America/Los_Angeles',
  holidays: [memorialDay],
  hours: { opens: '09:00', closes: '17:00' },
};
const berlin: WorkCalendar = {
  timeZone: 'Europe/Berlin',
  holidays: [isoDate('2026-05-25'), isoDate('2026-05-14')],
  hours: { opens: '08:30', closes: '17:00' },
};
const on = (date: string): Moment => ({ on: isoDate(date), at: null });
const at = (instant: string): Moment => ({ on: dateIn(instant, 'UTC'), at: instant });
const days = (within: number): Lapse => ({ within, unit: 'businessDays' });
const hours = (within: number): Lapse => ({ within, unit: 'businessHours' });

describe('A clock in days', () => {
  it.each<[string, Moment, Lapse, WorkCalendar, string, string]>([
    ['2 business days', on('2026-05-15'), days(2), us, '2026-05-19', '2026-05-20T07:00:00.000Z'],
    ['over a holiday', on('2026-05-22'), days(2), us, '2026-05-27', '2026-05-28T07:00:00.000Z'],
    ['where it is none', on('2026-05-13'), days(1), us, '2026-05-14', '2026-05-15T07:00:00.000Z'],
    [
      'where it is one',
      on('2026-05-13'),
      days(1),
      berlin,
      '2026-05-15',
      '2026-05-15T22:00:00.000Z',
    ],
    [
      'that ends as daylight saving begins',
      on('2026-03-05'),
      { within: 3, unit: 'calendarDays' },
      us,
      '2026-03-08',
      '2026-03-09T07:00:00.000Z',
    ],
    [
      'that ends the day before',
      on('2026-03-05'),
      { within: 2, unit: 'calendarDays' },
      us,
      '2026-03-07',
      '2026-03-08T08:00:00.000Z',
    ],
    [
      '1 month to the end of February',
      on('2026-01-31'),
      { within: 1, unit: 'months' },
      us,
      '2026-02-28',
      '2026-03-01T08:00:00.000Z',
    ],
    [
      '1 month to the leap day',
      on('2028-01-31'),
      { within: 1, unit: 'months' },
      us,
      '2028-02-29',
      '2028-03-01T08:00:00.000Z',
    ],
  ])('%s: %j', (_, from, lapse, calendar, day, instant) => {
    expect(deadlineAfter(from, lapse, calendar)).toEqual({ on: day, at: instant });
  });

  it('starts on the day that it is where the work is done', () => {
    // Friday evening in California is Saturday morning in Berlin.
    const evening = at('2026-05-16T05:30:00.000Z');
    expect(dayOf(evening, us.timeZone)).toBe('2026-05-15');
    expect(dayOf(evening, berlin.timeZone)).toBe('2026-05-16');
    expect(deadlineAfter(evening, days(1), us).on).toBe('2026-05-18');
    expect(deadlineAfter(evening, days(1), berlin).on).toBe('2026-05-18');
    expect(deadlineAfter(at('2026-05-15T05:30:00.000Z'), days(1), us).on).toBe('2026-05-15');
    expect(deadlineAfter(at('2026-05-15T05:30:00.000Z'), days(1), berlin).on).toBe('2026-05-18');
  });
});

describe('A clock in business hours', () => {
  it.each<[string, Moment, Lapse, WorkCalendar, string]>([
    ['within the day', at('2026-05-19T17:00:00Z'), hours(2), us, '2026-05-19T19:00:00.000Z'],
    ['to the very end of it', at('2026-05-19T22:00:00Z'), hours(2), us, '2026-05-20T00:00:00.000Z'],
    ['a minute over', at('2026-05-19T22:01:00Z'), hours(2), us, '2026-05-20T16:01:00.000Z'],
    ['before opening', at('2026-05-19T10:00:00Z'), hours(2), us, '2026-05-19T18:00:00.000Z'],
    ['over a holiday', at('2026-05-22T23:00:00Z'), hours(2), us, '2026-05-26T17:00:00.000Z'],
    ['of three days', at('2026-05-19T16:00:00Z'), hours(24), us, '2026-05-22T00:00:00.000Z'],
    ['elsewhere', at('2026-05-19T14:00:00Z'), hours(2), berlin, '2026-05-20T07:30:00.000Z'],
    // Clocks go forward on Sunday 8 March: nine in the morning comes an hour earlier in UTC.
    ['into summer time', at('2026-03-07T00:00:00Z'), hours(2), us, '2026-03-09T17:00:00.000Z'],
    ['into winter time', at('2026-10-30T23:00:00Z'), hours(2), us, '2026-11-02T18:00:00.000Z'],
    ['from a date alone', on('2026-05-19'), hours(2), us, '2026-05-19T18:00:00.000Z'],
  ])('%s', (_, from, lapse, calendar, instant) => {
    expect(deadlineAfter(from, lapse, calendar).at).toBe(instant);
  });

  it('cannot run where a region states none', () => {
    expect(() => deadlineAfter(on('2026-05-19'), hours(2), { ...us, hours: null })).toThrow(
      RangeError,
    );
  });

  it('ends in business hours, and never earlier for a later start', () => {
    const minute = fc.integer({ min: 0, max: 400 * 24 * 60 });
    const instant = (minutes: number): string =>
      new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 1, max: 60 }), (a, b, count) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((minutes) =>
          deadlineAfter(at(instant(minutes)), hours(count), berlin),
        );
        if (!early || !late) throw new Error('two were asked for');
        expect(early.at <= late.at).toBe(true);
        expect(isBusinessDay(early.on, berlin)).toBe(true);
        expect(dateIn(early.at, berlin.timeZone)).toBe(early.on);
        expect(compareDates(early.on, plusDays(dateIn(instant(Math.min(a, b)), 'UTC'), -1))).toBe(
          1,
        );
      }),
    );
  });
});
