import { Module } from '@nestjs/common';
import { DealsModule } from '@accord/deals';
import { PartnersModule } from '@accord/partners';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { RatesModule } from '@accord/rates';
import { CoopBookings } from './accrual-list/coop-bookings.query';
import { AccrueCoopReactor } from './accrue-coop/accrue-coop.reactor';
import { AllocateFundHandler } from './allocate-fund/allocate-fund.handler';
import { ApproveClaimHandler } from './approve-claim/approve-claim.handler';
import { ApproveRequestHandler } from './approve-request/approve-request.handler';
import { ClawBackHandler } from './claw-back/claw-back.handler';
import { fund } from './fund';
import { ClaimDirectory } from './claim-directory/claim-directory';
import { CutFundHandler } from './cut-fund/cut-fund.handler';
import { EndOfAgreementReactor } from './end-requests/end-of-agreement.reactor';
import { EvidenceDirectory } from './evidence-list/evidence-directory';
import { EvidenceQuery } from './evidence-list/evidence.query';
import { EvidenceController } from './evidence.controller';
import { CreditsController } from './credits.controller';
import { ExpiringCredits } from './credits/expiring-credits.query';
import { FundStatement } from './fund-statement/fund-statement.query';
import { FundClock } from './fund-clock';
import { FundAccess } from './fund-balance/fund-access.query';
import { FundBalanceAsOf } from './fund-balance/fund-balance.query';
import { FundsQuery } from './fund-balance/funds.query';
import { FundsRequestsController } from './funds-requests.controller';
import { FundsController } from './funds.controller';
import { EVIDENCE, FUNDS } from './funds.token';
import { FirstClaims } from './mdf-due/first-claims.query';
import { MdfDueWork } from './mdf-due/mdf-due-work';
import { MdfRequestsQuery } from './mdf-requests/mdf-requests.query';
import { TakeOverFundHandler } from './take-over-fund/take-over-fund.handler';
import { OpenFundHandler } from './open-fund/open-fund.handler';
import { ReallocateRequestHandler } from './reallocate-request/reallocate-request.handler';
import { RejectRequestHandler } from './reject-request/reject-request.handler';
import { RequestFundsHandler } from './request-funds/request-funds.handler';
import { ReturnClaimHandler } from './return-claim/return-claim.handler';
import { evidence } from './store-evidence/evidence';
import { StoreEvidenceHandler } from './store-evidence/store-evidence.handler';
import { SubmitClaimHandler } from './submit-claim/submit-claim.handler';
import { FinishTransferReactor } from './transfer-funds/finish-transfer.reactor';
import { SendTransferHandler } from './transfer-funds/send-transfer.handler';
import { TransfersQuery } from './transfer-list/transfers.query';
import { TransfersController } from './transfers.controller';

@Module({
  imports: [PartnersModule, ProgramsModule, DealsModule, RatesModule],
  controllers: [
    FundsController,
    FundsRequestsController,
    EvidenceController,
    CreditsController,
    TransfersController,
  ],
  providers: [
    provideStreams(FUNDS, fund),
    provideStreams(EVIDENCE, evidence),
    EvidenceDirectory,
    EvidenceQuery,
    StoreEvidenceHandler,
    FirstClaims,
    ClaimDirectory,
    FundAccess,
    FundClock,
    FundStatement,
    ExpiringCredits,
    FundBalanceAsOf,
    FundsQuery,
    MdfRequestsQuery,
    MdfDueWork,
    OpenFundHandler,
    TakeOverFundHandler,
    CutFundHandler,
    SendTransferHandler,
    FinishTransferReactor,
    CoopBookings,
    AccrueCoopReactor,
    EndOfAgreementReactor,
    ReallocateRequestHandler,
    TransfersQuery,
    AllocateFundHandler,
    RequestFundsHandler,
    ApproveRequestHandler,
    RejectRequestHandler,
    SubmitClaimHandler,
    ApproveClaimHandler,
    ReturnClaimHandler,
    ClawBackHandler,
  ],
  exports: [
    ClaimDirectory,
    MdfDueWork,
    FinishTransferReactor,
    AccrueCoopReactor,
    EndOfAgreementReactor,
  ],
})
export class MdfModule {}
