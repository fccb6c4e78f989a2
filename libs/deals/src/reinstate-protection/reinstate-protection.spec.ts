import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { lastApproval, reinstateProtection } from './reinstate-protection';

type Stored<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>;
const stored = <T extends DealEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const given = (...events: DealEvent[]) => fold(deal, events);

const registered = stored('DealRegistered');
const approved = stored('DealApproved');
const again: Stored<'DealApproved'> = {
  ...approved,
  data: { ...approved.data, grantId: 'new-grant', by: 'reinstatement' },
};

describe('A protection that is put back', () => {
  it.each([stored('DealProtectionBroken'), stored('DealWithdrawn')])(
    'after $type is an approval under a grant of its own, once',
    (ended) => {
      expect(reinstateProtection(given(registered, approved, ended), again.data)).toEqual(
        accepted(again),
      );
      const after = given(registered, approved, ended, again);
      expect(after).toMatchObject({ status: 'approved', approval: { grantId: 'new-grant' } });
      expect(reinstateProtection(after, again.data)).toEqual(accepted());
    },
  );

  it('is not one that stands, was denied, or never was', () => {
    expect(reinstateProtection(given(registered, approved), again.data)).toEqual(
      rejected('deal-not-open', 'The deal is approved'),
    );
    expect(reinstateProtection(given(registered, stored('DealDenied')), again.data)).toEqual(
      rejected('deal-not-open', 'The deal is denied'),
    );
    expect(lastApproval([registered, stored('DealWithdrawn')])).toBeUndefined();
  });

  it('lasts as long as it would have, with its extensions', () => {
    const extended = stored('DealExtended');
    expect(lastApproval([registered, approved])?.expiresOn).toBe(approved.data.expiresOn);
    expect(lastApproval([registered, approved, extended])?.expiresOn).toBe(
      isoDate(extended.data.expiresOn),
    );
  });
});
