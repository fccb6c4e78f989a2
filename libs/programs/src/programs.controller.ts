import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EventStore } from '@accord/event-store';
import { ROLES, isoDate } from '@accord/kernel';
import {
  Allow,
  BusinessClock,
  Call,
  CommandContexts,
  CommandReply,
  IsIsoDate,
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
import { ProgramDirectory } from './program-directory/program-directory';
import type { ProgramVersion } from './program';
import { PublishProgramCommand } from './publish-program/publish-program.handler';
import { readDocument } from './document/read-document';

export class InForceQuery {
  /** Business date; today when absent. */
  @IsOptional()
  @IsIsoDate()
  on?: string;
}

/** A version without its rules. */
export class ProgramVersionBody {
  version: number;
  effectiveFrom: string;
  documentHash: string;
  name: string;
}

const FRESH = { fresh: true } as const;

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramDirectory,
    private readonly clock: BusinessClock,
    private readonly log: EventStore,
  ) {}

  /** Publishes a version of the program from a YAML or JSON document. It is never changed afterwards. */
  @Post(':programId/versions')
  @Allow('program-manager')
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'object' } })
  @ApiCreatedResponse({ type: CommandReply })
  async publish(
    @Param('programId') programId: string,
    @Body() body: unknown,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const read = readDocument(typeof body === 'string' ? body : JSON.stringify(body ?? null));
    if ('faults' in read) throw requestFault(read.faults);
    const context = await this.contexts.of(call);
    const command = new PublishProgramCommand(programId, read.rules, context);
    return replyTo(programId, await this.commands.execute(command));
  }

  /** Every version of the program in the order published. */
  @Get(':programId/versions')
  @Allow(...ROLES)
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
  async one(
    @Param('programId') programId: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<ProgramVersion> {
    const found = (await this.programs.versions(programId, FRESH)).find(
      (one) => one.version === version,
    );
    if (!found) throw notFound('version of the program');
    return found;
  }

  /** The rules in force on a date. */
  @Get(':programId/in-force')
  @Allow(...ROLES)
  async inForce(
    @Param('programId') programId: string,
    @Query() query: InForceQuery,
  ): Promise<{ label: string; rules: object }> {
    const day = query.on === undefined ? await this.clock.today() : isoDate(query.on);
    const found = await this.programs.inForce(programId, day, FRESH);
    if (!found) throw notFound(`rules in force on ${day}`);
    return { label: found.label, rules: found.rules };
  }
}
