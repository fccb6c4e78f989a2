import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { canonicalJson, sha256Hex } from '@accord/kernel';
import {
  ApiPage,
  AtLeastQuery,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  TakesQuery,
  businessRefusal,
  requestFault,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import { ProgramDirectory, readDocument } from '@accord/programs';
import { ReadStore } from '@accord/read-store';
import { AskWhatIfQuery, WhatIfLinesQuery, WhatIfsQuery } from './what-ifs.query';
import { WhatIfBody, WhatIfLineBody, WhatIfPartnerBody } from './what-if.response';

@ApiTags('what-if')
@ApiBearerAuth()
@Controller('v1/what-if')
export class WhatIfController {
  constructor(
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramDirectory,
    private readonly store: ReadStore,
    private readonly whatIfs: WhatIfsQuery,
  ) {}

  /**
   * Tries a program document on everything that has happened, in the background. Nothing is published
   * and nothing posted: the log does not learn of it. The last 20 trials are kept.
   */
  @Post()
  @TakesQuery('reach', 'from', 'through')
  @Allow('program-manager', 'finance')
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiCreatedResponse({ type: CommandReply })
  async ask(
    @Body() body: unknown,
    @Query() { reach = 'its-time', from, through }: AskWhatIfQuery,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const read = readDocument(typeof body === 'string' ? body : JSON.stringify(body ?? null));
    if ('faults' in read) throw requestFault(read.faults);
    const { envelope, options } = await this.contexts.of(call);
    const { rules } = read;
    const versions = await this.programs.versions(rules.program, { fresh: true });
    if (versions.length === 0) {
      const message = `No program "${rules.program}" was published`;
      throw businessRefusal([{ code: 'program-unknown', message, path: 'program' }]);
    }
    const question = { rules, reach, from: from ?? null, through: through ?? null };
    const { commandId: id } = envelope;
    if (options.dryRun) return replyOf(id, 'dry-run');
    const hash = sha256Hex(canonicalJson(question));
    const asked = { id, hash, programId: rules.program, question };
    const known = await this.store.whatIfs.find(id);
    const row = await this.store.whatIfs.ask(asked);
    if (row.hash !== hash) {
      const message = 'The Idempotency-Key was used for another question';
      throw businessRefusal([{ code: 'key-reused', message, path: 'Idempotency-Key' }]);
    }
    return replyOf(id, known ? 'replayed' : 'accepted');
  }

  /** How far it has come, and what it comes to in all. */
  @Get(':whatIfId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: WhatIfBody })
  one(
    @Param('whatIfId') id: string,
    @Query() _query: AtLeastQuery,
  ): Promise<QueryReply<WhatIfBody>> {
    return this.whatIfs.one(id);
  }

  /** What each partner earns now, and would earn. */
  @Get(':whatIfId/partners')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(WhatIfPartnerBody)
  partners(
    @Param('whatIfId') id: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<WhatIfPartnerBody>>> {
    return this.whatIfs.partners(id, query);
  }

  /** The lines that would be others, each with its arithmetic now and then. */
  @Get(':whatIfId/lines')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(WhatIfLineBody)
  lines(
    @Param('whatIfId') id: string,
    @Query() query: WhatIfLinesQuery,
  ): Promise<QueryReply<Page<WhatIfLineBody>>> {
    return this.whatIfs.lines(id, query);
  }
}

/** The log learns nothing of it, so that there is neither revision nor position. */
const replyOf = (id: string, status: CommandReply['status']): CommandReply =>
  Object.assign(new CommandReply(), { id, status, revision: -1, position: null, events: [] });
