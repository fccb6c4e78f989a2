import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import {
  ConflictCaseListQuery,
  ConflictCasesQuery,
  type ConflictCaseResponse,
} from './conflict-case/conflict-case.query';
import { DecideCaseCommand } from './decide-case/decide-case.handler';
import { DecideCaseRequest } from './decisions.request';

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
}
