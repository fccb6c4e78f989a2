import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, plusDays, rejected } from '@accord/kernel';
import type { BreakRules } from '@accord/programs';
import { rulesOf } from '../../../../test/support/sample-rules';
import { deal } from '../deal';
import type { DealEvent } from '../deal.events';
import type { BreakCause, BreakEvidence } from '../exclusivity/grounds';
import { breakProtection, breakRefusals } from './break-protection';

type Stored<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>;
const stored = <T extends DealEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const on = isoDate('2026-04-04');
const letter: BreakEvidence = { document: 'mail-17', statedBy: 'c-0007' };

const codesOf = (
  rules: BreakRules | undefined,
  cause: BreakCause,
  evidence: BreakEvidence = letter,
): string[] => breakRefusals(rules, { cause, evidence, on }).map(({ code }) => code);

describe('A protection is taken away', () => {
  const rules: BreakRules = {
    customerLetter: 'release',
    inactivity: { days: 180 },
    nonCompliance: true,
  };

  it('only for the causes that the program names', () => {
    for (const cause of ['customer-letter', 'inactivity', 'non-compliance'] as const) {
      expect(codesOf(undefined, cause)).toEqual(['break-not-in-program']);
      expect(codesOf({}, cause)).toEqual(['break-not-in-program']);
    }
    expect(codesOf({ nonCompliance: false }, 'non-compliance')).toEqual(['break-not-in-program']);
    expect(codesOf(rules, 'non-compliance')).toEqual([]);
    expect(codesOf(rulesOf('cirrus').exclusivity.breaks, 'customer-letter')).toEqual([]);
    expect(codesOf(rulesOf('hubspot').exclusivity.breaks, 'customer-letter')).toEqual([
      'break-not-in-program',
    ]);
  });

  it('on a letter that somebody signed for the customer', () => {
    expect(codesOf(rules, 'customer-letter')).toEqual([]);
    expect(codesOf(rules, 'customer-letter', { document: 'mail-17' })).toEqual([
      'statement-unsigned',
    ]);
  });

  // GitLab, Working with GitLab: last activity more than 180 days ago.
  it.each([
    [179, ['still-active']],
    [180, ['still-active']],
    [181, []],
  ])('for inactivity of 180 days, %s days after the last activity: %j', (idle, codes) => {
    const lastActivityOn = plusDays(on, -idle);
    expect(codesOf(rules, 'inactivity', { document: 'crm', lastActivityOn })).toEqual(codes);
  });

  it('not for inactivity that nobody can prove', () => {
    expect(codesOf(rules, 'inactivity', { document: 'crm' })).toEqual(['activity-unknown']);
  });
});

describe('The deal whose protection was taken away', () => {
  const registered = stored('DealRegistered');
  const approval = stored('DealApproved');
  const broken = stored('DealProtectionBroken');
  const approved = fold(deal, [registered, approval]);
  const { grantId, cause, evidence, brokenOn } = broken.data;
  const command = { grantId, cause, evidence, on: brokenOn };

  it('notes it once, and is over', () => {
    expect(breakProtection(approved, command)).toEqual(accepted(broken));
    const after = fold(deal, [registered, approval, broken]);
    expect(after).toMatchObject({ status: 'broken' });
    expect(breakProtection(after, command)).toEqual(accepted());
  });

  it('is broken though it ran out between the release of its grant and the record of that', () => {
    const expired = fold(deal, [registered, approval, stored('DealExpired')]);
    expect(breakProtection(expired, command)).toEqual(accepted(broken));
    expect(breakProtection(expired, { ...command, grantId: 'other' })).toEqual(
      rejected('grant-not-held', 'The deal holds its customer under another grant'),
    );
  });

  it('is one that stands, under the grant that was taken', () => {
    expect(breakProtection(fold(deal, [registered]), command)).toEqual(
      rejected('deal-not-open', 'The deal is pending'),
    );
    expect(breakProtection(approved, { ...command, grantId: 'other' })).toEqual(
      rejected('grant-not-held', 'The deal holds its customer under another grant'),
    );
    const won = fold(deal, [registered, approval, stored('DealWon')]);
    expect(breakProtection(won, command)).toEqual(rejected('deal-not-open', 'The deal is won'));
  });
});
