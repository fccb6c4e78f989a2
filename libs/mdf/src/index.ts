import { mdfBalancesProjection } from './fund-balance/mdf-balances.projection';
import { fundEvents } from './fund.events';
import { mdfDueProjection } from './mdf-due/mdf-due.projection';
import { mdfRequestsProjection } from './mdf-requests/mdf-requests.projection';

export { MdfModule } from './mdf.module';
export { ClaimDirectory, type ApprovedClaim } from './claim-directory/claim-directory';
export { MdfDueWork } from './mdf-due/mdf-due-work';
export { fundBalances, type Buckets, type FundBalances } from './fund-balances';
export { fundEvents, type FundEvent } from './fund.events';
export type { BudgetAccount, Posting, PostingRule } from './posting';

export const mdfCatalogs = [fundEvents];
export const mdfProjections = [mdfBalancesProjection, mdfRequestsProjection, mdfDueProjection];
