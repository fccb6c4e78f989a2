import { Module } from '@nestjs/common';
import { IncentivesModule } from '@accord/incentives';
import { MdfModule } from '@accord/mdf';
import { PartnersModule } from '@accord/partners';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { account } from './account/account';
import { AccountExplanation } from './account-explanation/account-explanation.query';
import { AccountsController } from './accounts.controller';
import { AcknowledgeChangeHandler } from './acknowledge-change/acknowledge-change.handler';
import { AnswerDisputeHandler } from './answer-dispute/answer-dispute.handler';
import { BankAnswersController } from './bank-answers.controller';
import { bankFile } from './bank-answers/bank-file';
import { ReceiveBankFileHandler } from './bank-answers/receive-bank-file.handler';
import { RecordBankAnswersHandler } from './bank-answers/record-bank-answers.handler';
import { BankFilesController } from './bank-files.controller';
import { BookClock } from './book-clock';
import { coFunderAccount } from './co-funder/co-funder';
import { CoFundersController } from './co-funders.controller';
import { ClosePeriodHandler } from './close-period/close-period.handler';
import { ClosePeriodWork } from './close-period/close-period-work';
import { ClosingFactsQuery } from './close-period/closing-facts.query';
import { ClosedPeriods } from './period/closed-periods.query';
import { ConfirmOpeningHandler } from './confirm-opening/confirm-opening.handler';
import { ConfirmPaymentDetailsHandler } from './confirm-payment-details/confirm-payment-details.handler';
import { DecidePayoutHandler } from './decide-payout/decide-payout.handler';
import { DisputesController } from './disputes.controller';
import { DisputesQuery } from './dispute-list/disputes.query';
import { PinnedLine } from './explanation/pinned-line.query';
import { LineMembersQuery } from './line-members/line-members.query';
import { StatementExplanation } from './explanation/statement-explanation.query';
import { EstimateAccountsWork } from './estimate-earnings/estimate-accounts-work';
import { EstimateEarningsHandler } from './estimate-earnings/estimate-earnings.handler';
import { EstimateWork } from './estimate-earnings/estimate-work';
import { estimateRun } from './estimate/estimate-run';
import { EstimatesController } from './estimates.controller';
import { EstimatesQuery } from './estimate-list/estimates.query';
import { ExplanationQuery } from './explanation/explanation.query';
import { InstructPaymentsHandler } from './instruct-payments/instruct-payments.handler';
import { PaymentRates } from './instruct-payments/payment-rates.query';
import { RatesModule } from '@accord/rates';
import { UsableDetails } from './instruct-payments/usable-details.query';
import { IssuePayoutHandler } from './issue-payout/issue-payout.handler';
import { IssueStatementsWork } from './issue-payout/issue-statements-work';
import { DisputeDueWork } from './miss-dispute/dispute-due-work';
import { OpenDisputeHandler } from './open-dispute/open-dispute.handler';
import { opening } from './opening/opening';
import { OpeningsController } from './openings.controller';
import { PayeeAccountsQuery } from './payee-accounts/payee-accounts.query';
import { HoldsController } from './holds.controller';
import { HoldsQuery } from './hold-list/holds.query';
import { DecideChangeHandler } from './decide-change/decide-change.handler';
import { ChangeOf } from './late-changes/change-of.query';
import { LateChangesQuery } from './late-changes/late-changes.query';
import { ProposeRejectionHandler } from './propose-rejection/propose-rejection.handler';
import { LedgerController } from './ledger/ledger.controller';
import { LedgerAccountQuery } from './ledger/ledger-account.query';
import { LedgerQuery } from './ledger/ledger.query';
import { PaymentDetailsController } from './payment-details.controller';
import { paymentDetails } from './payment-details/payment-details';
import { PaymentDetailsRegistry } from './payment-details/payment-details-registry';
import { PaymentDetailsQuery } from './payment-details-list/payment-details.query';
import { PaymentFileQuery } from './payment-file/payment-file.query';
import { PaymentsQuery } from './payment-list/payments.query';
import { PaymentsController } from './payments.controller';
import { payout } from './payout/payout';
import { PayoutsQuery } from './payout-list/payouts.query';
import { ReviewQuery } from './payout-review/review.query';
import { SetAsideQuery } from './payout-review/set-aside.query';
import { PayoutWork } from './payout/payout-work';
import { PayoutsController } from './payouts.controller';
import {
  ACCOUNTS,
  BANK_FILES,
  CO_FUNDERS,
  ESTIMATES,
  OPENINGS,
  PAYMENT_DETAILS,
  PAYOUTS,
  PERIODS,
} from './payouts.token';
import { period } from './period/period';
import { PeriodsController } from './periods.controller';
import { PeriodsQuery } from './period-list/periods.query';
import { PlaceHoldHandler } from './place-hold/place-hold.handler';
import { PostClaimReactor } from './post-claim/post-claim.reactor';
import { PostRefundReactor } from './post-refund/post-refund.reactor';
import { ProposeOpeningHandler } from './propose-opening/propose-opening.handler';
import { ProposePaymentDetailsHandler } from './propose-payment-details/propose-payment-details.handler';
import { DraftPayoutWork } from './propose-payout/draft-payout-work';
import { PayeeTerms } from './propose-payout/payee-terms.query';
import { DraftStatements } from './propose-payout/draft-statements.query';
import { ProposePayoutHandler } from './propose-payout/propose-payout.handler';
import { ReceiveRepaymentHandler } from './receive-repayment/receive-repayment.handler';
import { ReceiveRefundHandler } from './receive-refund/receive-refund.handler';
import { RefundsQuery } from './refund-list/refunds.query';
import { ReleaseHoldHandler } from './release-hold/release-hold.handler';
import { RecordOpeningReactor } from './record-opening/record-opening.reactor';
import { StatementsQuery } from './statement-list/statements.query';
import { StatementsController } from './statements.controller';
import { RepaymentsController } from './repayments.controller';
import { WriteOffsController } from './write-offs.controller';
import { ProposeWriteOffHandler } from './propose-write-off/propose-write-off.handler';
import { DecideWriteOffHandler } from './decide-write-off/decide-write-off.handler';

