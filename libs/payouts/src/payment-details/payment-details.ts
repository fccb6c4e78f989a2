import type { StreamType } from '@accord/kernel';
import { payeeOf } from '@accord/incentives';
import type { Person } from '../payout/person-of';
import {
  paymentDetailsEvents,
  type DetailsVersion,
  type Owner,
  type PaymentDetailsEvent,
} from './payment-details.events';

export interface PendingVersion extends DetailsVersion {
  readonly proposedBy: Person;
}

export interface ConfirmedVersion extends PendingVersion {
  readonly confirmedBy: Person;
}

/** Where somebody is paid, or pays from, in one currency. Only what was confirmed is used. */
export interface PaymentDetails {
  readonly pending: PendingVersion | null;
  readonly confirmed: ConfirmedVersion | null;
}

/** @param payee a partner's id, or `person:<id>` */
export const payeeDetailsId = (payee: string, currency: string): string =>
  `payee.${payee}.${currency}`;

export const debtorDetailsId = (entity: string, currency: string): string =>
  `debtor.${entity}.${currency}`;

export function detailsIdOf(of: Owner, currency: string): string {
  switch (of.owner) {
    case 'payee':
      return payeeDetailsId(of.partnerId, currency);
    case 'person':
      return payeeDetailsId(payeeOf(of), currency);
    case 'debtor':
      return debtorDetailsId(of.entity, currency);
  }
}

/** Under whom the vault keeps details: whoever forgets a person forgets its account with it. */
export const vaultSubject = (detailsId: string): string =>
  /^payee\.person:(.+)\.[A-Z]{3}$/.exec(detailsId)?.[1] ?? detailsId;

export const paymentDetails: StreamType<PaymentDetails, PaymentDetailsEvent> = {
  catalog: paymentDetailsEvents,
  initial: { pending: null, confirmed: null },
  evolve(state, event) {
    switch (event.type) {
      case 'PaymentDetailsProposed': {
        const { versionId, hash, proposedBy } = event.data;
        return { ...state, pending: { versionId, hash, proposedBy } };
      }
      case 'PaymentDetailsConfirmed': {
        const { pending } = state;
        if (!pending) throw new Error('Confirmed before it was proposed');
        return { pending: null, confirmed: { ...pending, confirmedBy: event.data.confirmedBy } };
      }
    }
  },
};
