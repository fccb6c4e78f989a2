import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { EventStore } from '@accord/event-store';
import { ROLES, isoDate } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  decodePositionCursor,
  notFound,
  pageOf,
  replyTo,
  requestFault,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { InForceQuery } from './in-force.query';
import { ProgramClock } from './program-clock/program-clock';
import { ProgramDirectory } from './program-directory/program-directory';
import { ProgramRulesBody, ProgramVersionBody, RulesInForceBody } from './program.response';
import { PublishProgramCommand } from './publish-program/publish-program.handler';
import { readDocument } from './document/read-document';

const FRESH = { fresh: true } as const;

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramDirectory,
    private readonly clock: ProgramClock,
    private readonly log: EventStore,
  ) {}

  /** Publishes a version of the program from a YAML or JSON document. It is never changed afterwards. */
  @Post(':programId/versions')
  @Allow('program-manager')
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiCreatedResponse({ type: CommandReply })
  async publish(
    @Param('programId') programId: string,
    @Body() body: unknown,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const read = readDocument(typeof body === 'string' ? body : JSON.stringify(body ?? null));
    if ('faults' in read) throw requestFault(read.faults);
    const context = await this.contexts.of(call, { zone: read.rules.timeZone });
    const command = new PublishProgramCommand(programId, read.rules, context);
    return replyTo(programId, await this.commands.execute(command));
  }

  /** Every version of the program in the order published. */
  @Get(':programId/versions')
  @Allow(...ROLES)
  @ApiPage(ProgramVersionBody)
  async list(
    @Param('programId') programId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<ProgramVersionBody>>> {
    const after = decodePositionCursor(cursor) ?? 0n;
    const { position } = await this.log.head();
    const versions = await this.programs.versions(programId, FRESH);
    if (versions.length === 0) throw notFound('program');
    const rows = versions
      .filter(({ version }) => version > after)
      .map(({ version, effectiveFrom, documentHash, rules }) => ({
        version,
        effectiveFrom,
        documentHash,
        name: rules.name,
      }));
    const page = pageOf(rows, limit, ({ version }) => String(version));
    return new QueryReply(page, position, false);
  }

  /** One version with its rules. */
  @Get(':programId/versions/:version')
  @Allow(...ROLES)
  @ApiOkResponse({ type: ProgramRulesBody })
  async one(
    @Param('programId') programId: string,
    @Param('version', ParseIntPipe) version: number,
    @Query() _query: AtLeastQuery,
  ): Promise<ProgramRulesBody> {
    const found = (await this.programs.versions(programId, FRESH)).find(
      (one) => one.version === version,
    );
    if (!found) throw notFound('version of the program');
    return found;
  }

  /** The rules in force on a date. */
  @Get(':programId/in-force')
  @Allow(...ROLES)
  @ApiOkResponse({ type: RulesInForceBody })
  async inForce(
    @Param('programId') programId: string,
    @Query() query: InForceQuery,
  ): Promise<RulesInForceBody> {
    const day = query.on === undefined ? await this.clock.today(programId) : isoDate(query.on);
    const found = await this.programs.inForce(programId, day, FRESH);
    if (!found) throw notFound(`rules in force on ${day}`);
    return { label: found.label, rules: found.rules };
  }
}
