import { accountEvents } from './account/account.events';
import { payeeAccountsProjection } from './payee-accounts/payee-accounts.projection';
import { payoutEvents } from './payout/payout.events';
import { payoutsProjection } from './payout-list/payouts.projection';
import { periodEvents } from './period/period.events';
import { statementsProjection } from './statement-list/statements.projection';

export { PayoutsModule } from './payouts.module';
export { PostClaimReactor } from './post-claim/post-claim.reactor';

export const payoutCatalogs = [periodEvents, payoutEvents, accountEvents];
export const payoutProjections = [payoutsProjection, statementsProjection, payeeAccountsProjection];
