import { keyedView } from '@accord/read-store';
import {
  paymentDetailsEvents,
  type DetailsVersion,
  type Owner,
  type PaymentDetailsEvent,
} from '../payment-details/payment-details.events';
import type { Person } from '../payout/person-of';

export interface VersionRow extends DetailsVersion {
  readonly proposedBy: Person;
  readonly confirmedBy: Person | null;
}

/** Whose details there are, by version. What they say lies in the vault. */
export interface PaymentDetailsRow {
  readonly details_id: string;
  readonly owner: Owner['owner'];
  readonly owner_id: string;
  readonly currency: string;
  readonly confirmed: VersionRow | null;
  readonly pending: VersionRow | null;
}

export const paymentDetailsProjection = keyedView<PaymentDetailsRow, PaymentDetailsEvent>({
  name: 'payment_details',
  version: 2,
  table: 'payment_details',
  columns: {
    details_id: 'text not null collate "C"',
    owner: 'text not null',
    owner_id: 'text not null',
    currency: 'text not null',
    confirmed: 'jsonb',
    pending: 'jsonb',
  },
  key: ['details_id'],
  events: [paymentDetailsEvents],
  keysOf: ({ data }) => [[data.detailsId]],
  fold(row, { type, data }) {
    switch (type) {
      case 'PaymentDetailsProposed': {
        const { detailsId, currency, versionId, hash, proposedBy } = data;
        return {
          details_id: detailsId,
          owner: data.owner,
          owner_id: ownerIdOf(data),
          currency,
          confirmed: row?.confirmed ?? null,
          pending: { versionId, hash, proposedBy, confirmedBy: null },
        };
      }
      case 'PaymentDetailsConfirmed': {
        if (!row?.pending) throw new Error(`${type} before it was proposed`);
        const { confirmedBy } = data;
        return { ...row, pending: null, confirmed: { ...row.pending, confirmedBy } };
      }
    }
  },
});

function ownerIdOf(of: Owner): string {
  switch (of.owner) {
    case 'payee':
      return of.partnerId;
    case 'person':
      return of.personId;
    case 'debtor':
      return of.entity;
  }
}
