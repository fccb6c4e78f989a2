import { accrualsProjection } from './accrual-list/accruals.projection';
import { bookingsProjection } from './accrual-list/bookings.projection';
import { evidenceProjection } from './evidence-list/evidence.projection';
import { mdfBalancesProjection } from './fund-balance/mdf-balances.projection';
import { fundEvents } from './fund.events';
import { mdfDueProjection } from './mdf-due/mdf-due.projection';
import { mdfRequestsProjection } from './mdf-requests/mdf-requests.projection';
import { evidenceEvents } from './store-evidence/evidence.events';
import { MEDIA_TYPES } from './store-evidence/media-types';
import { transfersProjection } from './transfer-list/transfers.projection';

export { MdfModule } from './mdf.module';
export { ClaimDirectory, type ApprovedClaim } from './claim-directory/claim-directory';
export { AccrueCoopReactor } from './accrue-coop/accrue-coop.reactor';
export { EndOfAgreementReactor } from './end-requests/end-of-agreement.reactor';
export { FinishTransferReactor } from './transfer-funds/finish-transfer.reactor';
export { MdfDueWork } from './mdf-due/mdf-due-work';
export { fundBalances, type Buckets, type FundBalances } from './fund-balances';
export { fundEvents, type FundEvent } from './fund.events';
export type { BudgetAccount, Posting, PostingRule } from './posting';

/** Media types of documents that are taken as evidence. */
export const EVIDENCE_TYPES: readonly string[] = MEDIA_TYPES.map(({ name }) => name);

export const mdfCatalogs = [fundEvents, evidenceEvents];
export const mdfProjections = [
  mdfBalancesProjection,
  mdfRequestsProjection,
  mdfDueProjection,
  evidenceProjection,
  transfersProjection,
  accrualsProjection,
  bookingsProjection,
];
