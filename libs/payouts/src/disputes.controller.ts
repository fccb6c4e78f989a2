import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiPage,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  amountOf,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { AnswerDisputeCommand } from './answer-dispute/answer-dispute.handler';
import { BookClock } from './book-clock';
import { DisputeBody } from './dispute-list/dispute.response';
import { DisputeListQuery, DisputesQuery } from './dispute-list/disputes.query';
import { AnswerDisputeRequest, OpenDisputeRequest, disputedIn } from './disputes.request';
import { OpenDisputeCommand, disputeIdOf } from './open-dispute/open-dispute.handler';
import { StatementsQuery } from './statement-list/statements.query';

@ApiTags('disputes')
@ApiBearerAuth()
@Controller('v1')
export class DisputesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly statements: StatementsQuery,
    private readonly disputes: DisputesQuery,
  ) {}

  /** Disputes a line of a statement as it was issued, or that something is missing from it. */
  @Post('statements/:statementId/disputes')
  @Allow('sales-system', 'partner')
  @ApiCreatedResponse({ type: CommandReply })
  async open(
    @Param('statementId') statementId: string,
    @Body() body: OpenDisputeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const statement = await this.statements.issued(call.caller, statementId);
    if (!statement) throw notFound('statement');
    const disputed = disputedIn(body);
    if (disputed.kind === 'line') {
      const { value } = await this.statements.line(call.caller, statementId, disputed.lineId, {});
      if (!value) throw notFound('statement line');
    }
    const { reason } = body;
    const amount = amountOf(body.amount, statement.total.currency, 'amount');
    const zone = await this.clock.zone(statement.book);
    const context = await this.contexts.of(call, { zone, reason: { public: reason } });
    const command = new OpenDisputeCommand({ statement, disputed, amount, reason }, context);
    return replyTo(disputeIdOf(context.envelope), await this.commands.execute(command));
  }

  /** Accepts a dispute, in part where an amount is given, or rejects it. */
  @Post('accounts/:accountId/disputes/:disputeId/answer')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async answer(
    @Param('accountId') accountId: string,
    @Param('disputeId') disputeId: string,
    @Body() body: AnswerDisputeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { decision, amount = null, publicReason: reason, internalReason } = body;
    const isAccepted = decision === 'accept';
    const internal = internalReason === undefined ? {} : { internal: internalReason };
    const context = await this.contexts.of(call, { reason: { public: reason, ...internal } });
    const answer = { disputeId, isAccepted, amount, reason };
    const command = new AnswerDisputeCommand(accountId, answer, context);
    return replyTo(disputeId, await this.commands.execute(command));
  }

  /** Disputes, by id. */
  @Get('disputes')
  @ApiPage(DisputeBody)
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  list(
    @Query() query: DisputeListQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<DisputeBody>>> {
    return this.disputes.list(caller, query);
  }
}
