import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  AsOfQuery,
  Call,
  PageQuery,
  QueryReply,
  notFound,
  type HttpCall,
  type Page,
} from '@accord/platform';
import type { AccountBody, AccountDetailBody } from './payee-accounts/account.response';
import { PayeeAccountsQuery } from './payee-accounts/payee-accounts.query';

@ApiTags('accounts')
@ApiBearerAuth()
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly accounts: PayeeAccountsQuery) {}

  /** What is owed to whom now, by account. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  list(
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<AccountBody>>> {
    return this.accounts.list(caller, query);
  }

  /** One account with its statements, now or as of some moment, folded from the log. */
  @Get(':accountId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  async one(
    @Param('accountId') accountId: string,
    @Query() query: AsOfQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<AccountDetailBody>> {
    const found = await this.accounts.asOf(caller, accountId, query);
    if (!found) throw notFound('account');
    return found;
  }
}
