import { isoDate } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { AGREEMENTS, withDach } from '../../../../test/support/dach';
import { rulesOf } from '../../../../test/support/sample-rules';
import { discountOf } from '../deal-price/discount';
import { wayOf } from '../deal-price/way';
import type { Registration } from '../deal';
import { engagementRefusals, type Engagement } from './engagement';
import { eligibility } from './register-deal';

const rules = withDach(rulesOf('gitlab'));
const partner = (...territories: readonly string[]): Extract<Standing, { enrolled: true }> => ({
  enrolled: true,
  inGoodStanding: true,
  partnerId: 'acme',
  programId: 'gitlab',
  kind: 'distributor',
  track: 'Open',
  designations: [],
  territories,
  exhibits: ['resale'],
  credentials: new Map([['sales-accreditation', 1]]),
});
const deal: Engagement = {
  dealId: 'd',
  partnerId: 'acme',
  programId: 'gitlab',
  dealType: 'resale',
  claim: { name: 'Nordwind', country: 'DE', domain: 'nordwind.example', registerNumbers: [] },
  opportunity: null,
  value: { minor: '1000000', currency: 'USD' },
  productFamily: 'Premium',
  territory: 'DE',
  renewal: 'none',
  softwareOwnedByPartner: false,
  origin: null,
  distributorId: 'acme',
};

const CASES = [
  ...AGREEMENTS,
  ['for the region, in what nobody knows', ['DACH'], 'Atlantis', false],
] as const;

describe('A signed agreement', () => {
  it.each(CASES)('%s: %j covers %s: %s', (_what, signed, territory, isCovered) => {
    const refusals = eligibility({ ...deal, territory }, rules, partner(...signed));
    expect(refusals.map(({ code }) => code)).toEqual(isCovered ? [] : ['territory-not-signed']);
  });

  it.each(CASES)('of a distributor %s: %j covers %s: %s', (_what, signed, territory, isCovered) => {
    const distributor = partner(...signed);
    const refusals = engagementRefusals({ ...deal, territory }, rules, {
      on: isoDate('2026-03-10'),
      standing: partner('EMEA'),
      distributor,
      filedBy: 'partner',
      renewal: 'none',
    });
    expect(refusals.map(({ code }) => code)).toEqual(
      isCovered ? [] : ['distributor-not-in-territory'],
    );
  });
});

describe('What a deal costs', () => {
  it.each([
    ['DE', '3/10'],
    ['DACH', '3/10'],
    ['EMEA', '0/1'],
    ['Atlantis', '0/1'],
  ])('by a discount for DACH in %s: %s off', (territory, off) => {
    const discounts = [
      { price: 'sourced', party: 'reseller', territory: 'DACH', rate: '3/10' },
    ] as const;
    const at = { price: 'sourced', party: 'reseller', track: 'Open', dealType: 'resale' } as const;
    const pricing = { illustrative: true, discounts: [...discounts] };
    const { numerator, denominator } = discountOf(
      pricing,
      { ...at, family: 'Premium', territory },
      rules,
    );
    expect(`${numerator}/${denominator}`).toBe(off);
  });

  it.each([
    ['DE', 'listPrice'],
    ['EMEA', 'cosell'],
  ])('where DACH prefers partners, in %s: %s for the others', (territory, as) => {
    const registration: Registration = {
      ...deal,
      territory,
      registeredOn: isoDate('2026-03-10'),
      silenceOn: null,
      partnerRevision: 1,
    };
    const preferredPartner = {
      territories: ['DACH'],
      minMeetings: 0,
      others: 'listPrice',
    } as const;
    const preferring = {
      ...rules,
      preferredPartner: { ...preferredPartner, territories: [...preferredPartner.territories] },
    };
    const standings = {
      status: 'pending',
      registration,
      outranked: null,
      followed: false,
    } as const;
    expect(wayOf(preferring, { ...standings, preferred: 'another' }).as).toBe(as);
  });
});
