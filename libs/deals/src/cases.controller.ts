import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import { ConflictCaseListQuery, ConflictCasesQuery } from './conflict-case/conflict-case.query';
import { ConflictCaseResponse } from './conflict-case/conflict-case.response';
import { DecideCaseCommand } from './decide-case/decide-case.handler';
import { DecideCaseRequest, SettleCollisionRequest } from './decisions.request';
import { SettleCollisionCommand } from './settle-collision/settle-collision.handler';

@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly cases: ConflictCasesQuery,
  ) {}

  /** Whether a registration's customer is a known one: the questions that people have to answer. */
  @Get()
  @Allow('program-manager', 'auditor')
  @ApiPage(ConflictCaseResponse)
  list(@Query() query: ConflictCaseListQuery): Promise<QueryReply<Page<ConflictCaseResponse>>> {
    return this.cases.list(query);
  }

  /** Decides the case. The deal can be approved again afterwards. */
  @Post(':caseId/decision')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async decide(
    @Param('caseId') caseId: string,
    @Body() body: DecideCaseRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { verdict, occurredOn, internalReason: internal } = body;
    const reason = internal === undefined ? {} : { reason: { internal } };
    const context = await this.contexts.of(call, { occurredOn, ...reason });
    return replyTo(
      caseId,
      await this.commands.execute(new DecideCaseCommand(caseId, { verdict }, context)),
    );
  }

  /** Decides which approvals stand when two customers become one, or that they do not. */
  @Post(':caseId/collision-decision')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async settle(
    @Param('caseId') caseId: string,
    @Body() body: SettleCollisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { verdict, keeps = [], internalReason: internal, publicReason: shown } = body;
    const reason = { ...(shown && { public: shown }), ...(internal && { internal }) };
    const context = await this.contexts.of(call, { reason });
    const decision = verdict === 'merge' ? { verdict, keeps } : { verdict };
    return replyTo(
      caseId,
      await this.commands.execute(new SettleCollisionCommand(caseId, decision, context)),
    );
  }
}
