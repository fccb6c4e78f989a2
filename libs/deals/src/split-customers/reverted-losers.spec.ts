import { isoDate } from '@accord/kernel';
import type { CustomerClaim } from '@accord/customers';
import type { ExclusivityScope } from '../exclusivity/scope';
import { revertedLosers, type Decided } from './reverted-losers';

const company = (name: string): CustomerClaim => ({
  name,
  country: 'DE',
  domain: `${name.toLowerCase()}.example`,
  registerNumbers: [],
});
const scope = (opportunity: string): ExclusivityScope => ({
  group: 'sourced',
  kind: 'opportunity',
  opportunity,
  family: 'Premium',
});
const grant = (dealId: string, opportunity: string, released = false) => ({
  grantId: `grant-${dealId}`,
  dealId,
  partnerId: `partner-${dealId}`,
  scope: scope(opportunity),
  from: isoDate('2026-02-02'),
  until: isoDate('2026-05-03'),
  released,
});
const claim = (dealId: string, name: string) => ({ dealId, claim: company(name) });

/** Two companies, taken for one: "stays" holds OPP-1, "goes" holds OPP-2. */
const decided: Decided = {
  claims: [claim('stays', 'Nordwind'), claim('goes', 'Fjordlys'), claim('gave-way', 'Fjordlys')],
  grants: [grant('stays', 'OPP-1'), grant('goes', 'OPP-2')],
  outranked: [],
  gaveWay: [],
};
const outranked = (name: string, by: string, denied: boolean) => ({
  dealId: 'loser',
  denied,
  grantId: `grant-${by}`,
  claim: company(name),
});
const revert = (change: Partial<Decided>, moved = ['goes', 'gave-way']) =>
  revertedLosers({ ...decided, ...change }, moved, isoDate('2026-03-10'));

describe('When one customer becomes two', () => {
  it('a registration that lost to the half that it does not resemble may ask again', () => {
    expect(revert({ outranked: [outranked('Fjordlys', 'stays', true)] })).toEqual([
      { dealId: 'loser', why: 'denied', to: 'stays' },
    ]);
    expect(revert({ outranked: [outranked('Nordwind', 'goes', false)] })).toEqual([
      { dealId: 'loser', why: 'outranked', to: 'goes' },
    ]);
  });

  it('one that lost to the half that it resembles, or was found to be in, has lost as before', () => {
    expect(revert({ outranked: [outranked('Nordwind', 'stays', true)] })).toEqual([]);
    const known = { ...outranked('Nordwind', 'goes', true), dealId: 'gave-way' };
    expect(revert({ outranked: [known] })).toEqual([]);
    expect(revert({ outranked: [{ ...known, grantId: 'grant-stays' }] })).toEqual([
      { dealId: 'gave-way', why: 'denied', to: 'stays' },
    ]);
  });

  it('one that gave its protection up in the merge may ask for it when its half is free', () => {
    const gaveWay = [{ dealId: 'gave-way', scope: scope('OPP-1') }];
    expect(revert({ gaveWay })).toEqual([{ dealId: 'gave-way', why: 'broken', to: 'stays' }]);
    expect(revert({ gaveWay }, ['goes'])).toEqual([]);
    const taken = [...decided.grants, grant('other', 'OPP-1')];
    expect(revert({ gaveWay, grants: taken }, ['goes', 'gave-way', 'other'])).toEqual([]);
    expect(revert({ gaveWay, grants: [grant('stays', 'OPP-1', true)] })).toEqual([]);
  });
});
