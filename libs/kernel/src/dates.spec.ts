import fc from 'fast-check';
import {
  dateIn,
  daysBetween,
  instantAtStartOfDay,
  isIsoDate,
  isoDate,
  plusDays,
  plusMonths,
  weekdayOf,
} from './dates';

const anyDay = fc
  .integer({ min: 0, max: 73_000 })
  .map((days) => plusDays(isoDate('1950-01-01'), days));

describe('A date', () => {
  it.each(['2026-02-28', '2028-02-29', '1900-01-01', '2200-12-31'])('%s exists', (text) => {
    expect(isIsoDate(text)).toBe(true);
  });

  it.each([
    ...['2026-02-30', '2027-02-29', '1900-02-29', '1899-12-31', '2201-01-01', '2026-2-3'],
    ...['2026-02-03T00:00:00Z', '20260203', '2026-W06-2', '', '٢٠٢٦-02-03'],
  ])('"%s" is none', (text) => {
    expect(() => isoDate(text)).toThrow(`"${text}" is not a date`);
  });
});

describe('Reckoning with dates', () => {
  it.each([
    ['2026-02-02', 90, '2026-05-03'],
    ['2026-05-03', 30, '2026-06-02'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    // A clock change takes no day away.
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %s days is %s', (from, days, to) => {
    expect(plusDays(isoDate(from), days)).toBe(to);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %s months is %s', (from, months, to) => {
    expect(plusMonths(isoDate(from), months)).toBe(to);
  });

  it('counts the days that it has added, over any distance', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5_000, max: 5_000 }), (day, days) => {
        expect(daysBetween(day, plusDays(day, days))).toBe(days);
      }),
    );
  });

  it('orders dates as their texts', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0);
      }),
    );
  });

  it('knows weekdays: 24 July 1969 was a Thursday', () => {
    expect(weekdayOf(isoDate('1969-07-24'))).toBe(4);
    expect(weekdayOf(isoDate('2026-05-17'))).toBe(7);
  });

  it('stays within the years that exist here', () => {
    expect(() => plusDays(isoDate('2200-12-31'), 1)).toThrow(RangeError);
  });
});

describe('A business date', () => {
  it('is the one of the zone, whatever was asked before', () => {
    const zones = ['Pacific/Apia', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'] as const;
    const instants = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2150-01-01'),
      noInvalidDate: true,
    });
    const hours = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        instants,
        fc.array(hours),
        (timeZone, start, steps) => {
          const day = new Intl.DateTimeFormat('sv-SE', { timeZone });
          for (const step of [0, ...steps]) {
            const instant = new Date(start.getTime() + step * 3_600_000);
            expect(dateIn(instant, timeZone)).toBe(day.format(instant));
            expect(dateIn(instant.toISOString(), timeZone)).toBe(day.format(instant));
          }
        },
      ),
    );
  });

  it.each([
    ['2026-02-01T04:59:59.999Z', 'America/New_York', '2026-01-31'],
    ['2026-02-01T05:00:00Z', 'America/New_York', '2026-02-01'],
    ['2026-01-31T23:00:00Z', 'Europe/Berlin', '2026-02-01'],
    ['2026-02-01T00:30:00+01:00', 'UTC', '2026-01-31'],
  ])('of %s in %s is %s', (instant, zone, date) => {
    expect(dateIn(instant, zone)).toBe(date);
    expect(dateIn(new Date(instant), zone)).toBe(date);
  });

  it('is refused for a zone or an instant that does not exist', () => {
    expect(() => dateIn('2026-02-01T00:00:00Z', 'Europe/Atlantis')).toThrow('Europe/Atlantis');
    expect(() => dateIn('yesterday', 'UTC')).toThrow('No date of "yesterday"');
    expect(() => instantAtStartOfDay(isoDate('2026-02-01'), 'Europe/Atlantis')).toThrow(
      '"Europe/Atlantis" is no time zone',
    );
  });

  it.each([
    ['2026-02-01', 'America/Los_Angeles', '2026-02-01T08:00:00.000Z'],
    ['2026-07-01', 'America/Los_Angeles', '2026-07-01T07:00:00.000Z'],
    // Midnight did not exist: the clocks went from 23:59 to 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s begins in %s at %s', (date, zone, instant) => {
    expect(instantAtStartOfDay(isoDate(date), zone)).toBe(instant);
  });

  it('begins at an instant of its own, a millisecond after the day before', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'UTC');
    fc.assert(
      fc.property(anyDay, zones, (day, zone) => {
        const start = instantAtStartOfDay(day, zone);
        expect(dateIn(start, zone)).toBe(day);
        expect(dateIn(new Date(Date.parse(start) - 1), zone)).toBe(plusDays(day, -1));
      }),
    );
  });
});
