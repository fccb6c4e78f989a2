import { isoDate } from '@accord/kernel';
import { purchaseOrderDue } from './purchase-order-rule';

const rules = {
  fiscalYear: { firstMonth: 2 },
  purchaseOrder: { lastDaysOfQuarter: 5, withinDays: 10 },
};
const due = (on: string, program: Parameters<typeof purchaseOrderDue>[0] = rules): string => {
  const found = purchaseOrderDue(program, isoDate(on));
  return 'dueOn' in found ? found.dueOn : found.rejection.code;
};

describe('An order booked on the promise of a purchase order', () => {
  // GitLab, order processing: the last 5 days of a quarter that ends on 30 April; 10 days.
  it.each([
    ['2026-04-25', 'too-early-in-quarter'],
    ['2026-04-26', '2026-05-06'],
    ['2026-04-28', '2026-05-08'],
    ['2026-04-30', '2026-05-10'],
    ['2026-05-01', 'too-early-in-quarter'],
    // The fiscal year ends with January, 2028 is a leap year.
    ['2026-01-27', '2026-02-06'],
    ['2026-01-26', 'too-early-in-quarter'],
    ['2028-01-31', '2028-02-10'],
  ])('on %s may wait until %s', (on, answer) => {
    expect(due(on)).toBe(answer);
  });

  it('over a leap day waits no longer', () => {
    const calendar = { ...rules, fiscalYear: { firstMonth: 3 } };
    expect(due('2028-02-24', calendar)).toBe('too-early-in-quarter');
    expect(due('2028-02-25', calendar)).toBe('2028-03-06');
    expect(due('2027-02-24', calendar)).toBe('2027-03-06');
  });

  it('is none where the program knows no promise', () => {
    expect(due('2026-04-30', { fiscalYear: { firstMonth: 2 } })).toBe('purchase-order-needed');
  });
});
