import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  AsOfQuery,
  Call,
  PageQuery,
  QueryReply,
  notFound,
  type HttpCall,
  type Page,
} from '@accord/platform';
import {
  AccountExplanation,
  AccountExplanationQuery,
} from './account-explanation/account-explanation.query';
import { AccountLineBody } from './account-explanation/account-explanation.response';
import { AccountBody, AccountDetailBody } from './payee-accounts/account.response';
import { PayeeAccountsQuery } from './payee-accounts/payee-accounts.query';

@ApiTags('accounts')
@ApiBearerAuth()
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: PayeeAccountsQuery,
    private readonly explanations: AccountExplanation,
  ) {}

  /** What is owed to whom now, by account. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(AccountBody)
  list(
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<AccountBody>>> {
    return this.accounts.list(caller, query);
  }

  /** One account with its statements, now or as of some moment, folded from the log. */
  @Get(':accountId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: AccountDetailBody })
  async one(
    @Param('accountId') accountId: string,
    @Query() query: AsOfQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<AccountDetailBody>> {
    const found = await this.accounts.asOf(caller, accountId, query);
    if (!found) throw notFound('account');
    return found;
  }

  /** What made the balances: every event of the account, what it changed, and where it is explained further. */
  @Get(':accountId/explanation')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(AccountLineBody)
  async explain(
    @Param('accountId') accountId: string,
    @Query() query: AccountExplanationQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<AccountLineBody>>> {
    const found = await this.explanations.of(caller, accountId, query);
    if (!found) throw notFound('account');
    return found;
  }
}
