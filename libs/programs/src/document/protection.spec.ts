import { isoDate } from '@accord/kernel';
import { protectedUntil } from './protection';

const day = isoDate;

describe('A protection', () => {
  it.each([
    // GitLab channel operations: 90 days from the original approval date.
    ['90 days from approval', { days: 90 }, '2026-01-05', '2026-02-02', '2026-05-03'],
    // HubSpot solutions program: 90 days from registration.
    [
      '90 days from submission',
      { days: 90, from: 'submission' },
      '2026-02-02',
      '2026-03-20',
      '2026-05-03',
    ],
    ['0 days', { days: 0 }, '2026-01-05', '2026-02-02', '2026-02-02'],
    ['90 days over a leap day', { days: 90 }, '2028-01-05', '2028-02-02', '2028-05-02'],
    // NeuVector deal registration: 6 months from approval.
    ['6 months from approval', { months: 6 }, '2026-01-05', '2026-02-02', '2026-08-02'],
    ['6 months to a shorter month', { months: 6 }, '2026-01-05', '2026-08-31', '2027-02-28'],
    ['6 months to a leap day', { months: 6 }, '2026-01-05', '2027-08-31', '2028-02-29'],
    [
      '6 months from submission',
      { months: 6, from: 'submission' },
      '2026-01-05',
      '2026-02-02',
      '2026-07-05',
    ],
  ] as const)('of %s lasts through its last day', (_, rules, registered, approved, last) => {
    const moments = { registeredOn: day(registered), approvedOn: day(approved) };
    expect(protectedUntil(rules, moments)).toBe(last);
  });
});
