import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  AsOfQuery,
  Call,
  CommandContexts,
  notFound,
  replyTo,
  type CommandContext,
  type HttpCall,
  type QueryReply,
} from '@accord/platform';
import { CustomerRecords } from './customer-record/customer-records.query';
import { CustomerBody } from './customer-record/customer.response';
import { MergeReply } from './merge-customers/merge.response';
import { MergeCustomersCommand } from './merge-customers/merge-customers.handler';
import {
  MergeCustomersRequest,
  type CustomerFateRequest,
} from './merge-customers/merge-customers.request';

import { SplitReply } from './split-customers/split.response';
import { SplitCustomerCommand } from './split-customers/split-customers.handler';
import { SplitCustomerRequest } from './split-customers/split-customers.request';

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers')
export class CustomersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly records: CustomerRecords,
  ) {}

  /**
   * Makes the customer one with another, for good. Its exclusive approvals go there; where two exclude
   * one another nothing moves, and a case is opened about which stands.
   */
  @Post(':customerId/merge')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: MergeReply })
  async merge(
    @Param('customerId') customerId: string,
    @Body() body: MergeCustomersRequest,
    @Call() call: HttpCall,
  ): Promise<MergeReply> {
    const { into, evidence } = body;
    const context = await this.fate(call, body);
    const command = new MergeCustomersCommand(customerId, { into, evidence }, context);
    const { outcome, consequence } = await this.commands.execute(command);
    return Object.assign(new MergeReply(), replyTo(customerId, outcome), { consequence });
  }

  /**
   * Gives registrations that were about another customer a customer of their own. Their exclusive
   * approvals go with them; who had lost to one of the other half is listed, and may ask again.
   */
  @Post(':customerId/split')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: SplitReply })
  async split(
    @Param('customerId') customerId: string,
    @Body() body: SplitCustomerRequest,
    @Call() call: HttpCall,
  ): Promise<SplitReply> {
    const { deals, evidence } = body;
    const context = await this.fate(call, body);
    const command = new SplitCustomerCommand(customerId, { deals, evidence }, context);
    const { outcome, consequence } = await this.commands.execute(command);
    return Object.assign(new SplitReply(), replyTo(customerId, outcome), { consequence });
  }

  /** What is known of the customer, from its own history: names, numbers, merges, splits, and who holds it. */
  @Get(':customerId')
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: CustomerBody })
  async one(
    @Param('customerId') customerId: string,
    @Query() query: AsOfQuery,
  ): Promise<QueryReply<CustomerBody>> {
    const found = await this.records.of(customerId, query);
    if (!found) throw notFound('customer');
    return found;
  }

  private fate(
    call: HttpCall,
    { internalReason: internal, publicReason: shown }: CustomerFateRequest,
  ): Promise<CommandContext> {
    return this.contexts.of(call, { reason: { internal, ...(shown && { public: shown }) } });
  }
}
