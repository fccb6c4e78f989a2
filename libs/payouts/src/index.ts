import { accountEvents } from './account/account.events';
import { disputesProjection } from './dispute-list/disputes.projection';
import { estimateEvents } from './estimate/estimate.events';
import { estimatesProjection } from './estimate-list/estimates.projection';
import { holdsProjection } from './hold-list/holds.projection';
import { coFunderEvents } from './co-funder/co-funder.events';
import { bankFileEvents } from './bank-answers/bank-file.events';
import { journalProjection } from './ledger/journal.projection';
import { openingEvents } from './opening/opening.events';
import { payeeAccountsProjection } from './payee-accounts/payee-accounts.projection';
import { paymentDetailsEvents } from './payment-details/payment-details.events';
import { paymentDetailsProjection } from './payment-details-list/payment-details.projection';
import { paymentsProjection } from './payment-list/payments.projection';
import { payoutEvents } from './payout/payout.events';
import { payoutsProjection } from './payout-list/payouts.projection';
import { payoutDraftsProjection } from './payout-review/payout-drafts.projection';
import { periodEvents } from './period/period.events';
import { periodsProjection } from './period-list/periods.projection';
import { refundsProjection } from './refund-list/refunds.projection';
import { statementsProjection } from './statement-list/statements.projection';

export type { BankAnswer } from './bank-answers/bank-answer';
export { readBankFile } from './bank-answers/read-bank-file';
export { BANK_FILE_TYPES } from './bank-answers/receive-upload';
export { ClosePeriodWork } from './close-period/close-period-work';
export { EstimateWork } from './estimate-earnings/estimate-work';
export { EstimatesQuery } from './estimate-list/estimates.query';
export { DisputeDueWork } from './miss-dispute/dispute-due-work';
export { PayoutsModule } from './payouts.module';
export { PayoutWork } from './payout/payout-work';
export { PayoutsQuery } from './payout-list/payouts.query';
export { PeriodsQuery } from './period-list/periods.query';
export { POST_CLAIM, PostClaimReactor } from './post-claim/post-claim.reactor';
export { PostRefundReactor } from './post-refund/post-refund.reactor';
export { RecordOpeningReactor } from './record-opening/record-opening.reactor';

export const payoutCatalogs = [
  periodEvents,
  payoutEvents,
  accountEvents,
  coFunderEvents,
  openingEvents,
  bankFileEvents,
  paymentDetailsEvents,
  estimateEvents,
];
export const payoutProjections = [
  periodsProjection,
  payoutsProjection,
  payoutDraftsProjection,
  statementsProjection,
  payeeAccountsProjection,
  journalProjection,
  paymentDetailsProjection,
  paymentsProjection,
  holdsProjection,
  disputesProjection,
  refundsProjection,
  estimatesProjection,
];
