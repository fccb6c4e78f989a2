import fc from 'fast-check';
import { isBusinessDay, minusBusinessDays, plusBusinessDays } from './business-calendar';
import { isoDate, plusDays } from './dates';

const memorialDay = { holidays: [isoDate('2026-05-25')] };
const noHolidays = { holidays: [] };

describe('Business days', () => {
  it.each([
    ['2026-05-15', 2, '2026-05-19', memorialDay],
    ['2026-05-22', 2, '2026-05-27', memorialDay],
    ['2026-05-22', 2, '2026-05-26', noHolidays],
    ['2026-03-02', 10, '2026-03-16', noHolidays],
    ['2026-05-23', 1, '2026-05-25', noHolidays],
    ['2026-05-23', 0, '2026-05-23', noHolidays],
  ])('after %s, %s of them, end on %s', (from, count, to, calendar) => {
    expect(plusBusinessDays(isoDate(from), count, calendar)).toBe(to);
  });

  it.each([
    ['2026-05-27', 2, '2026-05-22', memorialDay],
    ['2026-05-24', 1, '2026-05-22', memorialDay],
    ['2026-04-15', 10, '2026-04-01', noHolidays],
  ])('before %s, %s of them, begin on %s', (from, count, to, calendar) => {
    expect(minusBusinessDays(isoDate(from), count, calendar)).toBe(to);
  });

  it('end on one, count as many as asked, and lead back', () => {
    const day = fc
      .integer({ min: 0, max: 2_000 })
      .map((days) => plusDays(isoDate('2024-01-01'), days));
    const calendars = fc.array(day, { maxLength: 40 }).map((holidays) => ({ holidays }));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), calendars, (from, count, calendar) => {
        const to = plusBusinessDays(from, count, calendar);
        expect(isBusinessDay(to, calendar)).toBe(true);
        let passed = 0;
        for (let at = plusDays(from, 1); at <= to; at = plusDays(at, 1)) {
          if (isBusinessDay(at, calendar)) passed += 1;
        }
        expect(passed).toBe(count);
        if (isBusinessDay(from, calendar)) {
          expect(minusBusinessDays(to, count, calendar)).toBe(from);
        }
      }),
    );
  });
});
