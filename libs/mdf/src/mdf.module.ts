import { Module } from '@nestjs/common';
import { PartnersModule } from '@accord/partners';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { AllocateFundHandler } from './allocate-fund/allocate-fund.handler';
import { ApproveClaimHandler } from './approve-claim/approve-claim.handler';
import { ApproveRequestHandler } from './approve-request/approve-request.handler';
import { ClawBackHandler } from './claw-back/claw-back.handler';
import { fund } from './fund';
import { ClaimDirectory } from './claim-directory/claim-directory';
import { FundBalanceAsOf } from './fund-balance/fund-balance.query';
import { FundsQuery } from './fund-balance/funds.query';
import { FundsRequestsController } from './funds-requests.controller';
import { FundsController } from './funds.controller';
import { FUNDS } from './funds.token';
import { FirstClaims } from './mdf-due/first-claims.query';
import { MdfDueWork } from './mdf-due/mdf-due-work';
import { MdfRequestsQuery } from './mdf-requests/mdf-requests.query';
import { OpenFundHandler } from './open-fund/open-fund.handler';
import { RejectRequestHandler } from './reject-request/reject-request.handler';
import { RequestFundsHandler } from './request-funds/request-funds.handler';
import { ReturnClaimHandler } from './return-claim/return-claim.handler';
import { SubmitClaimHandler } from './submit-claim/submit-claim.handler';

@Module({
  imports: [PartnersModule, ProgramsModule],
  controllers: [FundsController, FundsRequestsController],
  providers: [
    provideStreams(FUNDS, fund),
    FirstClaims,
    ClaimDirectory,
    FundBalanceAsOf,
    FundsQuery,
    MdfRequestsQuery,
    MdfDueWork,
    OpenFundHandler,
    AllocateFundHandler,
    RequestFundsHandler,
    ApproveRequestHandler,
    RejectRequestHandler,
    SubmitClaimHandler,
    ApproveClaimHandler,
    ReturnClaimHandler,
    ClawBackHandler,
  ],
  exports: [ClaimDirectory, MdfDueWork],
})
export class MdfModule {}
