import { isoDate } from '@accord/kernel';
import { standingOn, type Partner } from '@accord/partners';
import { account } from '../account/account';
import { earning, usd } from '../spec-support/statement-runs';
import { companyOf } from './company-of';
import { PayeeTerms } from './payee-terms.query';

/** A partner whose only agreement ends with this day; null: it goes on. */
const partnerUntil = (endedOn: string | null): Partner => ({
  status: 'enrolled',
  partnerId: 'fjord',
  programId: 'gitlab',
  kind: 'reseller',
  country: 'DE',
  agreements: [
    {
      agreementId: 'a1',
      territories: ['DE'],
      exhibits: ['resale'],
      signedOn: isoDate('2026-01-01'),
      endedOn: endedOn === null ? null : isoDate(endedOn),
    },
  ],
  tracks: [],
  designations: [],
  credentials: [],
});

const MINIMUM = { minimum: usd(50), setOff: true };

/** @returns the minimum for a payee of which these companies are known */
async function minimumFor(
  payee: string,
  companies: Readonly<Record<string, string | null>>,
  payOn: string,
) {
  const terms = new PayeeTerms(
    {
      standing: (id, day) =>
        Promise.resolve({
          standing: standingOn(partnerUntil(companies[id] ?? null), day),
          revision: 1,
        }),
      taxStanding: () => Promise.resolve(undefined),
    },
    { inForce: () => Promise.resolve(undefined) },
  );
  const sold = Object.keys(companies).map((partnerId, i) => earning(`l${i}`, 20, { partnerId }));
  const of = companyOf(payee, sold, account.initial);
  const { minimum } = await terms.of(of, { terms: MINIMUM, book: 'gitlab', payOn: isoDate(payOn) });
  return minimum;
}

describe('The minimum for payments', () => {
  const ended = { fjord: '2026-06-01' };

  it('holds for a partner through the last day of its last agreement', async () => {
    expect(await minimumFor('fjord', ended, '2026-06-01')).toEqual(usd(50));
    expect(await minimumFor('fjord', ended, '2026-06-02')).toBeNull();
  });

  it('holds for a person as long as for the company for which it sold', async () => {
    expect(await minimumFor('person:p7', ended, '2026-06-01')).toEqual(usd(50));
    expect(await minimumFor('person:p7', ended, '2026-06-02')).toBeNull();
  });

  it('holds for a person that sold for two companies until both have ended', async () => {
    const two = { fjord: '2026-06-01', granite: '2026-07-31' };
    expect(await minimumFor('person:p7', two, '2026-07-31')).toEqual(usd(50));
    expect(await minimumFor('person:p7', two, '2026-08-01')).toBeNull();
  });
});
