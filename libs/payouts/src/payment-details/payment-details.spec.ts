import type { Decision } from '@accord/kernel';
import { confirmPaymentDetails } from '../confirm-payment-details/confirm-payment-details';
import { proposePaymentDetails } from '../propose-payment-details/propose-payment-details';
import { detailsIdOf, paymentDetails, vaultSubject, type PaymentDetails } from './payment-details';
import type { PaymentDetailsEvent } from './payment-details.events';

const detailsId = 'payee.fjord.USD';
const person = (principal: string, onBehalfOf: string | null = null) => ({ principal, onBehalfOf });
const propose = (state: PaymentDetails, hash: string, isKnown = true) =>
  proposePaymentDetails(
    state,
    {
      owner: 'payee',
      partnerId: 'fjord',
      detailsId,
      currency: 'USD',
      versionId: `version ${hash}`,
      hash,
      proposedBy: person('fiona'),
    },
    { isKnown },
  );
const confirm = (state: PaymentDetails, hash: string, by = person('carl')) =>
  confirmPaymentDetails(state, { detailsId, hash, by });

/** The state after decisions that must be accepted, one on the other. */
const after = (
  ...steps: readonly ((state: PaymentDetails) => Decision<PaymentDetailsEvent>)[]
): PaymentDetails =>
  steps.reduce((state, step) => {
    const decision = step(state);
    if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.message);
    return decision.events.reduce(paymentDetails.evolve, state);
  }, paymentDetails.initial);
const codeOf = (decision: Decision<PaymentDetailsEvent>): unknown =>
  decision.kind === 'rejected' ? decision.rejections[0]?.code : decision.events.length;

describe('Payment details', () => {
  const proposed = after((state) => propose(state, 'a'));
  const confirmed = after(
    (state) => propose(state, 'a'),
    (state) => confirm(state, 'a'),
  );

  it('are used once somebody else has confirmed them', () => {
    expect(proposed).toMatchObject({ pending: { hash: 'a' }, confirmed: null });
    expect(confirmed).toMatchObject({
      pending: null,
      confirmed: { hash: 'a', proposedBy: person('fiona'), confirmedBy: person('carl') },
    });
  });

  it('are confirmed by nobody who proposed them, nor for them', () => {
    expect(codeOf(confirm(proposed, 'a', person('fiona')))).toBe('same-person');
    expect(codeOf(confirm(proposed, 'a', person('bot', 'fiona')))).toBe('same-person');
  });

  it('are confirmed as they were reviewed only', () => {
    const changed = after(
      (state) => propose(state, 'a'),
      (state) => propose(state, 'b'),
    );
    expect(codeOf(confirm(changed, 'a'))).toBe('hash-mismatch');
    expect(codeOf(confirm(paymentDetails.initial, 'a'))).toBe('nothing-proposed');
  });

  it('stay in use until a change is confirmed', () => {
    const change = after(
      (state) => propose(state, 'a'),
      (state) => confirm(state, 'a'),
      (state) => propose(state, 'b'),
    );
    expect(change).toMatchObject({ pending: { hash: 'b' }, confirmed: { hash: 'a' } });
  });

  it('change nothing when they are what they were', () => {
    expect(codeOf(propose(proposed, 'a'))).toBe(0);
    expect(codeOf(propose(confirmed, 'a'))).toBe(0);
    expect(codeOf(confirm(confirmed, 'a'))).toBe(0);
  });

  it('are taken for partners that there are', () => {
    expect(codeOf(propose(paymentDetails.initial, 'a', false))).toBe('partner-unknown');
  });
});

describe('Payment details of a person', () => {
  const of = { owner: 'person', personId: 'p.7', partnerId: 'fjord' } as const;

  it('are those to which what the person has earned is paid', () => {
    expect(detailsIdOf(of, 'USD')).toBe('payee.person:p.7.USD');
    expect(detailsIdOf({ owner: 'payee', partnerId: 'fjord' }, 'USD')).toBe('payee.fjord.USD');
    expect(detailsIdOf({ owner: 'debtor', entity: 'inc' }, 'USD')).toBe('debtor.inc.USD');
  });

  it('lie with all else that is known of the person, to be forgotten with it', () => {
    expect(vaultSubject('payee.person:p.7.USD')).toBe('p.7');
    expect(vaultSubject('payee.fjord.USD')).toBe('payee.fjord.USD');
  });
});
