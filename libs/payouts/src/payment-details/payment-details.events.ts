import { eventCatalog } from '@accord/kernel';
import type { Person } from '../payout/person-of';

/** Whose bank account it is: a partner or one of its people who is paid, or a legal entity that pays. */
export type Owner =
  | { readonly owner: 'payee'; readonly partnerId: string }
  | {
      readonly owner: 'person';
      /** Opaque. */
      readonly personId: string;
      /** For which the person sells. */
      readonly partnerId: string;
    }
  | { readonly owner: 'debtor'; readonly entity: string };

/** One version of somebody's bank details. They lie in the vault; the log knows them by id and hash. */
export interface DetailsVersion {
  readonly versionId: string;
  /** HMAC-SHA-256 of the details under a key of the vault, hex: nobody can guess them from it. */
  readonly hash: string;
}

/** A version of somebody's details that a payment uses. */
export interface UsedDetails extends DetailsVersion {
  readonly detailsId: string;
}

/** Storage contracts: add, never rename. */
export type PaymentDetailsEvent =
  | {
      /** Takes effect once somebody else has confirmed it. */
      readonly type: 'PaymentDetailsProposed';
      readonly data: Owner &
        DetailsVersion & {
          readonly detailsId: string;
          readonly currency: string;
          readonly proposedBy: Person;
        };
    }
  | {
      readonly type: 'PaymentDetailsConfirmed';
      readonly data: DetailsVersion & { readonly detailsId: string; readonly confirmedBy: Person };
    };

/** One stream for each owner and currency: `paymentdetails-<owner>.<id>.<currency>`, of a person `payee.person:<id>.<currency>`. */
export const paymentDetailsEvents = eventCatalog<PaymentDetailsEvent>('paymentdetails', {
  PaymentDetailsProposed: { version: 1 },
  PaymentDetailsConfirmed: { version: 1 },
});
