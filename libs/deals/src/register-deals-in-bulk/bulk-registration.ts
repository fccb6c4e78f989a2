import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { sha256Hex, type Rejection } from '@accord/kernel';
import {
  CommandContexts,
  LOGGER,
  Problem,
  dirtyText,
  faults,
  withoutNulls,
  type HttpCall,
  type Logger,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { registerDealCommand } from '../register-deal/register-deal-command';
import { RegisterDealCommand } from '../register-deal/register-deal.handler';
import { RegisterDealRequest } from '../register-deal/register-deal.request';
import type { BulkLine } from './bulk-lines';
import type { LineResult } from './line-result';

/** Errors told of one line. */
const MAX_ERRORS = 50;

/** Registers one line of a bulk request; a line never fails the others. */
@Injectable()
export class BulkRegistration {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async register(line: BulkLine, call: HttpCall): Promise<LineResult> {
    const at = { line: line.line };
    if ('fault' in line) return { ...at, status: 'invalid', errors: [line.fault] };
    const dirty = dirtyText(line.body);
    if (dirty.some(({ code }) => code === 'too-deep')) {
      return { ...at, status: 'invalid', errors: dirty.slice(0, MAX_ERRORS) };
    }
    const request = plainToInstance(RegisterDealRequest, withoutNulls(line.body));
    const errors = [...dirty, ...(await faultsOf(request))];
    const from = referenceOf(request);
    if (errors.length > 0 || !request.origin) {
      return { ...at, ...from, status: 'invalid', errors: errors.slice(0, MAX_ERRORS) };
    }
    const { source, ref } = request.origin;
    try {
      // The reference is the key: the same line sent again is the same command.
      const idempotencyKey = sha256Hex(`${source}\n${ref}`);
      const own = { ...call, idempotencyKey, ifMatch: undefined, body: line.body };
      const { programId, occurredOn } = request;
      const zone = await this.programs.zone(programId);
      const context = await this.contexts.of(own, { zone, occurredOn });
      const command = registerDealCommand(request, context.envelope.commandId);
      const outcome = await this.commands.execute(new RegisterDealCommand(command, context));
      const about = { ...at, ...from, id: command.dealId };
      if (outcome.kind === 'rejected') {
        return { ...about, status: 'refused', errors: outcome.rejections };
      }
      const { position } = outcome;
      return { ...about, status: outcome.kind, ...(position && { position: String(position) }) };
    } catch (error) {
      return { ...at, ...from, ...this.failure(error) };
    }
  }

  private failure(error: unknown): Pick<LineResult, 'status' | 'errors'> {
    if (error instanceof Problem) return { status: 'invalid', errors: error.errors };
    this.logger.error({ err: error }, 'a line of a bulk registration failed');
    const message = error instanceof Error ? error.message : String(error);
    return { status: 'failed', errors: [{ code: 'try-again', message }] };
  }
}

/** The reference as it was sent, also where the line is wrong otherwise. */
function referenceOf({ origin }: RegisterDealRequest): Pick<LineResult, 'source' | 'ref'> {
  if (typeof origin?.source !== 'string' || typeof origin.ref !== 'string') return {};
  const isShort = origin.source.length <= 100 && origin.ref.length <= 100;
  return isShort ? { source: origin.source, ref: origin.ref } : {};
}

async function faultsOf(request: RegisterDealRequest): Promise<Rejection[]> {
  const errors = await validate(request, { whitelist: true, forbidNonWhitelisted: true });
  const message = 'A line of a bulk registration needs the reference that it comes from';
  const missing = { code: 'origin-required', message, path: 'origin' };
  return [...faults(errors), ...(request.origin ? [] : [missing])];
}
