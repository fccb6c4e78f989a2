import { Module } from '@nestjs/common';
import { IncentivesModule } from '@accord/incentives';
import { MdfModule } from '@accord/mdf';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { account } from './account/account';
import { AccountsController } from './accounts.controller';
import { ClosePeriodHandler } from './close-period/close-period.handler';
import { DecidePayoutHandler } from './decide-payout/decide-payout.handler';
import { ExplanationQuery } from './explanation/explanation.query';
import { IssuePayoutHandler } from './issue-payout/issue-payout.handler';
import { PayeeAccountsQuery } from './payee-accounts/payee-accounts.query';
import { payout } from './payout/payout';
import { PayoutsQuery } from './payout-list/payouts.query';
import { PayoutsController } from './payouts.controller';
import { ACCOUNTS, PAYOUTS, PERIODS } from './payouts.token';
import { period } from './period/period';
import { PeriodsController } from './periods.controller';
import { PostClaimReactor } from './post-claim/post-claim.reactor';
import { DraftStatements } from './propose-payout/draft-statements.query';
import { ProposePayoutHandler } from './propose-payout/propose-payout.handler';
import { StatementsQuery } from './statement-list/statements.query';
import { StatementsController } from './statements.controller';

@Module({
  imports: [IncentivesModule, MdfModule, ProgramsModule],
  controllers: [PeriodsController, PayoutsController, StatementsController, AccountsController],
  providers: [
    provideStreams(ACCOUNTS, account),
    provideStreams(PERIODS, period),
    provideStreams(PAYOUTS, payout),
    DraftStatements,
    PostClaimReactor,
    PayeeAccountsQuery,
    PayoutsQuery,
    StatementsQuery,
    ExplanationQuery,
    ClosePeriodHandler,
    ProposePayoutHandler,
    DecidePayoutHandler,
    IssuePayoutHandler,
  ],
  exports: [PostClaimReactor],
})
export class PayoutsModule {}
