import type { BankDetails } from '../payment-details/bank-details';
import type { VersionRow } from './payment-details.projection';

/** One version of somebody's bank details. */
export class DetailsVersionBody {
  /** Names the version in a confirmation. */
  hash: string;
  proposedBy: string;
  /** Null until somebody else has confirmed it. */
  confirmedBy: string | null;
  /** Null, as all below, when the vault holds the details no more. */
  name: string | null;
  scheme: 'iban' | 'other' | null;
  /** All but the last four characters hidden in lists. */
  accountNumber: string | null;
  bic: string | null;
  country: string | null;
}

/** Where somebody is paid, or pays from, in one currency. */
export class PaymentDetailsBody {
  detailsId: string;
  owner: 'payee' | 'person' | 'debtor';
  ownerId: string;
  currency: string;
  /** What payments use; null while nothing was confirmed. */
  confirmed: DetailsVersionBody | null;
  /** What waits for somebody else to confirm it. */
  pending: DetailsVersionBody | null;
}

const UNKNOWN = { name: null, scheme: null, accountNumber: null, bic: null, country: null };

export const versionBody = (
  row: VersionRow,
  details: BankDetails | undefined,
): DetailsVersionBody => ({
  hash: row.hash,
  proposedBy: row.proposedBy.principal,
  confirmedBy: row.confirmedBy?.principal ?? null,
  ...(details ?? UNKNOWN),
});