/** Each holds every line that its statements ever said; a run passes over all of them. */
const CACHED_ACCOUNTS = 100;

@Module({
  imports: [IncentivesModule, MdfModule, PartnersModule, ProgramsModule, RatesModule],
  controllers: [
    PeriodsController,
    PayoutsController,
    StatementsController,
    AccountsController,
    LedgerController,
    PaymentDetailsController,
    PaymentsController,
    BankAnswersController,
    HoldsController,
    DisputesController,
    RepaymentsController,
    WriteOffsController,
    OpeningsController,
    BankFilesController,
    CoFundersController,
    EstimatesController,
  ],
  providers: [
    provideStreams(ACCOUNTS, account, CACHED_ACCOUNTS),
    provideStreams(CO_FUNDERS, coFunderAccount),
    provideStreams(PERIODS, period),
    provideStreams(PAYOUTS, payout),
    provideStreams(PAYMENT_DETAILS, paymentDetails),
    provideStreams(OPENINGS, opening),
    provideStreams(BANK_FILES, bankFile),
    provideStreams(ESTIMATES, estimateRun),
    BookClock,
    EstimateEarningsHandler,
    EstimateAccountsWork,
    EstimateWork,
    EstimatesQuery,
    ReceiveBankFileHandler,
    ProposeOpeningHandler,
    ConfirmOpeningHandler,
    RecordOpeningReactor,
    PaymentDetailsRegistry,
    PaymentDetailsQuery,
    ProposePaymentDetailsHandler,
    ConfirmPaymentDetailsHandler,
    DraftStatements,
    PayeeTerms,
    DraftPayoutWork,
    IssueStatementsWork,
    PayoutWork,
    PostClaimReactor,
    PostRefundReactor,
    ReceiveRefundHandler,
    ReceiveRepaymentHandler,
    RefundsQuery,
    PayeeAccountsQuery,
    PayoutsQuery,
    ReviewQuery,
    SetAsideQuery,
    StatementsQuery,
    PinnedLine,
    LineMembersQuery,
    ExplanationQuery,
    StatementExplanation,
    AccountExplanation,
    LedgerQuery,
    LedgerAccountQuery,
    ClosePeriodHandler,
    ClosePeriodWork,
    ClosedPeriods,
    ClosingFactsQuery,
    PeriodsQuery,
    ProposePayoutHandler,
    DecidePayoutHandler,
    IssuePayoutHandler,
    UsableDetails,
    PaymentRates,
    InstructPaymentsHandler,
    RecordBankAnswersHandler,
    PaymentsQuery,
    PaymentFileQuery,
    HoldsQuery,
    PlaceHoldHandler,
    ReleaseHoldHandler,
    LateChangesQuery,
    ChangeOf,
    ProposeRejectionHandler,
    DecideChangeHandler,
    AcknowledgeChangeHandler,
    DisputesQuery,
    OpenDisputeHandler,
    AnswerDisputeHandler,
    ProposeWriteOffHandler,
    DecideWriteOffHandler,
    DisputeDueWork,
  ],
  exports: [
    PostClaimReactor,
    PostRefundReactor,
    RecordOpeningReactor,
    DisputeDueWork,
    ClosePeriodWork,
    PeriodsQuery,
    PayoutWork,
    PayoutsQuery,
    EstimateWork,
    EstimatesQuery,
  ],
})
export class PayoutsModule {}
