/** What older versions of the fund's events did not say, as it was then. */

/** Every fund was one partner's, and money could be asked for as long as activities took place. */
export const openedV1 = (data: object): object => ({
  ...data,
  kind: 'mdf',
  region: null,
  quarter: null,
  requestBy: 'periodTo' in data ? data.periodTo : null,
  claimBy: null,
});

/** No fund grew with bookings. */
export const openedV2 = (data: object): object => ({ ...data, earns: null });

/** Money in a fund did not age, so that none of it had to be told from the rest. */
export const allocatedV1 = (data: object): object => ({
  ...data,
  creditId: 'allocated',
  expiresOn: null,
});

/** No program asked for a market or for proofs beforehand. */
export const requestedV1 = (data: object): object => ({
  ...data,
  market: null,
  outsideTarget: false,
  proofs: [],
});

/** Claims went up to what was approved, and a partner left out by itself what is not co-funded. */
export const approvedV1 = (data: object): object => ({
  ...data,
  by: 'person',
  terms: {
    ...termsIn(data),
    tolerance: '0%',
    minClaim: null,
    excludedCosts: [],
  },
});

/** Nobody gave anything back of what the vendor paid. */
export const withoutRefund = (data: object): object => ({ ...data, refund: null });
export const withoutRefundTerms = (data: object): object => ({
  ...data,
  terms: { ...termsIn(data), refund: null },
});

const termsIn = (data: object): object =>
  ('terms' in data && typeof data.terms === 'object' && data.terms) || {};

export const claimedV1 = (data: object): object => ({
  ...data,
  eligible: 'cost' in data ? data.cost : null,
  costs: [],
});
