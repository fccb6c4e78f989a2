import fc from 'fast-check';
import { isoDate, plusDays } from './dates';
import {
  compareQuarters,
  fiscalQuarter,
  nextQuarter,
  previousQuarter,
  quarterEnd,
  quarterOf,
  quarterStart,
} from './fiscal-calendar';

const gitlab = { firstMonth: 2 };

describe("GitLab's fiscal year, from 1 February to 31 January", () => {
  it.each([
    ['FY2027-Q1', '2026-02-01', '2026-04-30'],
    ['FY2027-Q2', '2026-05-01', '2026-07-31'],
    ['FY2027-Q3', '2026-08-01', '2026-10-31'],
    ['FY2027-Q4', '2026-11-01', '2027-01-31'],
  ])('%s runs from %s to %s', (text, start, end) => {
    const quarter = fiscalQuarter(text);
    expect([quarterStart(quarter, gitlab), quarterEnd(quarter, gitlab)]).toEqual([start, end]);
    expect([quarterOf(isoDate(start), gitlab), quarterOf(isoDate(end), gitlab)]).toEqual([
      quarter,
      quarter,
    ]);
  });

  it('ends FY2026 on the day before', () => {
    expect(quarterOf(isoDate('2026-01-31'), gitlab)).toBe('FY2026-Q4');
  });
});

describe('Other fiscal years', () => {
  it.each([
    [1, '2026-01-01', 'FY2026-Q1'],
    [1, '2026-12-31', 'FY2026-Q4'],
    [7, '2026-06-30', 'FY2026-Q4'],
    [7, '2026-07-01', 'FY2027-Q1'],
    [12, '2026-11-30', 'FY2026-Q4'],
    [12, '2026-12-01', 'FY2027-Q1'],
    [12, '2027-01-15', 'FY2027-Q1'],
  ])('that begin in month %s have %s in %s', (firstMonth, date, quarter) => {
    expect(quarterOf(isoDate(date), { firstMonth })).toBe(quarter);
  });

  const anyDay = fc
    .integer({ min: 0, max: 73_000 })
    .map((days) => plusDays(isoDate('1950-01-01'), days));
  const anyCalendar = fc.record({
    firstMonth: fc.integer({ min: 1, max: 12 }),
    periods: fc.constantFrom('quarter' as const, 'month' as const),
  });

  it('cover every day by exactly one quarter, without a gap', () => {
    fc.assert(
      fc.property(anyDay, anyCalendar, (day, calendar) => {
        const quarter = quarterOf(day, calendar);
        const [start, end] = [quarterStart(quarter, calendar), quarterEnd(quarter, calendar)];
        expect(start <= day && day <= end).toBe(true);
        expect(quarterOf(plusDays(start, -1), calendar)).toBe(previousQuarter(quarter));
        expect(quarterOf(plusDays(end, 1), calendar)).toBe(nextQuarter(quarter));
      }),
    );
  });

  it('order quarters as their first days', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyCalendar, (a, b, calendar) => {
        const [p, q] = [quarterOf(a, calendar), quarterOf(b, calendar)];
        const [s, t] = [quarterStart(p, calendar), quarterStart(q, calendar)];
        expect(Math.sign(compareQuarters(p, q))).toBe(s < t ? -1 : s > t ? 1 : 0);
      }),
    );
  });
});

describe('The name of a quarter', () => {
  it.each(['FY2027-Q5', 'FY2027-Q0', 'FY27-Q1', '2027-Q1', 'FY2027Q1', 'fy2027-q1', ''])(
    'is not "%s"',
    (text) => {
      expect(() => fiscalQuarter(text)).toThrow('FY2027-Q1');
    },
  );
});

describe('Books that are kept by month', () => {
  it.each([
    [1, 'FY2026-M01', '2026-01-01', '2026-01-31'],
    [1, 'FY2026-M12', '2026-12-01', '2026-12-31'],
    [2, 'FY2027-M01', '2026-02-01', '2026-02-28'],
    [2, 'FY2027-M12', '2027-01-01', '2027-01-31'],
  ])('of a year from month %s have %s from %s to %s', (firstMonth, text, start, end) => {
    const calendar = { firstMonth, periods: 'month' as const };
    const month = fiscalQuarter(text);
    expect([quarterStart(month, calendar), quarterEnd(month, calendar)]).toEqual([start, end]);
    expect(quarterOf(isoDate(end), calendar)).toBe(month);
  });

  it.each(['FY2026-M00', 'FY2026-M13', 'FY2026-M1', 'FY2026-Q5'])('have no %s', (text) => {
    expect(() => fiscalQuarter(text)).toThrow(RangeError);
  });
});
