import {
  accepted,
  canonicalJson,
  currency,
  fromJson,
  rejected,
  rejectedFor,
  sha256Hex,
  sum,
  toJson,
  uuidFrom,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import { toldAmount, type Payment } from '../account/account.events';
import type { UsedDetails } from '../payment-details/payment-details.events';
import type { Payout } from '../payout/payout';
import type { NotPaid, PayoutEvent } from '../payout/payout.events';
import type { Person } from '../payout/person-of';

/** Payments that one message to the bank holds; the same command sent anew gives the next message. */
export const PAYMENTS_PER_MESSAGE: number = 1_000;
/** Accounts that a message names as not paid; the others are counted. */
const NOT_PAID_PER_MESSAGE = 1_000;

export type IssuedPayout = Extract<Payout, { status: 'issued' }>;

export interface InstructPayments {
  /** In which they leave. */
  readonly currency: string;
  readonly debtor: UsedDetails;
  readonly payments: readonly Payment[];
  readonly notPaid: readonly NotPaid[];
  readonly by: Person;
  readonly today: IsoDate;
}

export const WHY_NOT_PAID: { readonly [R in NotPaid['reason']]: string } = {
  'nothing-payable': 'Nothing is payable',
  held: 'The account is held',
  'details-missing': 'There are no payment details',
  'details-unconfirmed': 'The payment details are not confirmed yet',
  'own-confirmation': 'You confirmed the payment details; somebody else must instruct',
  'paid-in-account-currency': 'It is paid in the currency of its account',
  'message-full': `A message holds ${PAYMENTS_PER_MESSAGE} payments; send the command again`,
};

export const notIssued = ({ status }: Payout): Decision<never> =>
  rejected('payout-not-issued', `Nothing to pay yet: the run is ${status}`);

/** @returns ids of all payments that some message of the run holds */
export const toldPayments = ({ messages }: IssuedPayout): ReadonlySet<string> =>
  new Set(messages.flatMap(({ payments }) => payments.map((payment) => payment.paymentId)));

/** Puts payments that were recorded in their accounts, and are in no message yet, into one. */
export function instructPayments(
  state: Payout,
  { currency: code, debtor, payments, notPaid, by, today }: InstructPayments,
): Decision<PayoutEvent> {
  if (state.status !== 'issued') return notIssued(state);
  const told = toldPayments(state);
  const untold = payments.filter((payment) => !told.has(payment.paymentId));
  if (untold.length === 0) {
    const unmet = notPaid.filter(({ reason }) => reason !== 'nothing-payable');
    if (unmet.length === 0) return accepted();
    return rejectedFor(
      unmet.slice(0, NOT_PAID_PER_MESSAGE).map(({ accountId, reason }) => ({
        code: reason,
        message: WHY_NOT_PAID[reason],
        path: accountId,
      })),
    );
  }
  const { payoutId } = state.proposal;
  const number = state.messages.length + 1;
  const hashes = [debtor, ...untold].map(({ hash }) => hash);
  const amounts = untold.map((payment) => fromJson(toldAmount(payment)));
  return accepted({
    type: 'PaymentsInstructed',
    data: {
      payoutId,
      messageId: uuidFrom('message', payoutId, String(number)).replaceAll('-', ''),
      number,
      instructedOn: today,
      instructedBy: by,
      debtor,
      payments: untold,
      count: untold.length,
      controlSum: toJson(sum(amounts, currency(code))),
      detailsHash: sha256Hex(canonicalJson(hashes)),
      notPaid: notPaid.slice(0, NOT_PAID_PER_MESSAGE),
      notPaidCount: notPaid.length,
    },
  });
}
