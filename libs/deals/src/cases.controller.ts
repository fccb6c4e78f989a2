import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { ConflictCaseRow } from './conflict-case/conflict-case.projection';
import { DecideCaseCommand } from './decide-case/decide-case.handler';
import { DecideCaseRequest } from './decisions.request';

@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly store: ReadStore,
  ) {}

  /** Whether a registration's customer is a known one: the questions that people have to answer. */
  @Get()
  @Allow('program-manager', 'auditor')
  async list(@Query() query: PageQuery): Promise<QueryReply<Page<ConflictCaseRow>>> {
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      ['conflict_cases'],
      (db) =>
        sql<ConflictCaseRow>`
        select * from conflict_cases where case_id > ${after}
        order by case_id limit ${query.limit + 1}`.execute(db),
      minPositionOf(query),
    );
    return new QueryReply(
      pageOf(value.rows, query.limit, (row) => row.case_id),
      position,
      stale,
    );
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
